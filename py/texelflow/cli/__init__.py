"""The command line: `texelflow run SCRIPT`, `texelflow doctor`."""

import argparse
import sys
from collections.abc import Sequence

from texelflow.cli import doctor, run
from texelflow.host.errors import BrowserDied, HostError

# The statuses of sysexits.h: a shell script can tell these apart from the script's own.
EXIT_UNAVAILABLE = 69
EXIT_BROKE_DOWN = 70


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="texelflow",
        description="Python with texelflow in a browser, from the command line.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    run.add_to(commands)
    doctor.add_to(commands)
    given = parser.parse_args(arguments)
    try:
        return int(given.act(given))
    except BrowserDied as error:
        print(f"texelflow {given.command}: {error}", file=sys.stderr)
        return EXIT_BROKE_DOWN
    except HostError as error:
        print(f"texelflow {given.command}: {error}", file=sys.stderr)
        return EXIT_UNAVAILABLE
    except KeyboardInterrupt:
        return 130
