"""The command ``mzstats``."""

from __future__ import annotations


def main() -> None:
    """Runs the command line."""
    from mzstats.cli import app

    app(prog_name="mzstats")


if __name__ == "__main__":
    main()
