"""Names of divisions cut down to what tells them apart: with 广东省潮州市湘桥区 and 广东省潮州市潮安区, 湘桥区 and 潮安区."""

from __future__ import annotations

from collections.abc import Iterable

_LAST = frozenset("省市区县州盟旗")
"""The characters that end a division's name."""


def short(places: Iterable[str]) -> dict[str, str]:
    """Each name to its short form: without the divisions that all of them lie in, and none ever left empty."""
    names = sorted({place for place in places if place})
    if len(names) < 2:
        return {name: name for name in names}
    first, last = names[0], names[-1]
    same = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    cut = max((n for n in range(1, same + 1) if first[n - 1] in _LAST and len(first) - n > 1), default=0)
    return {name: name[cut:] for name in names}
