"""Chinese numerals to Decimal: pure helpers, no word of civil affairs."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {"〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TENS = {"十": 10, "百": 100, "千": 1000}
SCALES = {"万": 10**4, "亿": 10**8}
SCALE_VALUES: dict[str, Decimal] = {
    "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10**4), "十万": Decimal(10**5), "百万": Decimal(10**6),
    "千万": Decimal(10**7), "亿": Decimal(10**8), "十亿": Decimal(10**9), "百亿": Decimal(10**10), "千亿": Decimal(10**11),
    "万亿": Decimal(10**12),
}  # fmt: skip


def chinese(text: str) -> Decimal:
    """The value of a Chinese numeral: ``三百二十`` is 320, ``二〇二四`` 2024, ``一亿二千万`` 120000000, ``一点七亿`` 170000000.

    Raises ValueError for anything else.
    """
    if not text:
        raise ValueError("empty numeral")
    whole, point, rest = text.partition("点")
    if point:
        decimals = rest.rstrip("万亿")
        if not decimals or any(c not in DIGITS for c in decimals):
            raise ValueError(f"not a numeral: {text!r}")
        tenths = "".join(str(DIGITS[c]) for c in decimals)
        return Decimal(f"{chinese(whole)}.{tenths}") * chinese("一" + rest[len(decimals) :])
    if all(c in DIGITS for c in text):
        return Decimal("".join(str(DIGITS[c]) for c in text))
    total = section = digit = 0
    last, scaled = 10**9, False
    for c in text:
        if c in DIGITS:
            if digit:
                raise ValueError(f"not a numeral: {text!r}")  # 三四百
            digit = DIGITS[c]
        elif c in TENS:
            section += (digit or (1 if last == 10**9 or c == "十" else 0)) * TENS[c]
            digit, last = 0, TENS[c]
        elif c in SCALES:
            if c == "万" and (scaled or not section + digit):
                raise ValueError(f"not a numeral: {text!r}")  # 一万二千万, 一亿万
            scaled = c == "万"
            section += digit
            total = (total + section) * SCALES[c] if SCALES[c] == 10**8 else total + section * SCALES[c]
            section = digit = 0
            last = 10**9
        else:
            raise ValueError(f"not a numeral: {text!r}")
    # 一千二 means 1200, 一万二 12000: a bare digit at the end counts in the next place down
    if digit and 10 < last < 10**9 and text[-2] in TENS:
        digit *= last // 10
    return Decimal(total + section + digit)


def write_chinese(number: int) -> str:
    """The common Chinese numeral of 0 <= number < 10**12 (the inverse of ``chinese``)."""
    if number == 0:
        return "零"
    names = "零一二三四五六七八九"

    def below_10000(n: int) -> str:
        out, zero = "", False
        for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            d, n = divmod(n, power)
            if d:
                out += ("零" if zero and out else "") + names[d] + unit
                zero = False
            else:
                zero = True
        return out

    out = ""
    for power, unit in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, number = divmod(number, power)
        if part:
            out += ("零" if out and part < 1000 else "") + below_10000(part) + unit
    return out
