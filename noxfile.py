"""The checks: ``nox`` runs all, ``nox -s types`` one, with what is installed: ``pip install -e '.[all,dev]'``."""

from __future__ import annotations

from pathlib import Path

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "types", "docs", "tests"]


@nox.session
def lint(session: nox.Session) -> None:
    """Mistakes and style: ruff, with the rules of ``pyproject.toml``."""
    session.run("ruff", "check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """mypy, strict, over all of ``src``."""
    session.run("mypy")


@nox.session
def docs(session: nox.Session) -> None:
    """The site, built offline into ``site/``; a dead link within it is an error."""
    session.run("mkdocs", "build", "--strict", "--quiet", *session.posargs, env={"NO_MKDOCS_2_WARNING": "1"})  # of a theme, not of a page


@nox.session
def tests(session: nox.Session) -> None:
    """The tests, on as many processes as there are cores; arguments after ``--`` go to pytest."""
    session.run("pytest", "-n", "auto", *session.posargs)


@nox.session
def compiled(session: nox.Session) -> None:
    """Not one of all: the wheel whose busiest modules are compiled (it takes a C compiler and the network), and the tests on it."""
    place = Path(session.create_tmp())
    made = place / "dist"
    # by way of the sdist: nothing compiled is left among the sources
    session.run("python", "-m", "build", "--outdir", str(made), env={"HATCH_BUILD_HOOK_ENABLE_MYPYC": "1"})
    wheel = max(made.glob("*.whl"), key=lambda path: path.stat().st_mtime)
    session.run("python", "-m", "zipfile", "-e", str(wheel), str(place / "unpacked"))
    session.run("pytest", "-n", "auto", *session.posargs, env={"PYTHONPATH": str(place / "unpacked")})
    session.log(f"the wheel: {wheel}")
