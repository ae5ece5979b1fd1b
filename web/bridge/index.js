/**
 * The bridge: the verbs of py/texelflow/device/protocol.py, name for name, over one WebGL2
 * context. It knows textures, programs and commands; no op, no shape, no dtype rule.
 */

import { createCommands } from "./commands.js";
import { createContext, probe } from "./context.js";
import { createPixels } from "./pixels.js";
import { createPrograms } from "./programs.js";
import { createRecordings } from "./recordings.js";
import { createTextures } from "./textures.js";
import { createTransfer } from "./transfer.js";

/** Where commands start in the words; word 0 is the position of the next free word. */
const FIRST_WORD = 1;

/**
 * @param {WebGL2RenderingContext | null} [given] an existing context; by default a new one is made
 * @returns {any} the bridge, or null where there is no WebGL2
 */
export function createBridge(given) {
  const gl = given ?? createContext();
  if (!gl) return null;
  const counters = { textures: 0, bytes: 0, programs: 0, draws: 0, uploads: 0, reads: 0, executes: 0 };
  const limits = probe(gl);
  const textures = createTextures(gl, counters);
  const programs = createPrograms(gl, counters);
  const recordings = createRecordings();
  const commands = createCommands(gl, textures, programs, recordings, counters);
  const transfer = createTransfer(gl, textures, commands, counters);
  const pixels = createPixels(gl, textures, commands);
  gl.disable(gl.BLEND);
  gl.disable(gl.DITHER);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);

  /** The Python buffer of commands, and the view of it. @type {any} */
  let owner = null;
  /** @type {Int32Array} */
  let view = new Int32Array(0);
  let scheduled = false;
  let checking = false;
  /** What went wrong where nobody was there to catch it: the next verb throws it. @type {unknown} */
  let failure = null;
  /** @type {(() => void)[]} */
  const losses = [];
  gl.canvas.addEventListener("webglcontextlost", (event) => {
    event.preventDefault();
    losses.splice(0).forEach((callback) => callback());
  });

  /** The words, viewed anew when the heap has grown under the old view. */
  function words() {
    if (view.length === 0) view = owner.getBuffer("i32").data;
    return view;
  }

  function alive() {
    if (failure) {
      const error = failure;
      failure = null;
      throw error;
    }
    if (gl && gl.isContextLost()) throw new Error("context lost");
  }

  function execute() {
    const block = words();
    const end = block[0];
    block[0] = FIRST_WORD; // first, so that a failing command is not run again
    counters.executes += 1;
    alive();
    commands.execute(block, FIRST_WORD, end);
  }

  return {
    limits: () => limits,
    /** Adopt the block of words that Python writes commands into. @param {any} buffer */
    adopt(buffer) {
      owner = buffer.copy();
    },
    /** @param {string} source @param {string} samplers names, one a line */
    compile(source, samplers) {
      alive();
      const id = programs.compile(source, samplers ? samplers.split("\n") : []);
      if (!checking) return id;
      commands.forget(); // linking changes the program in use
      programs.link(id);
      return id;
    },
    execute,
    /** Keep commands for replays. @param {any} words @param {any} slots */
    record(words, slots) {
      const [block, places] = [words, slots].map((buffer) => {
        const data = buffer.getBuffer("i32");
        try {
          return data.data.slice();
        } finally {
          data.release();
        }
      });
      return recordings.add(block, places);
    },
    schedule() {
      if (scheduled) return;
      scheduled = true;
      queueMicrotask(() => {
        scheduled = false;
        if (words()[0] <= FIRST_WORD) return;
        try {
          execute();
        } catch (error) {
          failure ??= error;
        }
      });
    },
    /**
     * @param {number} id @param {number} width @param {number} height @param {any} buffer
     * @param {number} count @param {number} length @param {number} stride
     */
    upload(id, width, height, buffer, count, length, stride) {
      alive();
      const data = buffer.getBuffer();
      try {
        transfer.upload(id, width, height, data.data, count, length, stride);
      } finally {
        data.release();
      }
    },
    /**
     * @param {number} id @param {number} width @param {number} height
     * @param {number} count @param {number} length @param {number} stride
     */
    read(id, width, height, count, length, stride) {
      alive();
      const data = transfer.read(id, width, height, count, length, stride);
      // A read waits for the GPU anyway, so it is the one place where asking costs nothing.
      const error = gl.getError();
      alive();
      if (error === gl.OUT_OF_MEMORY) throw new Error("out of memory");
      if (error) throw new Error(`GL error ${error}`);
      return data;
    },
    /**
     * @param {number} id @param {number} width @param {number} height
     * @param {number} count @param {number} length @param {number} stride
     */
    read_later(id, width, height, count, length, stride) {
      alive();
      return transfer.readLater(id, width, height, count, length, stride);
    },
    measure_pixels: pixels.measure,
    /** @param {number} id @param {number} width @param {number} height @param {any} source */
    upload_pixels(id, width, height, source) {
      alive();
      pixels.upload(id, width, height, source);
    },
    decode_pixels: pixels.decode,
    /** @param {number} id @param {number} width @param {number} height @param {any} canvas */
    present(id, width, height, canvas) {
      alive();
      pixels.present(id, width, height, canvas);
    },
    finish() {
      alive();
      transfer.finish();
    },
    counters: () => counters,
    /** @param {() => void} callback */
    on_loss(callback) {
      losses.push(callback);
    },
    /** @param {boolean} enabled */
    debug(enabled) {
      checking = enabled;
      commands.debug(enabled);
    },
    /** The context itself, for tests that lose it on purpose. */
    context: gl,
  };
}
