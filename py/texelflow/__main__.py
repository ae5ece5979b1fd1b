"""`python -m texelflow` is the `texelflow` command."""

from texelflow.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
