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
 * @typedef {{gl: WebGLTexture, target: number, layers: number, frame: WebGLFramebuffer | null,
 *            width: number, height: number, format: number, bytes: number, serial: number,
 *            groups: string[]}} Texture
 * `layers` (0: none) are drawn at once and read one by one. `serial` names the texture for life,
 * `groups` the framebuffers that it shares with others.
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

  /** @param {number} id @param {number} width @param {number} height @param {number} kind of format, and layers << 8 */
  function create(id, width, height, kind) {
    const handle = gl.createTexture();
    const [format, layers] = [kind & 255, kind >> 8];
    const spec = FORMATS[format];
    const internal = /** @type {any} */ (gl)[spec.internal];
    const target = layers ? gl.TEXTURE_2D_ARRAY : gl.TEXTURE_2D;
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(target, handle);
    if (layers) gl.texStorage3D(target, 1, internal, width, height, layers);
    else gl.texStorage2D(target, 1, internal, width, height);
    // Integer and 32-bit float textures are incomplete with the default, filtering, parameters.
    gl.texParameteri(target, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(target, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    const bytes = width * height * spec.bytes * Math.max(1, layers);
    const fixed = { gl: handle, target, layers, width, height, format, bytes, serial: ++serial };
    table[id] = { ...fixed, frame: null, groups: [] };
    counters.textures += 1;
    counters.bytes += bytes;
  }

  /** @param {number} id */
  function free(id) {
    const texture = get(id);
    if (texture.frame) gl.deleteFramebuffer(texture.frame);
    for (const key of texture.groups) {
      gl.deleteFramebuffer(groups.get(key) ?? null);
      groups.delete(key);
    }
    gl.deleteTexture(texture.gl);
    table[id] = undefined;
    counters.textures -= 1;
    counters.bytes -= texture.bytes;
  }

  /** Attach `ids`, with all their layers, to a new framebuffer. @param {number[]} ids */
  function attach(ids) {
    const frame = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
    let next = gl.COLOR_ATTACHMENT0;
    for (const { gl: handle, layers } of ids.map(get)) {
      if (!layers) gl.framebufferTexture2D(gl.FRAMEBUFFER, next++, gl.TEXTURE_2D, handle, 0);
      for (let layer = 0; layer < layers; layer++)
        gl.framebufferTextureLayer(gl.FRAMEBUFFER, next++, handle, 0, layer);
    }
    const length = next - gl.COLOR_ATTACHMENT0;
    gl.drawBuffers(Array.from({ length }, (_, index) => gl.COLOR_ATTACHMENT0 + index));
    return frame;
  }

  /** The cached framebuffer that draws into one texture, all its layers at once. @param {number} id */
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
