"""The checks: ``nox`` runs all, ``nox -s types`` one, with what is installed: ``pip install -e '.[all,dev]'``."""

from __future__ import annotations

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
