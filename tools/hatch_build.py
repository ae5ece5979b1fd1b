"""Hatchling hook: what the wheel holds besides `py/texelflow`, and a check that it is whole.

The shaders and the page that the command line opens live outside the Python tree, where their own
tools look for them; inside the wheel they are package data.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INSIDE_THE_PACKAGE = {
    "shaders": "texelflow/shaders",
    "web/runtime": "texelflow/host/runtime",
}
BUNDLE = "py/texelflow/device/bridge.js"


class WholeWheel(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":  # the checkout itself is on the path; nothing is copied
            return
        root = Path(self.root)
        if (root / "web/bridge/index.js").is_file() and not (root / BUNDLE).is_file():
            raise FileNotFoundError(
                f"{BUNDLE} is missing, and a wheel without the bridge cannot draw. "
                "It is made from web/bridge/ by: npm ci && npm run bundle"
            )
        for folder, destination in INSIDE_THE_PACKAGE.items():
            if (root / folder).is_dir():
                build_data["force_include"][folder] = destination
