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
    (b"Rar!", "packed"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"\x1f\x8b", "packed"),
)
_FIGURE = re.compile(rb",\s*[-+]?\d+(?:\.\d+)?%?\s*(?:,|$)")
_NAMES = {".md": "markdown", ".markdown": "markdown", ".csv": "csv", ".tsv": "csv"}
# streams that tell what an OLE file is, named in its directory in UTF-16
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "pptx"),
)

_REFUSALS = {
    "image": "a picture: it needs OCR; make a searchable pdf or a text of it first",
    "rtf": "rtf cannot be read; open it in Word or WPS and save it as docx",
    "packed": "an archive of a kind that cannot be read; unpack it, or pack it as zip",
    "wps": "wps cannot be read; open it in WPS and save it as docx, or run: soffice --headless --convert-to docx FILE",
    "et": "et cannot be read; open it in WPS and save it as xlsx, or run: soffice --headless --convert-to xlsx FILE",
    "ofd": "ofd cannot be read; open it in an OFD reader or in WPS and export it as pdf",
    "odf": "OpenDocument cannot be read; open it in LibreOffice or WPS and save it as docx or xlsx",
    "xlsb": "xlsb cannot be read; open it in Excel or WPS and save it as xlsx",
    "pptx": "presentations cannot be read; save it as pdf",
    "xml": "Word or Excel 2003 XML cannot be read; open it in Word, Excel or WPS and save it as docx or xlsx",
    "encrypted": "protected by a password; open it, take the password off and save it again",
    "ole": "an old Office file of a kind that cannot be read; open it in its program and save it as docx, xlsx or pdf",
    "damaged": "a damaged zip, docx or xlsx file: cut short, or not copied whole",
    "zip": "an archive inside an archive; unpack it first",
}


def refusal(kind: str) -> str:
    """What to tell of a kind that cannot be read: what it is and the conversion to make."""
    return _REFUSALS.get(kind, f"{kind} cannot be read")


def ending(name: str) -> str:
    """The name's ending with its dot, in small letters; empty where there is none."""
    dot = name.rfind(".")
    return name[dot:].lower() if dot >= 0 else ""


def sniff(data: bytes, name: str = "") -> str:
    """The kind: one with a reader (``text html mht pdf docx doc xlsx xls csv markdown``), ``zip``, or one of the refusals."""
    kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")
    if not kind:
        if b"%PDF-" in data[:1024]:
            return "pdf"
        if (data.startswith(b"BM") and data[6:10] == b"\0\0\0\0") or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
            return "image"
        return _text_kind(data, name)
    if kind == "zip":
        from mzstats.read.archive import zip_kind  # zipfile is slow to import

        return zip_kind(data)
    if kind == "ole":
        if ending(name) in (".wps", ".et"):
            return ending(name)[1:]
        return next((found for stream, found in _STREAMS if stream.encode("utf-16-le") in data), "ole")
    return kind


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
    return _NAMES.get(ending(name)) or ("csv" if _is_csv(head, len(data) > len(head)) else "text")


def _is_csv(head: bytes, cut: bool) -> bool:
    """Whether lines that no name tells of are a csv's: at least three, each with as many commas, numbers between them."""
    lines = [line for line in head.split(b"\n")[: -1 if cut else None] if line.strip()]
    commas = {line.count(b",") for line in lines}
    if len(lines) < 3 or len(commas) > 1 or 0 in commas:
        return False
    return sum(_FIGURE.search(line) is not None for line in lines) * 2 >= len(lines)
