"""Where fuzzing begins: small good inputs of every kind, and words that mutation would not find by itself."""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import read_inputs as made

from fuzz import markup
from fuzz.packing import as_zip, join

TEXT = (
    "临溪县民政局2024年工作总结\n一、社会救助\n城市低保120户200人，其中女性88人；标准由680元/人·月提高到700元。\n"
    "指标名称\t单位\t数量\n孤儿\t人\t12\n"
)


def _instructions(tags: tuple[str, ...], *steps: str) -> bytes:
    """Instructions for ``markup.build``: a tag's name opens it, ``/`` closes, anything else is a text."""
    out = bytearray(markup.MARK)
    for step in steps:
        out += bytes([0, tags.index(step)] if step in tags else [4, 0] if step == "/" else [6, markup.TEXTS.index(step)])
    return bytes(out)


def _report(lines: int = 6) -> list[str]:
    return made.report(0)[:lines]


def _html() -> list[bytes]:
    pages = [page(_report(), made.html_table(sheet)) for page, sheet in zip(made.PAGES, made.SHEETS, strict=False)]
    cells = ("tr", "td", "低保", "/", "td", "1435", "/", "/")
    built = _instructions(markup.PAGE_TAGS, "p", "120户", "/", "table", *cells, *cells, "/")
    return [*(made.html_bytes(page, charset) for page in pages for charset in ("utf-8", "gb18030")), built]


def _docx() -> list[bytes]:
    body = "".join(map(made.paragraph, _report(3))) + made.docx_table(made.SHEETS[0])
    document = f'<w:document xmlns:w="{made.W}"><w:body>{body}</w:body></w:document>'.encode()
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    numbering = (
        f'<w:numbering xmlns:w="{made.W}"><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    listed = f'<w:document xmlns:w="{made.W}"><w:body><w:p>{numbered}<w:r><w:t>低保12户</w:t></w:r></w:p></w:body></w:document>'
    line = ("w:p", "w:r", "w:t", "120户", "/", "/", "/")
    return [
        join({"word/document.xml": document}),
        join(
            {
                "word/document.xml": listed.encode(),
                "word/numbering.xml": numbering.encode(),
                "word/styles.xml": f'<w:styles xmlns:w="{made.W}"/>'.encode(),
            }
        ),
        made.docx(body),
        _instructions(markup.WORD_TAGS, *line, "w:tbl", *("w:tr", "w:tc", *line, "/", "w:tc", *line, "/", "/") * 2, "/"),
    ]


def _xlsx() -> list[bytes]:
    import io
    import zipfile

    whole = made.xlsx(made.SHEETS[:2], "隐藏")
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.startswith(("xl/w", "xl/s", "xl/_", "[C", "_r"))}
    return [
        join(parts),
        whole,
        _instructions(markup.SHEET_TAGS, *("row", "c", "v", "1435", "/", "/", "c", "is", "t", "低保", "/", "/", "/", "/") * 3),
    ]


def _doc() -> list[bytes]:
    text = TEXT.replace("\n", "\r")
    raw = text.encode("utf-16-le")
    word = bytearray(1024 + len(raw))
    struct.pack_into("<HH", word, 0, 0xA5EC, 0xC1)
    struct.pack_into("<i", word, 0x4C, len(text))
    piece = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, 1024, 0)
    clx = b"\x02" + struct.pack("<I", len(piece)) + piece
    struct.pack_into("<II", word, 0x1A2, 0, len(clx))
    struct.pack_into("<II", word, 0x102, len(clx), 0)
    word[1024:] = raw
    return [join({"WordDocument": bytes(word), "0Table": clx})]


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _xls() -> list[bytes]:
    name = "Sheet1".encode("latin-1")
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6))
    styles = _record(0x41E, struct.pack("<HHB", 164, 4, 0) + b"0.00") + _record(0xE0, struct.pack("<HH16x", 0, 164))

    def globals_(at: int) -> bytes:
        return begin + styles + _record(0x85, struct.pack("<IBBBB", at, 0, 0, len(name), 0) + name) + _record(0x0A, b"")

    cells = [
        _record(0x200, struct.pack("<IIHHH", 0, 3, 0, 3, 0)),
        _record(0x204, struct.pack("<HHHHB", 0, 0, 0, 2, 1) + "低保".encode("utf-16-le")),
        _record(0x203, struct.pack("<HHHd", 0, 1, 0, 1435.5)),
        _record(0x27E, struct.pack("<HHHI", 1, 1, 0, (12 << 2) | 2)),
        _record(0x0A, b""),
    ]
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6)) + b"".join(cells)
    return [join({"Workbook": globals_(len(globals_(0))) + sheet})]


