"""Writes ``patterns/traditional.txt``: traditional characters and the simplified ones that they stand for.

Usage: build_traditional.py TSCharacters.txt (of OpenCC, Apache License 2.0). Kept are those that simplified text never
uses itself: outside GB 2312, with one simplified character inside it.
"""

from __future__ import annotations

import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "patterns" / "traditional.txt"


def is_plain(char: str) -> bool:
    """Whether simplified text uses the character."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def pairs(lines: list[str]) -> dict[str, str]:
    """Traditional to simplified, in the order of the source."""
    found = {}
    for line in lines:
        traditional, _, simplified = line.partition("\t")
        one = simplified.split()[0] if simplified.split() else ""
        if len(traditional) == len(one) == 1 and not is_plain(traditional) and is_plain(one) and ord(traditional) < 0x10000:
            found[traditional] = one
    return found


if __name__ == "__main__":
    table = pairs(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())
    TARGET.write_text("".join(table) + "\n" + "".join(table.values()) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(table)} characters")
