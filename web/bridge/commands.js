/**
 * The loop that reads commands and calls WebGL. It knows eight opcodes and no op; the format is
 * described in py/texelflow/device/protocol.py. Nothing here asks WebGL a question, for the answer
 * would wait for the GPU, except at a program's first draw, whether it linked. With `debug` on,
 * every command is checked, at that price.
 */

import { LinkError } from "./programs.js";
import { FORMATS } from "./textures.js";

const CREATE = 1;
const FREE = 2;
const UPLOAD = 3;
const DRAW = 4;
const SWAP = 5;
const BIND = 6;
const REPLAY = 7;
const FORGET = 8;

/**
 * @param {WebGL2RenderingContext} gl
 * @param {ReturnType<typeof import("./textures.js").createTextures>} textures
 * @param {ReturnType<typeof import("./programs.js").createPrograms>} programs
 * @param {ReturnType<typeof import("./recordings.js").createRecordings>} recordings
 * @param {{draws: number, uploads: number}} counters
 */
export function createCommands(gl, textures, programs, recordings, counters) {
  /** What each texture unit holds, so that a texture is not bound twice. @type {(WebGLTexture | null)[]} */
  const bound = new Array(16).fill(null);
  let checking = false;
  /** @type {WebGLProgram | null} */
  let used = null;

  /** @param {Int32Array} words @param {number} at */
  function draw(words, at) {
    const program = programs.table[words[at + 1]];
    if (!program.linked) {
      used = null;
      programs.link(words[at + 1]);
      used = program.gl;
    }
    if (program.gl !== used) gl.useProgram((used = program.gl));
    const counts = words[at + 4];
    const outputs = counts & 255;
    const inputs = counts >> 8;
    let next = at + 5;
    const frame =
      outputs === 1
        ? textures.frameOf(words[next])
        : textures.frameOfGroup(Array.from(words.subarray(next, next + outputs)));
    gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
    gl.viewport(0, 0, words[at + 2], words[at + 3]);
    next += outputs;
    for (let unit = 0; unit < inputs; unit++) {
      const { gl: handle, target } = textures.get(words[next + unit]);
      if (bound[unit] !== handle) {
        gl.activeTexture(gl.TEXTURE0 + unit);
        gl.bindTexture(target, handle);
        bound[unit] = handle;
      }
    }
    next += inputs;
    const length = at + (words[at] >> 8) - next;
    if (length) gl.uniform4iv(program.params, words, next, length);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    counters.draws += 1;
  }

  /** @param {Int32Array} words @param {number} at */
  function upload(words, at) {
    const width = words[at + 2];
    const height = words[at + 3];
    const spec = FORMATS[words[at + 4]];
    const first = at + 5;
    const raw = words.subarray(first, first + width * height * 4);
    const data =
      spec.array === Float32Array
        ? new Float32Array(raw.buffer, raw.byteOffset, raw.length)
        : spec.array === Int8Array
          ? Int8Array.from(raw)
          : raw;
    write(words[at + 1], width, height, data);
  }

  /**
   * Copy whole texture lines from a typed array, or a picture of the browser's.
   * @param {number} id @param {number} width @param {number} height
   * @param {ArrayBufferView | TexImageSource} data
   */
  function write(id, width, height, data) {
    const texture = textures.get(id);
    const spec = FORMATS[texture.format];
    const g = /** @type {any} */ (gl);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, texture.gl);
    bound[0] = texture.gl;
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, g[spec.format], g[spec.type], /** @type {any} */ (data));
    counters.uploads += 1;
  }

  /** @param {Int32Array} words @param {number} at */
  function step(words, at) {
    switch (words[at] & 255) {
      case DRAW:
        return draw(words, at);
      case CREATE:
        bound[0] = null; // creating binds to unit 0
        return textures.create(words[at + 1], words[at + 2], words[at + 3], words[at + 4]);
      case FREE:
        return textures.free(words[at + 1]);
      case UPLOAD:
        return upload(words, at);
      case SWAP:
        return textures.swap(words[at + 1], words[at + 2]);
      case BIND:
        return recordings.bind(words[at + 1], words[at + 2], words[at + 3]);
      case REPLAY: {
        const recorded = recordings.wordsOf(words[at + 1]);
        return execute(recorded, 0, recorded.length);
      }
      case FORGET:
        return recordings.forget(words[at + 1]);
      default:
        throw new Error(`word ${at}: ${words[at] & 255} is no opcode`);
    }
  }

  /** Ask whether the command that just ran went well. @param {Int32Array} words @param {number} at */
  function check(words, at) {
    const error = gl.getError();
    if (error) throw new Error(`command ${words.slice(at, at + 8).join(" ")}…: GL error ${error}`);
  }

  /**
   * Run the commands in words[from, to). Draws of a program that does not link are left out, so
   * that the textures that the other commands make and free stay in step; then the first such
   * program's error is thrown.
   * @param {Int32Array} words @param {number} from @param {number} to
   */
  function execute(words, from, to) {
    let at = from;
    /** @type {LinkError | null} */
    let failure = null;
    while (at < to) {
      try {
        for (; at < to; at += words[at] >> 8) {
          step(words, at);
          if (checking) check(words, at);
        }
      } catch (error) {
        if (!(error instanceof LinkError)) throw error;
        failure ??= error;
        at += words[at] >> 8;
      }
    }
    if (failure) throw failure;
  }

  return {
    execute,
    write,
    /** Programs and bindings were changed from outside. */
    forget() {
      used = null;
      bound.fill(null);
    },
    /** @param {boolean} enabled */
    debug(enabled) {
      checking = enabled;
    },
  };
}
