"""What binding speaks of: subjects named, figures bound, verdicts, and what stands around a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from mzstats.patterns import Metric, Patterns
from mzstats.tokens import Quantity

OWN_UNKNOWN = 6  # unknown characters allowed between a figure and a subject named in its own stretch
CARRY_UNKNOWN = 2  # the same for a subject carried from before
HEADING_UNKNOWN = 1  # and for one taken from a heading
LOOK_BACK = 80  # items looked at before a figure: keeps the work linear in a sentence without end


class Mention(NamedTuple):
    """A subject named at a place, in an area."""

    subject: str
    area: str
    start: int
    end: int
    measures: tuple[str, ...] = ()
    yields: bool = False  # a word such as 款物, which may be said of a subject named before it


class Binding:
    """A quantity bound to a metric, and how. ``fresh``: not a part of what the sentence is about."""

    __slots__ = ("area", "aspect", "confidence", "detail", "fresh", "how", "mention", "metric", "parent", "previous", "quantity", "sign")

    def __init__(
        self, quantity: Quantity, metric: Metric, area: str, aspect: str, how: str, confidence: str, sign: int = 1,
        previous: bool = False, mention: Mention | None = None, parent: Binding | None = None, detail: str = "",
    ) -> None:  # fmt: skip
        self.quantity, self.metric, self.area, self.aspect, self.how = quantity, metric, area, aspect, how
        self.confidence, self.sign, self.previous, self.mention, self.parent = confidence, sign, previous, mention, parent
        self.detail, self.fresh = detail, True

    def counting(self, quantity: Quantity) -> Binding:
        """A copy for another quantity."""
        copy = Binding(
            quantity, self.metric, self.area, self.aspect, self.how, self.confidence, self.sign, self.previous, self.mention,
            self.parent, self.detail,
        )  # fmt: skip
        copy.fresh = self.fresh
        return copy


class Verdict:
    """What was decided of one quantity: its bindings (several where a value is shared), else the reason.

    ``struck`` tells the readings that were weighed and left; ``other``: it counts something outside the catalogue.
    """

    __slots__ = ("bindings", "other", "quantity", "reason", "struck")

    def __init__(self, quantity: Quantity, reason: str = "") -> None:
        self.quantity, self.reason, self.other = quantity, reason, False
        self.bindings: list[Binding] = []
        self.struck: list[str] = []


def _none() -> Sequence[Any]:
    return ()


class Context(NamedTuple):
    """What stands around a sentence: used where it says nothing itself."""

    patterns: Patterns
    text: str
    origin: int = 0  # where the first of ``near`` stands in the text
    near: tuple[str, ...] = ()  # texts in which the words of ambiguous names are sought: nearest first
    before: Callable[[], Sequence[Mention]] = _none  # main subject of the sentences before, latest first
    headings: Callable[[], Iterable[Sequence[Mention]]] = _none  # deepest first, each looked up as it is come to
    title: Callable[[], Sequence[Mention]] = _none
    topic: Callable[[], Sequence[Mention]] = _none  # the subject bound last in the document
    main: Binding | None = None  # the main figure of the sentence before, which 其中 at the head of this one is about
    last: Binding | None = None  # the last figure of the sentence before, for growth that opens a sentence


_KEPT = ("mention", "area", "stated", "cue", "last", "ref", "lost", "parent", "among", "shut", "siblings")


class State:
    """What the figures so far in a sentence hand on to the next one."""

    def __init__(self) -> None:
        self.mention: Mention | None = None
        self.top: Mention | None = None
        self.before_run: list[Binding] = []
        self.ref: Binding | None = None  # what a growth rate without a name is of
        self.base: Binding | None = None  # what a figure left alone was said to be the whole of (占总人口31万的14.5%)
        self.lost = False  # the figure before was bound to nothing: what leans on it is neither
        self.unknown = False  # the figure before it was of something that no word of ours names
        self.shut = False
        self.recent: list[Binding] = []
        self.named: list[Mention] = []
        self.group: list[Mention] = []  # the subjects that the value before held for together
        self.siblings: list[Binding] = []  # figures of several subjects in one list (A 12人、B 30人)
        self.before_named: list[Mention] = []
        self.beside: list[Mention] = []  # what stood beside the subject of the figure before (社会组织行政许可138件)
        self.each = False  # the figure before was what each one gets
        self.old = False  # after 调整前: what follows are old values, until 调整后
        self.flow = 0  # the sign of 新增 or 减少 stated last, for a list that goes on
        self.change = 0  # the sign of the difference from a base stated last, for a list that goes on
        self.growth = 0  # the sign of the growth stated last, for a list that goes on
        self.grown: list[tuple[Metric, str, Mention | None]] = []  # what that growth was of
        self.rate = ""  # 元/月 or 元/年, as the last standard or supplement was stated
        self.rates: dict[tuple[str, str], str] = {}  # 元/月 or 元/年, by subject and area
        self.area = ""
        self.stated: dict[str, frozenset[str]] = {}  # area -> measures given for it since the last total
        self.cue: tuple[str, ...] = ()
        self.last: Binding | None = None
        self.parent: Binding | None = None
        self.among = False
        self.depth = 0
        self._stack: list[dict[str, Any]] = []

    def push(self) -> None:
        """A bracket opens: what follows are parts of the figure before it."""
        self._stack.append({name: getattr(self, name) for name in _KEPT})
        self.parent = self.last
        self.shut = self.lost
        self.depth += 1

    def pop(self) -> None:
        """A bracket closes: everything is as before it."""
        if self._stack:
            for name, value in self._stack.pop().items():
                setattr(self, name, value)
            self.depth -= 1

    def record(self, area: str, measure: str) -> None:
        """A figure of this measure was given for this area; one for all areas begins anew."""
        self.stated = {**self.stated, area: self.stated.get(area, frozenset()) | {measure}} if area else {}

    def split_closed(self, measure: str) -> bool:
        """Whether the areas were all told (城市14人,农村541人) and a new measure (供养标准968元) is of all of them."""
        others = [measures for area, measures in self.stated.items() if area != self.area]
        mine = self.stated.get(self.area, frozenset())  # 农村新增45户96人,城市退出12户20人 tells each area of something else
        return bool(self.area) and bool(others) and all(measure not in measures and mine & measures for measures in others)
