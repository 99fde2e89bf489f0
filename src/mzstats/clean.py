"""Look-alike characters folded one for one, so that every offset stays what it was."""

from __future__ import annotations

import re

from mzstats.expressions import kept

_FOLD = {ord("　"): " ", 0xA0: " ", 0x2002: " ", 0x2003: " ", 0x2009: " ", 0x202F: " ", 0x200B: " ", 0xFEFF: " "}
_FOLD |= {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}  # digits
_FOLD |= {code: chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}  # letters
_FOLD |= {ord(a): b for a, b in zip("﹒％．（）／∕﹪［］＃｜〖〗﹝﹞", ".%.()//%[]#|【】〔〕", strict=True)}
_FOLD |= {ord("："): ":", ord("；"): ";"}
_FOLDED = {chr(code): plain for code, plain in _FOLD.items()}
# few characters are look-alikes: finding them is faster than str.translate, which asks for each
_LOOKALIKE = kept("[" + "".join(_FOLDED) + "]")


_YEAR = kept(r"[一二][九〇○零0][〇○零一二三四五六七八九0]{2}(?=年)")
_YEAR_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def fold(text: str) -> str:
    """The text with full-width digits, letters and signs made plain; same length, character for character.

    A year in Chinese digits (二〇一九年) becomes one in plain digits.
    """
    if text.isascii():
        return text
    return _YEAR.sub(lambda match: match.group().translate(_YEAR_DIGITS), _LOOKALIKE.sub(_plain, text))


def _plain(match: re.Match[str]) -> str:
    return _FOLDED[match[0]]