def _pdf() -> list[bytes]:
    return [made.report_pdf(_report(4)), made.report_pdf(_report(4), columns=2), made.table_pdf(made.SHEETS[0]), made.scanned_pdf()]


def _mht() -> list[bytes]:
    import base64

    page = base64.encodebytes(made.html_bytes(made.page_named(_report(4)))).decode()
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset="utf-8"\n'
    return [
        (head + "Content-Transfer-Encoding: base64\n\n" + page + "\n--b--\n").encode(),
        (
            head + "Content-Transfer-Encoding: quoted-printable\n\n<html><body><p>=E4=BD=8E=E4=BF=9D120=E6=88=B7</p></body></html>\n--b--\n"
        ).encode(),
    ]


def _csv() -> list[bytes]:
    rows = "\n".join(",".join(cell if isinstance(cell, str) else cell[0] for cell in row) for row in made.SHEETS[1].rows)
    return [rows.encode(), ("\ufeff" + rows).encode(), rows.encode("gb18030"), '"低保,""甲""",12\r\n"a\nb";3'.encode()]


def _markdown() -> list[bytes]:
    return ["# 临溪县2024年\n\n| 指标 | 数量（人） |\n| --- | ---: |\n| 孤儿 | **12** |\n\n1. 低保[120](http://a)户\n".encode()]


def _text() -> list[bytes]:
    return [TEXT.encode(), TEXT.encode("gb18030"), TEXT.encode("utf-16"), "\n".join(_report(8)).encode()]


def _zip() -> list[bytes]:
    inner = {"a/report.txt": TEXT.encode(), "b.html": _html()[0], "c.csv": _csv()[0]}
    return [join(inner), as_zip(inner)]


SEEDS: dict[str, Callable[[], list[bytes]]] = {
    "text": _text, "html": _html, "docx": _docx, "xlsx": _xlsx, "xls": _xls, "csv": _csv, "markdown": _markdown, "doc": _doc, "pdf": _pdf,
    "zip": _zip, "mht": _mht, "pipeline": _text,
}  # fmt: skip

WORDS = (
    *(
        "低保",
        "其中",
        "分别为",
        "由",
        "提高到",
        "万元",
        "元/人·月",
        "户",
        "人次",
        "年",
        "同比",
        "单位：",
        "合计",
        "％",
        "（",
        "）",
        "、",
        "；",
        "。",
    ),
    *(
        "<table>",
        "<td rowspan='",
        "colspan='",
        "<tr>",
        "<p>",
        "charset=",
        "<script>",
        "<w:tbl>",
        "<w:tr>",
        "<w:tc>",
        "<w:vMerge/>",
        "<w:gridSpan w:val='",
    ),
    *(
        "<w:ins>",
        "<w:del>",
        "<w:txbxContent>",
        "=== word/document.xml",
        "=== xl/styles.xml",
        "<mergeCell ref='",
        "<row r='",
        "<c r='",
        "Content-Type:",
    ),
    *("| --- |", "1. ", "﻿", " ", "　", "endobj", "stream", "/Type/Page", "BT", "ET", "Tj"),
)


def dictionary() -> str:
    """The words in the form that libFuzzer reads."""
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n' for word in WORDS)
