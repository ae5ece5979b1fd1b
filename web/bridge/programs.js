/**
 * Programs by number. Every program is a full-target triangle and one fragment shader, whose
 * parameters come as one `uniform ivec4 params[]` and whose samplers are named by the caller.
 */

const VERTEX = `#version 300 es
void main() {
  gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0, 0.0, 1.0);
}`;

/**
 * @typedef {{gl: WebGLProgram, params: WebGLUniformLocation | null}} Program
 */

/**
 * @param {WebGL2RenderingContext} gl
 * @param {{programs: number}} counters
 */
export function createPrograms(gl, counters) {
  /** @type {Program[]} */
  const table = [];
  /** @type {WebGLShader | null} */
  let vertex = null;

  /** @param {number} type @param {string} source */
  function shader(type, source) {
    const handle = /** @type {WebGLShader} */ (gl.createShader(type));
    gl.shaderSource(handle, source);
    gl.compileShader(handle);
    return handle;
  }

  /**
   * Compile and link; throws the driver's log.
   * @param {string} source @param {string[]} samplers @returns {number}
   */
  function compile(source, samplers) {
    if (!vertex) vertex = shader(gl.VERTEX_SHADER, VERTEX);
    const fragment = shader(gl.FRAGMENT_SHADER, source);
    const handle = gl.createProgram();
    gl.attachShader(handle, vertex);
    gl.attachShader(handle, fragment);
    gl.linkProgram(handle);
    // The link status alone is asked for: each query waits for the compiler.
    if (!gl.getProgramParameter(handle, gl.LINK_STATUS)) {
      const log = gl.getShaderInfoLog(fragment) || gl.getProgramInfoLog(handle) || "no log";
      gl.deleteProgram(handle);
      gl.deleteShader(fragment);
      throw new Error(log);
    }
    gl.deleteShader(fragment);
    gl.useProgram(handle);
    samplers.forEach((name, unit) => {
      gl.uniform1i(gl.getUniformLocation(handle, name), unit);
    });
    table.push({ gl: handle, params: gl.getUniformLocation(handle, "params") });
    counters.programs += 1;
    return table.length - 1;
  }

  return { compile, table };
}
