/**
 * Textures by number, each with its framebuffer. Knows formats, not tensors.
 * A texture's number is chosen by the caller; a number is free again after `free`.
 */

/** The texture formats, by the numbers that py/texelflow/dtypes.py gives them. */
export const FORMATS = [
  { internal: "RGBA32F", format: "RGBA", type: "FLOAT", bytes: 16, array: Float32Array },
  { internal: "RGBA32I", format: "RGBA_INTEGER", type: "INT", bytes: 16, array: Int32Array },
  { internal: "RGBA8I", format: "RGBA_INTEGER", type: "BYTE", bytes: 4, array: Int8Array },
  { internal: "RGBA16F", format: "RGBA", type: "FLOAT", bytes: 8, array: Float32Array },
  { internal: "RGBA8", format: "RGBA", type: "UNSIGNED_BYTE", bytes: 4, array: Uint8Array },
];

/**
 * @typedef {{gl: WebGLTexture, frame: WebGLFramebuffer | null, width: number, height: number,
 *            format: number, serial: number, groups: string[]}} Texture
 * `serial` names the texture for life, `groups` the framebuffers that it shares with others.
 */

/**
 * @param {WebGL2RenderingContext} gl
 * @param {{textures: number, bytes: number}} counters
 */
export function createTextures(gl, counters) {
  /** @type {(Texture | undefined)[]} */
  const table = [];
  /** Framebuffers with several targets, by the serials of their textures. @type {Map<string, WebGLFramebuffer>} */
  const groups = new Map();
  let serial = 0;

  /** @param {number} id @returns {Texture} */
  function get(id) {
    const texture = table[id];
    if (!texture) throw new Error(`texture ${id} does not exist`);
    return texture;
  }

  /** @param {number} id @param {number} width @param {number} height @param {number} format */
  function create(id, width, height, format) {
    const handle = gl.createTexture();
    const spec = FORMATS[format];
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, handle);
    gl.texStorage2D(gl.TEXTURE_2D, 1, /** @type {any} */ (gl)[spec.internal], width, height);
    // Integer and 32-bit float textures are incomplete with the default, filtering, parameters.
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    serial += 1;
    table[id] = { gl: handle, frame: null, width, height, format, serial, groups: [] };
    counters.textures += 1;
    counters.bytes += width * height * spec.bytes;
  }

  /** @param {number} id */
  function free(id) {
    const texture = get(id);
    if (texture.frame) gl.deleteFramebuffer(texture.frame);
    for (const key of texture.groups) {
      const frame = groups.get(key);
      if (frame) gl.deleteFramebuffer(frame);
      groups.delete(key);
    }
    gl.deleteTexture(texture.gl);
    table[id] = undefined;
    counters.textures -= 1;
    counters.bytes -= texture.width * texture.height * FORMATS[texture.format].bytes;
  }

  /** Attach `ids` to a new framebuffer. @param {number[]} ids */
  function attach(ids) {
    const frame = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
    const targets = ids.map((id, index) => {
      const target = gl.COLOR_ATTACHMENT0 + index;
      gl.framebufferTexture2D(gl.FRAMEBUFFER, target, gl.TEXTURE_2D, get(id).gl, 0);
      return target;
    });
    if (targets.length > 1) gl.drawBuffers(targets);
    return frame;
  }

  /** The cached framebuffer that draws into one texture. @param {number} id */
  function frameOf(id) {
    const texture = get(id);
    if (!texture.frame) texture.frame = attach([id]);
    return texture.frame;
  }

  /** The cached framebuffer that draws into several textures at once. @param {number[]} ids */
  function frameOfGroup(ids) {
    const members = ids.map(get);
    const key = members.map((texture) => texture.serial).join();
    let frame = groups.get(key);
    if (!frame) {
      groups.set(key, (frame = attach(ids)));
      for (const texture of members) texture.groups.push(key);
    }
    return frame;
  }

  /** Let two numbers trade their textures; framebuffers go with the textures. @param {number} a @param {number} b */
  function swap(a, b) {
    [table[a], table[b]] = [get(b), get(a)];
  }

  return { get, create, free, frameOf, frameOfGroup, swap };
}
