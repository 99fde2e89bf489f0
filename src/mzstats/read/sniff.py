"""What kind of file some bytes are. The name is asked only where bytes cannot say: csv and markdown are text too."""

from __future__ import annotations

import re

_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|script|style|link|table|thead|tbody|tr|td|div|span|p|h[1-6]|ul|ol|font|br|a|section|article)"
    rb"[\s>/]",
    re.I,
)
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PK\x07\x08", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"BM", "bitmap"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
)
_NAMES = {".md": "markdown", ".markdown": "markdown", ".csv": "csv", ".tsv": "csv"}


def _ending(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:].lower() if dot >= 0 else ""


def sniff(data: bytes, name: str = "") -> str:
    """The kind: ``text html mht pdf zip ole rtf image archive xml csv markdown``."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            if kind == "bitmap" and not (len(data) > 26 and data[6:10] == b"\0\0\0\0"):
                continue
            return "image" if kind == "bitmap" else kind
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return _text_kind(data, name)


def _text_kind(data: bytes, name: str) -> str:
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")[2:]
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<"):
        if head.startswith(b"<?xml") and b"mso-application" in head:
            return "xml"
        if _HTML.search(head):
            return "html"
    if head[:13].lower() == b"mime-version:" or (b"multipart/related" in head and b"\nmime-version:" in head.lower()):
        return "mht"
    return _NAMES.get(_ending(name), "text")
