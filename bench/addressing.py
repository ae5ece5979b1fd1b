"""How texels are best addressed, measured in plain WebGL2 without texelflow.

    .venv/bin/python bench/addressing.py [swiftshader | egl]

Two 512 x 512 matrices of float32 are multiplied, eight rows a fragment, with texels found by row
and column (`plane`) or by one number along lines of a power of two (`line`, what texelflow does),
by `texelFetch` or by `texture` at the texel's centre; 10^6 floats are added likewise. Prints
milliseconds, the best of seven.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from texelflow.host import chromium

PAGE = Path(__file__).with_name("addressing.html")


def main() -> None:
    """Open the page and print what it measures."""
    gl = sys.argv[1] if len(sys.argv) > 1 else "swiftshader"
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright, gl=gl)
        page = browser.new_page()
        page.goto(PAGE.as_uri())
        print(page.evaluate("renderer()"))
        for name, value in page.evaluate("measure()").items():
            print(f"{name}: {value:.1f}")
        browser.close()


if __name__ == "__main__":
    main()
