"""`texelflow doctor` tells what works and what does not, and its status says which."""

import subprocess

from cli.command import COMMAND, PATIENCE


def doctor(*options: str) -> tuple[int, str]:
    done = subprocess.run(
        [*COMMAND, "doctor", *options],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_doctor_shows_browser_renderer_limits_and_versions() -> None:
    status, text = doctor()
    assert status == 0, text
    for expected in ("SwiftShader", "MAX_TEXTURE_SIZE: 8192", "RGBA32F", "EXT_color_buffer_float"):
        assert expected in text
    assert "Pyodide: 0.29.5 (Python 3.13" in text
    assert "texelflow: 0.1.0, imported" in text


def test_doctor_without_webgl_says_what_to_try_and_exits_1() -> None:
    status, text = doctor("--gl", "none")
    assert status == 1
    assert "FAIL  WebGL2: the browser gave no WebGL2 context" in text
    assert "--gl swiftshader" in text


def test_doctor_without_a_browser_says_how_to_get_one() -> None:
    status, text = doctor("--browser", "/no/such/browser")
    assert status == 1
    assert "apt-get install chromium" in text
