"""`texelflow doctor`: what this machine's browser can do, and how to mend what it cannot."""

import argparse


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None: ...
