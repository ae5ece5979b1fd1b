/**
 * The WebGL2 context: one for a page or worker, with what it can do found out by trying.
 */

/** @returns {WebGL2RenderingContext | null} */
export function createContext() {
  const options = {
    alpha: true, // the canvas is only seen where a picture is shown, which may be transparent
    premultipliedAlpha: false,
    antialias: false,
    depth: false,
    stencil: false,
    preserveDrawingBuffer: false,
    powerPreference: "high-performance",
  };
  /** @type {OffscreenCanvas | HTMLCanvasElement | null} */
  let canvas = null;
  if (typeof OffscreenCanvas !== "undefined") canvas = new OffscreenCanvas(1, 1);
  /** @type {any} */
  let gl = canvas && canvas.getContext("webgl2", options);
  // WebKit has OffscreenCanvas without WebGL2 on it; a page can still offer a canvas element.
  if (!gl && typeof document !== "undefined") {
    gl = /** @type {any} */ (document.createElement("canvas").getContext("webgl2", options));
  }
  return /** @type {WebGL2RenderingContext | null} */ (gl);
}

/**
 * Whether a texture of this format can be drawn to and read back exactly: tried, not asked.
 * @param {WebGL2RenderingContext} gl @param {"RGBA32F" | "RGBA16F"} format
 */
function renders(gl, format) {
  const texture = gl.createTexture();
  const frame = gl.createFramebuffer();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl[format], 1, 1);
  gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  let works = gl.checkFramebufferStatus(gl.FRAMEBUFFER) === gl.FRAMEBUFFER_COMPLETE;
  if (works) {
    const out = new Float32Array(4);
    gl.clearBufferfv(gl.COLOR, 0, [1.5, -2, 0.25, 1024]);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.FLOAT, out);
    works = out[0] === 1.5 && out[1] === -2 && out[2] === 0.25 && out[3] === 1024;
  }
  gl.deleteFramebuffer(frame);
  gl.deleteTexture(texture);
  return works;
}

/**
 * What the device can do, as plain values.
 * @param {WebGL2RenderingContext} gl
 */
export function probe(gl) {
  gl.getExtension("EXT_color_buffer_float");
  gl.getExtension("EXT_color_buffer_half_float");
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const name = gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  const float32 = renders(gl, "RGBA32F");
  return {
    renderer: String(name),
    version: String(gl.getParameter(gl.VERSION)),
    max_texture_size: gl.getParameter(gl.MAX_TEXTURE_SIZE),
    max_texture_units: gl.getParameter(gl.MAX_TEXTURE_IMAGE_UNITS),
    max_draw_buffers: gl.getParameter(gl.MAX_DRAW_BUFFERS),
    max_fragment_uniform_vectors: gl.getParameter(gl.MAX_FRAGMENT_UNIFORM_VECTORS),
    float32,
    float16: float32 || renders(gl, "RGBA16F"),
    parallel_compile: gl.getExtension("KHR_parallel_shader_compile") !== null,
  };
}
