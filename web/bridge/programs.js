/**
 * Programs by number. Every program is a full-target triangle and one fragment shader, whose
 * parameters come as one `uniform ivec4 params[]` and whose samplers are named by the caller.
 */

const VERTEX = `#version 300 es
void main() {
  gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0, 0.0, 1.0);
}`;

/**
 * @typedef {{gl: WebGLProgram, params: WebGLUniformLocation | null, linked: boolean,
 *            fragment: WebGLShader, samplers: string[], log: string}} Program
 */

/** A program that the driver refused; Python knows the kernel by the number. */
export class LinkError extends Error {
  /** @param {number} program @param {string} log */
  constructor(program, log) {
    super(log);
    this.program = program;
  }
}

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
   * Ask for a program and return its number at once: any question about it would wait for the
   * compiler, so `link` asks them at the first use, and what is asked for together is compiled
   * together.
   * @param {string} source @param {string[]} samplers @returns {number}
   */
  function compile(source, samplers) {
    if (!vertex) vertex = shader(gl.VERTEX_SHADER, VERTEX);
    const fragment = shader(gl.FRAGMENT_SHADER, source);
    const handle = gl.createProgram();
    gl.attachShader(handle, vertex);
    gl.attachShader(handle, fragment);
    gl.linkProgram(handle);
    table.push({ gl: handle, params: null, linked: false, fragment, samplers, log: "" });
    counters.programs += 1;
    return table.length - 1;
  }

  /**
   * Make a program ready to draw with, and the one in use. Waits for the compiler.
   * @param {number} id
   * @throws {LinkError} with the driver's log, again at every call
   */
  function link(id) {
    const program = table[id];
    if (!program.log && !gl.getProgramParameter(program.gl, gl.LINK_STATUS)) {
      const log = gl.getShaderInfoLog(program.fragment) || gl.getProgramInfoLog(program.gl);
      program.log = log || "no log";
      gl.deleteProgram(program.gl);
      gl.deleteShader(program.fragment);
    }
    if (program.log) throw new LinkError(id, program.log);
    gl.deleteShader(program.fragment);
    gl.useProgram(program.gl);
    program.samplers.forEach((name, unit) => {
      gl.uniform1i(gl.getUniformLocation(program.gl, name), unit);
    });
    program.params = gl.getUniformLocation(program.gl, "params");
    program.linked = true;
  }

  return { compile, link, table };
}
