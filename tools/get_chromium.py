"""Makes sure that there is a Chromium: says nothing if one is found, else installs one."""

import os
import shutil
import subprocess
import sys

from texelflow.host.chromium import HOW_TO_GET_ONE, find_chromium
from texelflow.host.errors import HostError


def main() -> int:
    try:
        if find_chromium():
            return 0
        for name, install in (
            ("Debian's chromium", from_debian),
            ("Playwright's", from_playwright),
        ):
            print(f"== no browser found; trying to install {name}", flush=True)
            if install() and (found := find_chromium()):
                print(f"== {found}")
                return 0
    except HostError as error:
        print(f"make setup: {error}", file=sys.stderr)
        return 1
    print(f"make setup: no browser could be installed. {HOW_TO_GET_ONE}", file=sys.stderr)
    return 1


def from_debian() -> bool:
    """Through apt-get; Ubuntu's package of that name is only a stub for a snap, so not there."""
    apt = shutil.which("apt-get")
    if apt is None or _is_ubuntu():
        return False
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if root and (
        not shutil.which("sudo") or subprocess.run([*root, "true"], check=False).returncode
    ):
        return False
    command = [*root, "env", "DEBIAN_FRONTEND=noninteractive", apt]
    for step in (
        ["update", "-qq"],
        ["install", "-y", "-qq", "--no-install-recommends", "chromium"],
    ):
        if subprocess.run([*command, *step], check=False, stdout=subprocess.DEVNULL).returncode:
            return False
    return True


def from_playwright() -> bool:
    """Playwright's own build, with the system's libraries that it needs if we may install them."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if os.geteuid() == 0:
        command.append("--with-deps")
    return subprocess.run(command, check=False).returncode == 0


def _is_ubuntu() -> bool:
    try:
        with open("/etc/os-release") as file:
            return any(line.strip() == "ID=ubuntu" for line in file)
    except OSError:
        return False


if __name__ == "__main__":
    raise SystemExit(main())
