/**
 * Bulk data to and from textures. Rows of `length` elements on the host lie `stride` elements apart
 * in a texture; that is all that this module knows of layouts.
 */

import { FORMATS } from "./textures.js";

/**
 * Spread rows from `length` to `stride` elements apart, into `target`.
 * @param {any} source @param {any} target
 * @param {number} count @param {number} length @param {number} stride
 */
export function spread(source, target, count, length, stride) {
  if (length === stride || count === 1) {
    target.set(source);
    return;
  }
  for (let row = 0; row < count; row++) {
    const from = row * length;
    const to = row * stride;
    for (let i = 0; i < length; i++) target[to + i] = source[from + i];
  }
}

/**
 * The opposite: gather rows that lie `stride` apart into one dense array.
 * @param {any} source @param {number} count @param {number} length @param {number} stride
 */
export function compact(source, count, length, stride) {
  if (length === stride || count <= 1) return source.subarray(0, count * length);
  const target = new source.constructor(count * length);
  for (let row = 0; row < count; row++) {
    const to = row * length;
    const from = row * stride;
    for (let i = 0; i < length; i++) target[to + i] = source[from + i];
  }
  return target;
}

/**
 * @param {WebGL2RenderingContext} gl
 * @param {ReturnType<typeof import("./textures.js").createTextures>} textures
 * @param {ReturnType<typeof import("./commands.js").createCommands>} commands
 * @param {{reads: number}} counters
 */
export function createTransfer(gl, textures, commands, counters) {
  /**
   * @param {number} id @param {number} width @param {number} height @param {any} data
   * @param {number} count @param {number} length @param {number} stride
   */
  function upload(id, width, height, data, count, length, stride) {
    const spec = FORMATS[textures.get(id).format];
    const size = width * height * 4;
    const whole = count * length === size && (length === stride || count === 1);
    if (whole && data instanceof spec.array) return commands.write(id, width, height, data);
    const padded = new spec.array(size);
    spread(data, padded, count, length, stride);
    return commands.write(id, width, height, padded);
  }

  /** Bind a texture for reading and tell how WebGL wants to be asked. @param {number} id */
  function source(id) {
    const texture = textures.get(id);
    gl.bindFramebuffer(gl.FRAMEBUFFER, textures.frameOf(id));
    const floats = FORMATS[texture.format].array === Float32Array;
    return {
      format: floats ? gl.RGBA : gl.RGBA_INTEGER,
      type: floats ? gl.FLOAT : gl.INT,
      array: floats ? Float32Array : Int32Array,
    };
  }

  /**
   * Blocks until every earlier command is done.
   * @param {number} id @param {number} width @param {number} height
   * @param {number} count @param {number} length @param {number} stride
   */
  function read(id, width, height, count, length, stride) {
    const { format, type, array } = source(id);
    const data = new array(width * height * 4);
    gl.readPixels(0, 0, width, height, format, type, data);
    counters.reads += 1;
    return compact(data, count, length, stride);
  }

  /** Resolve when `sync` is signalled. @param {WebGLSync} sync @returns {Promise<void>} */
  function signalled(sync) {
    return new Promise((resolve, reject) => {
      let tries = 0;
      const poll = () => {
        const state = gl.clientWaitSync(sync, 0, 0);
        if (state === gl.WAIT_FAILED || gl.isContextLost()) {
          reject(new Error(gl.isContextLost() ? "context lost" : "waiting for the GPU failed"));
        } else if (state === gl.TIMEOUT_EXPIRED) {
          // Short waits first: a small result is there within a millisecond.
          setTimeout(poll, Math.min(8, tries++ >> 2));
        } else resolve();
      };
      poll();
    });
  }

  /**
   * As `read`, without blocking: through a pixel buffer and a fence. The texture may be freed or
   * drawn to meanwhile, since the copy is ordered before what follows.
   * @param {number} id @param {number} width @param {number} height
   * @param {number} count @param {number} length @param {number} stride
   */
  async function readLater(id, width, height, count, length, stride) {
    const { format, type, array } = source(id);
    const data = new array(width * height * 4);
    const buffer = gl.createBuffer();
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
    gl.bufferData(gl.PIXEL_PACK_BUFFER, data.byteLength, gl.STREAM_READ);
    gl.readPixels(0, 0, width, height, format, type, 0);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    const sync = /** @type {WebGLSync} */ (gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0));
    gl.flush(); // without it the fence may never be signalled
    counters.reads += 1;
    try {
      await signalled(sync);
      gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
      gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, data);
      gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    } finally {
      gl.deleteSync(sync);
      gl.deleteBuffer(buffer);
    }
    return compact(data, count, length, stride);
  }

  /** A pixel to ask for when only the waiting is wanted. @type {WebGLFramebuffer | null} */
  let pixel = null;

  /**
   * Block until every earlier command is done. `gl.finish` does not, in Chromium; a read does, if
   * its format fits the framebuffer, hence one of our own.
   */
  function finish() {
    if (!pixel) {
      const target = gl.createRenderbuffer();
      gl.bindRenderbuffer(gl.RENDERBUFFER, target);
      gl.renderbufferStorage(gl.RENDERBUFFER, gl.RGBA8, 1, 1);
      pixel = gl.createFramebuffer();
      gl.bindFramebuffer(gl.FRAMEBUFFER, pixel);
      gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.RENDERBUFFER, target);
    }
    gl.bindFramebuffer(gl.FRAMEBUFFER, pixel);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  }

  return { upload, read, readLater, finish };
}
