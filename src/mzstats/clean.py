"""Look-alike characters folded one for one, so that every offset stays what it was."""

from __future__ import annotations

_FOLD = {ord("　"): " ", 0xA0: " ", 0x2002: " ", 0x2003: " ", 0x2009: " ", 0x202F: " ", 0x200B: " ", 0xFEFF: " "}
_FOLD |= {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}  # digits
_FOLD |= {code: chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}  # letters
_FOLD |= {ord(a): b for a, b in zip("％．（）／∕﹪［］＃｜〖〗﹝﹞", "%.()//%[]#|【】〔〕", strict=True)}
_FOLD |= {ord("："): ":", ord("；"): ";", ord("，"): "，"}


def fold(text: str) -> str:
    """The text with full-width digits, letters and signs made plain; same length, character for character."""
    return text if text.isascii() else text.translate(_FOLD)
