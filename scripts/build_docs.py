"""Writes the pages of the docs that say what the program and its patterns say themselves: nothing is told twice by hand.

``docs/commands.md`` from the live commands, and in hand-written pages what stands between ``<!-- name -->`` and ``<!-- end -->``.
``--check`` writes nothing, names the pages that are not current, and fails if there are any. The pages of the metrics are made
when the site is built (this file is a hook of mkdocs, too), so that a new metric touches one file.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mzstats.cli.commands import COMMANDS, load
from mzstats.cli.explain import _lines as fate_lines
from mzstats.cli.lang import ask, chinese
from mzstats.patterns import Metric, Patterns, Subject
from mzstats.patterns import load as load_patterns
from mzstats.patterns.examples import Example, proofs_of
from mzstats.pipeline import explain
from mzstats.read import from_text
from mzstats.report.domains import NAMES as DOMAINS
from mzstats.table import COLUMNS

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
MARK = re.compile(r"(<!-- (?P<name>[a-z]+)(?:: (?P<text>.*?))? -->\n).*?(<!-- end -->)", re.S)


def cell(text: object) -> str:
    """A text inside a table of Markdown."""
    return " ".join(str(text).split()).replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


# ---------------------------------------------------------------- commands


def commands() -> str:
    """The page of every command: arguments, options, examples."""
    lines = ["# 命令 · Commands", "", "由程序自身写出，与 `--help` 一致 / written from the live commands; `--help` says the same.", ""]
    lines += [
        "在命令前 · before the command: `--version`, `--install-completion`, `--show-completion`. 每个命令都有 `-h` 和 `--lang zh|en`"
        "（提示的语言，默认随系统），下面不再写 / every command has `-h` and `--lang zh|en` (the language of its messages, by default that "
        "of the locale), which are left out below.", "",
    ]  # fmt: skip
    for name, lazy in COMMANDS.items():
        command = load(name)
        lines += [f"## mzstats {name}", "", chinese(lazy.help), "", lazy.help, ""]
        for path, one in _leaves(f"mzstats {name}", command):
            if path != f"mzstats {name}":
                lines += [f"### {path}", "", chinese(one.help), "", one.help, ""]
            lines += _parameters(path, one)
        lines += ["```", *lazy.examples, "```", ""]
    return "\n".join(lines)


def _leaves(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", None)
    if not inner:
        yield path, command
        return
    for name, one in inner.items():
        yield f"{path} {name}", one


def _parameters(path: str, command: Any) -> list[str]:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option" and one.expose_value]
    shown = [f"{_name(one)}{'...' if one.nargs == -1 and not one.metavar else ''}" for one in arguments]
    lines = [f"`{' '.join([path, *shown, *(['[OPTIONS]'] if options else [])])}`", ""]
    lines += ["| | | |", "| --- | --- | --- |"] if arguments or options else []
    lines += [f"| `{_name(one)}` | {cell(chinese(one.help))} | {cell(one.help)} |" for one in arguments]
    for one in options:
        lines.append(f"| {_flags(one)} | {cell(chinese(one.help))}{_default(one, '默认：')} | {cell(one.help)}{_default(one)} |")
    return [*lines, ""]


def _name(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def _flags(option: Any) -> str:
    return ", ".join(f"`{flag}`" for flag in [*option.opts, *option.secondary_opts])


def _default(option: Any, word: str = "default: ") -> str:
    if option.default in (None, False, "", ()) or callable(option.default):
        return ""
    return f" ({word}`{option.default}`)"


# ---------------------------------------------------------------- metrics


def metrics(known: Patterns) -> dict[str, str]:
    """The pages of the metrics, one a line of business, and their index."""
    by_domain: dict[str, list[Subject]] = {}
    for subject in known.subjects.values():
        by_domain.setdefault(subject.domain, []).append(subject)
    pages = {f"metrics/{domain}.md": _domain(domain, subjects, known) for domain, subjects in by_domain.items()}
    lines = ["# 指标 · Metrics", "", "由 `patterns/` 写出 / written from `patterns/`.", ""]
    lines += [f"{len(known.subjects)} subjects, {len(known.metrics)} metrics. A metric is `subject.measure`.", ""]
    lines += ["| 业务 · line of business | 主题 · subjects | 指标 · metrics |", "| --- | --- | --- |"]
    for domain, subjects in by_domain.items():
        count = sum(len(subject.metrics) for subject in subjects)
        lines.append(f"| [{DOMAINS.get(domain, domain)} {domain}]({domain}.md) | {len(subjects)} | {count} |")
    lines += ["", "## 计量 · Measures", "", "| measure | 名称 | unit | 意思 | what it means |", "| --- | --- | --- | --- | --- |"]
    for m in known.measures.values():
        lines.append(f"| `{m.id}` | {m.name} | `{m.unit}` | {cell(chinese(m.definition))} | {cell(m.definition)} |")
    pages["metrics/index.md"] = "\n".join([*lines, ""])
    return pages


def _domain(domain: str, subjects: list[Subject], known: Patterns) -> str:
    lines = [f"# {DOMAINS.get(domain, domain)}", "", f"`patterns/subjects/{domain}.toml`", ""]
    for subject in subjects:
        lines += _subject(subject, known)
    return "\n".join(lines)


def _subject(subject: Subject, known: Patterns) -> list[str]:
    lines = [f"## {subject.name} `{subject.id}`", ""]
    if subject.within:
        lines += [f"属于 · within: {known.subjects[subject.within].name} `{subject.within}`", ""]
    if subject.words:
        lines += [f"词 · words: {'、'.join(subject.words)}", ""]
    for word, companions in subject.near:
        lines += [f"词 · word: {word}, 旁边有 · only near {'、'.join(companions)}", ""]
    lines += ["| metric | 名称 | unit | 城乡 | printed as | official indicator |", f"|{' --- |' * 6}"]
    lines += [*map(_metric, subject.metrics), ""]
    measures = [known.measures[metric.measure] for metric in subject.metrics]
    lines += [f"- `{one.id}`: {cell(chinese(one.definition))} / {cell(one.definition)}" for one in measures if one.definition]
    proofs = list(proofs_of(Path(subject.file), subject.id, known))
    lines += ["", "例 · examples:", "", *(f"- {_proof(proof)}" for proof in proofs), ""]
    return lines


def _metric(metric: Metric) -> str:
    fields = (metric.name, f"`{metric.unit}`", "✓" if metric.area else "", " ".join(sorted(metric.accepts)), metric.indicator)
    return f"| `{metric.id}` | {' | '.join(cell(field) for field in fields)} |"


def _proof(proof: Any) -> str:
    if isinstance(proof, Example):
        return f"{cell(proof.text)} → {'; '.join(f'`{one}`' for one in proof.told) or '不得 · none'}"
    return f"{cell(proof.text)} → 不是 · none of this"


# ---------------------------------------------------------------- parts of hand-written pages


def columns(_: str) -> str:
    """The columns of the table."""
    lines = ["| column | 中文 | type | meaning |", "| --- | --- | --- | --- |"]
    for one in COLUMNS:
        closed = f": {', '.join(f'`{value}`' for value in one.enum)}" if one.enum else ""
        lines.append(f"| `{one.name}` | {one.zh} | {one.type} | {cell(one.description)}{closed} |")
    return "\n".join(lines)


def worked(text: str) -> str:
    """What ``explain`` says of a text."""
    document = from_text(text)
    return "\n".join(["```", *fate_lines(document, explain(document)), "```"])


def accuracy(_: str) -> str:
    """The measured precision and recall, from the page that ``scripts/shapes.py`` writes."""
    lines = (DOCS / "shapes.md").read_text("utf-8").splitlines()
    start = lines.index("| level | precision | recall |")
    return "\n".join(lines[start : lines.index("", start)])


PARTS: dict[str, Callable[[str], str]] = {"columns": columns, "explain": worked, "accuracy": accuracy}


def filled(page: str) -> str:
    """A hand-written page with its parts written anew."""
    return MARK.sub(lambda found: f"{found[1]}{PARTS[found['name']](found['text'] or '')}\n{found[4]}", page)


# ---------------------------------------------------------------- all of it


def pages() -> dict[Path, str]:
    """Every page that is kept in the repository and written here, with what it should hold."""
    ask("en")  # whoever builds them
    out = {DOCS / "commands.md": commands()}
    for path in [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]:
        text = path.read_text("utf-8")
        if path not in out and MARK.search(text):
            out[path] = filled(text)
    return out


def stale() -> list[str]:
    """The pages that are not what they should be."""
    return [str(path.relative_to(ROOT)) for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """mkdocs: the pages of the metrics take their place in the navigation."""
    for entry in config.nav or ():
        for title, place in entry.items():
            if place == "metrics/index.md":
                entry[title] = [place, *(name for name in metrics(load_patterns()) if name != place)]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """mkdocs: the pages of the metrics, made for this build."""
    from mkdocs.structure.files import File

    for name, text in metrics(load_patterns()).items():
        files.append(File.generated(config, name, content=text))
    return files


HAN = re.compile(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")


def on_post_build(config: MkDocsConfig) -> None:
    """mkdocs: each Chinese character is a word of the search index: nothing parts its words, and any piece of a name is found."""
    index = Path(config.site_dir) / "search" / "search_index.json"
    held = json.loads(index.read_text("utf-8"))
    for page in held["docs"]:
        page |= {name: HAN.sub("\u200b", page[name]) for name in ("title", "text")}
    index.write_text(json.dumps(held, ensure_ascii=False, separators=(",", ":")), "utf-8")


on_post_build.mkdocs_priority = -50  # behind the plugin that writes the index, before the one that makes a script of it


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        names = stale()
        for name in names:
            print(f"{name}: not current; python scripts/build_docs.py writes it", file=sys.stderr)
        return 1 if names else 0
    for path, text in pages().items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
