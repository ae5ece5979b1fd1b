"""Options that choose the browser and Pyodide, the same for every command."""

import argparse

from texelflow.host.chromium import GL_FLAGS


def add_browser_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--browser", metavar="PATH", help="the Chromium, Chrome or Edge to start (default: search)"
    )
    parser.add_argument(
        "--gl",
        choices=sorted(GL_FLAGS),
        default="swiftshader",
        help="what draws: swiftshader (default) is software and the same on every machine; egl is "
        "Mesa or the GPU's driver without a screen; default leaves the choice to the browser",
    )
    parser.add_argument("--headed", action="store_true", help="show the browser's window")
    parser.add_argument(
        "--pyodide", metavar="DIR", help="a folder with Pyodide's files (default: the one shipped)"
    )
    parser.add_argument(
        "--main-thread",
        action="store_true",
        help="run Python on the page's main thread instead of in a worker",
    )
