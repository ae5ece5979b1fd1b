// What WebGL2 can do in this thread, asked of the browser itself and not of texelflow's engine.

const LIMITS = [
  "MAX_TEXTURE_SIZE",
  "MAX_3D_TEXTURE_SIZE",
  "MAX_ARRAY_TEXTURE_LAYERS",
  "MAX_TEXTURE_IMAGE_UNITS",
  "MAX_COMBINED_TEXTURE_IMAGE_UNITS",
  "MAX_DRAW_BUFFERS",
  "MAX_COLOR_ATTACHMENTS",
  "MAX_FRAGMENT_UNIFORM_VECTORS",
  "MAX_UNIFORM_BLOCK_SIZE",
  "MAX_RENDERBUFFER_SIZE",
];

/** Formats that tensors are kept in: internal format, format, type. */
const TARGETS = /** @type {const} */ ({
  RGBA32F: ["RGBA32F", "RGBA", "FLOAT"],
  RGBA16F: ["RGBA16F", "RGBA", "HALF_FLOAT"],
  RGBA32I: ["RGBA32I", "RGBA_INTEGER", "INT"],
});

/** Everything worth knowing, as plain data. */
export function probe() {
  const canvas = typeof OffscreenCanvas === "undefined" ? null : new OffscreenCanvas(1, 1);
  if (!canvas) return { webgl2: false, why: "this thread has no OffscreenCanvas" };
  const gl = canvas.getContext("webgl2");
  if (!gl) return { webgl2: false, why: "the browser gave no WebGL2 context" };
  const extensions = gl.getSupportedExtensions() ?? [];
  // Float targets only count once their extension has been asked for.
  gl.getExtension("EXT_color_buffer_float");
  gl.getExtension("EXT_color_buffer_half_float");
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  return {
    webgl2: true,
    renderer: gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER),
    vendor: gl.getParameter(info ? info.UNMASKED_VENDOR_WEBGL : gl.VENDOR),
    version: gl.getParameter(gl.VERSION),
    limits: Object.fromEntries(LIMITS.map((name) => [name, gl.getParameter(constant(gl, name))])),
    extensions,
    targets: Object.fromEntries(
      Object.entries(TARGETS).map(([name, names]) => [name, canRenderTo(gl, names)]),
    ),
    isolated: globalThis.crossOriginIsolated,
  };
}

/**
 * @param {WebGL2RenderingContext} gl
 * @param {string} name
 * @returns {number}
 */
function constant(gl, name) {
  return /** @type {any} */ (gl)[name];
}

/**
 * Whether a framebuffer with such a texture is complete: extensions promise more than drivers keep.
 * @param {WebGL2RenderingContext} gl
 * @param {readonly [string, string, string]} names
 */
function canRenderTo(gl, [internal, format, type]) {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texImage2D(
    gl.TEXTURE_2D, 0, constant(gl, internal), 2, 2, 0, constant(gl, format), constant(gl, type), null,
  );
  const framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  const complete = gl.checkFramebufferStatus(gl.FRAMEBUFFER) === gl.FRAMEBUFFER_COMPLETE;
  gl.deleteFramebuffer(framebuffer);
  gl.deleteTexture(texture);
  return complete;
}

// The same file is the worker of doctor.html.
if (typeof document === "undefined") self.onmessage = () => self.postMessage(probe());
