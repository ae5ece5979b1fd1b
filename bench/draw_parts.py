"""What one draw of a small texture costs in plain WebGL2, and which of its calls takes that.

    .venv/bin/python bench/draw_parts.py [swiftshader | egl]

A chain of draws, each reading what the one before wrote, on 32 x 32 floats (8 x 32 texels), until
the GPU has done them: with all that texelflow does for a draw, and with one call left out in turn.
Prints microseconds a draw, the best of nine.
"""

import sys

from playwright.sync_api import sync_playwright

from texelflow.host import chromium

MEASURE = """() => {
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2", { antialias: false, depth: false });
  gl.getExtension("EXT_color_buffer_float");
  const shader = (type, text) => {
    const handle = gl.createShader(type);
    gl.shaderSource(handle, "#version 300 es\\nprecision highp float; precision highp int;" + text);
    gl.compileShader(handle);
    return handle;
  };
  const program = gl.createProgram();
  gl.attachShader(program, shader(gl.VERTEX_SHADER, `void main() {
    gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0, 0.0, 1.0); }`));
  gl.attachShader(program, shader(gl.FRAGMENT_SHADER, `uniform ivec4 params[2];
    uniform highp sampler2D a, b; out vec4 y;
    void main() { ivec2 at = ivec2(gl_FragCoord.xy) + params[1].x;
                  y = texelFetch(a, at, 0) + texelFetch(b, at, 0); }`));
  gl.linkProgram(program);
  gl.useProgram(program);
  const params = gl.getUniformLocation(program, "params"), words = new Int32Array(8);
  gl.uniform1i(gl.getUniformLocation(program, "b"), 1);
  const made = Array.from({ length: 3 }, () => {
    const texture = gl.createTexture(), frame = gl.createFramebuffer();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32F, 8, 32);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    return { texture, frame };
  });
  const finish = () => gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.FLOAT, new Float32Array(4));
  const chain = (without) => {
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, made[2].texture);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, made[2].texture);
    gl.bindFramebuffer(gl.FRAMEBUFFER, made[0].frame);
    gl.viewport(0, 0, without === "pixels" ? 1 : 8, without === "pixels" ? 1 : 32);
    finish();
    const start = performance.now();
    for (let i = 0; i < 1000; i++) {
      if (without !== "targets") gl.bindFramebuffer(gl.FRAMEBUFFER, made[i & 1].frame);
      if (without !== "targets" && without !== "inputs")
        gl.bindTexture(gl.TEXTURE_2D, made[1 - (i & 1)].texture);
      if (without !== "uniforms") { words[7] = i; gl.uniform4iv(params, words); }
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    }
    finish();
    return performance.now() - start;
  };
  const best = {};
  for (let round = 0; round < 10; round++)
    for (const without of ["nothing", "uniforms", "inputs", "targets", "pixels"]) {
      const took = chain(without);
      if (round) best[without] = Math.min(best[without] ?? Infinity, took);
    }
  return best;
}"""


def main() -> None:
    """Open an empty page and print what it measures."""
    gl = sys.argv[1] if len(sys.argv) > 1 else "swiftshader"
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright, gl=gl)
        page = browser.new_page()
        page.goto("about:blank")
        for name, value in page.evaluate(MEASURE).items():
            print(f"{value:8.1f}  without {name}")
        browser.close()


if __name__ == "__main__":
    main()
