/**
 * Pictures: their pixels go into a texture of format RGBA8, and from one onto a canvas, without a
 * copy on the host where WebGL can do without. A picture is whatever the browser draws (an image, a
 * bitmap, a video, a canvas), or bytes beside their width and height.
 */

/** Pixels are wanted as they are: not multiplied with their opacity, in no other colour space. */
const AS_THEY_ARE = /** @type {ImageBitmapOptions} */ ({
  premultiplyAlpha: "none",
  colorSpaceConversion: "none",
});

/** @param {any} value whether it is one of the browser's classes of that name @param {string} name */
const is = (value, name) => value instanceof (/** @type {any} */ (globalThis)[name] ?? Array);

/**
 * Width and height of a picture in pixels, both 0 while it has none; [-1, -1] for what is no picture.
 * @param {any} source @returns {[number, number]}
 */
export function measure(source) {
  if (is(source, "HTMLVideoElement")) return [source.videoWidth, source.videoHeight];
  if (is(source, "HTMLImageElement")) return [source.naturalWidth, source.naturalHeight];
  if (is(source, "VideoFrame")) return [source.displayWidth, source.displayHeight];
  const known = ["ImageBitmap", "ImageData", "HTMLCanvasElement", "OffscreenCanvas"];
  const bytes = ArrayBuffer.isView(source?.data) && source.width >= 0 && source.height >= 0;
  if (bytes || known.some((name) => is(source, name))) return [source.width, source.height];
  return [-1, -1];
}

/**
 * @param {WebGL2RenderingContext} gl
 * @param {ReturnType<typeof import("./textures.js").createTextures>} textures
 * @param {ReturnType<typeof import("./commands.js").createCommands>} commands
 */
export function createPixels(gl, textures, commands) {
  gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);

  return {
    measure,
    /** @param {number} id @param {number} width @param {number} height @param {any} source */
    upload(id, width, height, source) {
      const bytes = !is(source, "ImageData") && ArrayBuffer.isView(source.data);
      const { buffer, byteOffset } = bytes ? source.data : {};
      const size = width * height * 4;
      if (bytes && source.data.byteLength !== size) {
        throw new Error(`${source.data.byteLength} bytes for ${width} x ${height} pixels`);
      }
      commands.write(id, width, height, bytes ? new Uint8Array(buffer, byteOffset, size) : source);
    },
    /**
     * Show a texture on a canvas, which takes its size.
     * @param {number} id @param {number} width @param {number} height @param {any} canvas
     */
    present(id, width, height, canvas) {
      const own = /** @type {any} */ (gl.canvas);
      if (own.width !== width) own.width = width;
      if (own.height !== height) own.height = height;
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, textures.frameOf(id));
      gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
      // A canvas' first row is at the top, a framebuffer's at the bottom.
      gl.blitFramebuffer(0, 0, width, height, 0, height, width, 0, gl.COLOR_BUFFER_BIT, gl.NEAREST);
      canvas.width = width;
      canvas.height = height;
      const flat = canvas.getContext("2d");
      if (flat) flat.drawImage(own, 0, 0);
      else canvas.getContext("bitmaprenderer").transferFromImageBitmap(own.transferToImageBitmap());
    },
    /** A picture that `upload` takes, from what must be decoded or awaited. @param {any} source */
    async decode(source) {
      const data = source.getBuffer?.();
      const bytes = data ? data.data.slice() : source;
      data?.release();
      if (is(source, "HTMLImageElement")) await source.decode();
      if (measure(bytes)[0] >= 0) return bytes;
      const raw = ArrayBuffer.isView(bytes) || is(bytes, "ArrayBuffer");
      const blob = raw ? new Blob([/** @type {any} */ (bytes)]) : bytes;
      return createImageBitmap(blob, AS_THEY_ARE);
    },
  };
}
