"""The command ``mzstats``."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Runs the command line. A plain ``extract`` goes past typer, whose import takes as long as the work (``cli.spec`` tells more)."""
    if sys.argv[1:2] == ["extract"]:
        gc.disable()  # until everything is loaded
        from mzstats.cli import extract, spec
        from mzstats.cli.guard import guarded
        from mzstats.expressions import keep

        values = spec.parse(sys.argv[2:], extract.OPTIONS)
        if values is not None:
            status = guarded(lambda: extract.run(values))
            sys.stderr.flush()
            keep()
            os._exit(status)  # everything is written; taking the interpreter apart would take a tenth of the whole time
        gc.enable()
    from mzstats.cli.commands import app

    app(prog_name="mzstats")


if __name__ == "__main__":
    main()
