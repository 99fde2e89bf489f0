"""Other extractors of quantities, where they are installed. None says what a figure measures; what each finds is told beside its time."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import cache
from typing import Any

Peer = tuple[Callable[[str], int], str]


@cache
def _jionlp() -> Any:
    import jionlp

    return jionlp


def _money(text: str) -> int:
    """Sentence by sentence: on a whole text its time grows with the square of the length."""
    extract = _jionlp().ner.extract_money
    return sum(len(extract(line)) for line in text.replace("。", "。\n").split("\n") if line)


@cache
def _models() -> list[Any]:
    from recognizers_number import Culture, NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    units = NumberWithUnitRecognizer(Culture.Chinese)
    return [
        NumberRecognizer(Culture.Chinese).get_number_model(),
        units.get_currency_model(),
        units.get_age_model(),
        units.get_dimension_model(),
    ]


def _recognizers(text: str) -> int:
    return sum(len(model.parse(line)) for line in text.replace("。", "。\n").split("\n") if line for model in _models())


PEERS: dict[str, tuple[str, Callable[[str], int], str]] = {
    "jionlp": ("jionlp", _money, "amounts of money"),
    "recognizers-text-suite": ("recognizers_number_with_unit", _recognizers, "numbers, currencies, ages, dimensions"),
}


def installed() -> dict[str, Peer]:
    """The peers that can be imported, with what they find."""
    return {name: (run, finds) for name, (module, run, finds) in PEERS.items() if importlib.util.find_spec(module) is not None}
