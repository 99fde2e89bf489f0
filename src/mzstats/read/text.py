"""Plain text: which encoding, and what of it is kept.

The text is kept as it stands, except that each of these holds for every kind of file: a byte-order mark is dropped,
``\\r\\n`` and ``\\r`` are ``\\n``, and a control character is a space. Offsets count in the text that is left.
"""

from __future__ import annotations

import re

from mzstats.model import Document, MzstatsError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# everything that is a control character but tab and newline; form feed and vertical tab break a line
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_BREAK = re.compile("\r\n|[\r\x0b\x0c]")
_ASCII = re.compile("[\x00-\x7f]+")

BAD_SHARE = 0.2  # of the characters above ASCII: more bad ones than this, and the encoding is another one
COMMON_SHARE = 0.7  # of the characters above ASCII are punctuation or everyday hanzi in any Chinese report; noise has about 0.4
_SAMPLE = 4000  # characters above ASCII looked at for that, in the first _HEAD ones
_HEAD = 100_000
_WINDOW = 32_768  # bytes each side of the first bad one: text in another encoding is full of bad ones there


def decode(data: bytes, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of ``data`` and what a user must know about the decoding.

    A byte-order mark decides; else strict UTF-8 over the whole; else GB18030; a few bad bytes are replaced and told.
    ``declared`` is the encoding that a web page says it has, used only where neither fits.
    Raises MzstatsError where the bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data, mark, encoding)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        broken = error
    near = data[max(0, broken.start - _WINDOW) : broken.start + _WINDOW]
    if _share_bad(near.decode("utf-8", "replace")) <= BAD_SHARE or _cut_short(data, broken):
        utf8 = data.decode("utf-8", "replace")
        if _share_bad(utf8) <= BAD_SHARE:
            return utf8, (_told(utf8, "UTF-8", broken.start),)
        del utf8
    try:
        text = data.decode("gb18030")
        if is_chinese(text):
            return text, ()
    except UnicodeDecodeError as error:
        text = data.decode("gb18030", "replace")
        if is_chinese(text) and _share_bad(text) <= BAD_SHARE:
            return text, (_told(text, "GB18030", error.start),)
    if declared:
        return _declared(data, declared)
    raise MzstatsError("neither UTF-8 nor GB18030 text; save it as UTF-8 and try again")


def _marked(data: bytes, mark: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    body = data if encoding != "utf-8" else data[len(mark) :]
    try:
        return body.decode(encoding), ()
    except UnicodeDecodeError as error:
        text = body.decode(encoding, "replace")
        return text, (_told(text, encoding.upper(), error.start),)


def _declared(data: bytes, declared: str) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode(declared), ()
    except (LookupError, UnicodeDecodeError) as error:
        raise MzstatsError(f"not text in {declared}, UTF-8 or GB18030; save it as UTF-8 and try again") from error


def _share_bad(text: str) -> float:
    """Bad bytes as a share of the characters above ASCII."""
    above = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") / above if above else 0.0


def _cut_short(data: bytes, broken: UnicodeDecodeError) -> bool:
    """Whether the only thing wrong is that the last character is cut off."""
    return broken.reason == "unexpected end of data" and broken.start > 0 and len(data) - broken.start < 4


def is_chinese(text: str) -> bool:
    """Whether what is above ASCII in a text reads like Chinese rather than like noise: most of it stands in
    the first half of GB2312, which is sorted by how common the characters are. True where there is nothing above ASCII."""
    above = _ASCII.sub("", text[:_HEAD])[:_SAMPLE]
    leads = above.encode("gb2312", "ignore")[::2]
    return sum(lead <= 0xD7 for lead in leads) >= COMMON_SHARE * len(above)


def _told(text: str, encoding: str, offset: int) -> str:
    count = text.count("\ufffd")
    return f"{count} unreadable place{'s' * (count != 1)} in the {encoding} text, the first at byte {offset}, shown as \ufffd"


def tidy(text: str) -> str:
    """``text`` as documents keep it (the module's first lines tell how)."""
    if text.startswith("\ufeff"):
        text = text[1:]
    if "\r" in text or "\x0c" in text or "\x0b" in text:
        text = _BREAK.sub("\n", text)
    if _CONTROL.search(text):
        text = _CONTROL.sub(" ", text)
    return text


def check_binary(data: bytes) -> None:
    """Raises MzstatsError where ``data`` holds what text never does: many zero or control bytes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return
    head = data[:4096]
    odd = sum(head.count(byte) for byte in range(9)) + head.count(b"\x7f")
    if odd > max(2, len(head) // 50):
        raise MzstatsError("not a text, but a binary file of a kind that is not known here")


def from_text(text: str, name: str = "", kind: str = "text", warnings: tuple[str, ...] = ()) -> Document:
    """The document of a text that is known already."""
    return Document(source=name, text=tidy(text), kind=kind, warnings=warnings)


def read_text(data: bytes, name: str) -> Document:
    """The document of a plain-text file. Raises MzstatsError where it is not text."""
    check_binary(data)
    text, warnings = decode(data)
    return from_text(text, name, warnings=warnings)
