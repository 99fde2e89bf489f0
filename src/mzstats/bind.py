"""The heart: each quantity to the one metric it measures.

A quantity's candidates are weighed in a fixed order of closeness: the subject named before it in its own
stretch of text, the noun that it counts right after it, a subject named earlier in the sentence, the subject of the
figure before it (carried), of the sentence before, of the headings. A candidate is struck out where it has
no metric in that unit, where a cue asks for a measure that it has not, or where unknown words stand between. What is
struck, and why, is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from mzstats.patterns import Entry, Metric, Patterns, Subject
from mzstats.scan import Item, Quantity, Sep, Time, Word

FLOWS = ("persons_added", "persons_removed", "households_added", "households_removed", "registrations", "cancellations", "changes")
MONEY_RATES = ("元/月", "元/年")
OWN_UNKNOWN = 6  # unknown characters allowed between a figure and a subject named in its own stretch
CARRY_UNKNOWN = 2  # the same for a subject carried from before
HEADING_UNKNOWN = 1  # and for one taken from a heading
LOOK_BACK = 80  # items looked at before a figure: keeps the work linear in a sentence without end


@dataclass(frozen=True, slots=True)
class Mention:
    """A subject named at a place, in an area."""

    subject: str
    area: str
    start: int
    end: int
    measures: tuple[str, ...] = ()


@dataclass(slots=True)
class Binding:
    """A quantity bound to a metric, and how."""

    quantity: Quantity
    metric: Metric
    area: str
    aspect: str
    how: str
    confidence: str
    sign: int = 1
    previous: bool = False
    mention: Mention | None = None
    parent: Binding | None = None
    detail: str = ""
    fresh: bool = True  # not a part of what the sentence is about


@dataclass(slots=True)
class Verdict:
    """What was decided of one quantity: its bindings (several where a value is shared), else the reason."""

    quantity: Quantity
    bindings: list[Binding] = field(default_factory=list)
    reason: str = ""
    struck: list[str] = field(default_factory=list)
    other: bool = False


@dataclass(slots=True)
class Context:
    """What stands around a sentence: used where it says nothing itself."""

    patterns: Patterns
    text: str
    near: tuple[str, ...] = ()  # texts in which the words of ambiguous names are sought: nearest first
    before: Callable[[], Sequence[Mention]] = lambda: ()  # main subject of the sentences before, latest first
    headings: Callable[[], Sequence[Sequence[Mention]]] = lambda: ()  # deepest first
    title: Callable[[], Sequence[Mention]] = lambda: ()
    last: Binding | None = None  # the last figure of the sentence before, for growth that opens a sentence


class State:
    """What the figures so far in a sentence hand on to the next one."""

    __slots__ = ("among", "area", "before_run", "cue", "depth", "growth", "last", "mention", "named", "lost", "parent", "rate", "recent", "ref", "shut", "stack", "top")

    def __init__(self) -> None:
        self.mention: Mention | None = None
        self.top: Mention | None = None
        self.before_run: list[Binding] = []
        self.ref: Binding | None = None  # what a growth rate without a name is of
        self.lost = False  # the figure before was bound to nothing: what leans on it is neither
        self.shut = False
        self.recent: list[Binding] = []
        self.named: list[Mention] = []
        self.growth = 0  # the sign of the growth stated last, for a list that goes on
        self.rate = ""  # 元/月 or 元/年, as the last standard or supplement was stated
        self.area = ""
        self.cue: tuple[str, ...] = ()
        self.last: Binding | None = None
        self.parent: Binding | None = None
        self.among = False
        self.depth = 0
        self.stack: list[tuple[Mention | None, str, tuple[str, ...], Binding | None, Binding | None, bool, bool]] = []

    def push(self) -> None:
        self.stack.append((self.mention, self.area, self.cue, self.last, self.parent, self.among, self.shut))
        self.parent = self.last
        self.shut = self.lost
        self.depth += 1

    def pop(self) -> None:
        if self.stack:
            self.mention, self.area, self.cue, self.last, self.parent, self.among, self.shut = self.stack.pop()
            self.depth -= 1


# ---------------------------------------------------------------- words


def resolve(word: Word, context: Context) -> str:
    """The subject that a word names here, empty for none: ambiguous words by the nearest word that goes with one."""
    best, found = (99, 0), ""
    for subject, near in word.entry.subjects:
        if not near:
            rank = (1, 10**6)
        else:
            rank = (99, 0)
            for level, text in enumerate(context.near):
                places = [_distance(text, other, word, level) for other in near if other in text]
                if places:
                    rank = (level, min(places))
                    break
        if rank < best:
            best, found = rank, subject
    return found


def _distance(text: str, other: str, word: Word, level: int) -> int:
    """How far ``other`` stands from the word, within the sentence (level 0); later levels count from their end."""
    return len(text) - text.rfind(other)


def mentions(items: Iterable[Item], context: Context) -> list[Mention]:
    """The subjects that the items name, in order, each with the area that stands before it.

    A part and its whole side by side (集中供养 + 特困, 社会散居 + 孤儿) are one mention: the part.
    """
    out: list[Mention] = []
    subjects = context.patterns.subjects
    area, area_at = "", -1
    for item in items:
        if type(item) is Sep and item.char not in "、":
            area = ""
        if type(item) is not Word:
            continue
        if item.entry.area:
            area, area_at = item.entry.area, item.end
        if not item.entry.subjects:
            continue
        sid = resolve(item, context)
        if not sid:
            continue
        own_area = area if area and item.start - area_at <= 6 else ""
        if item.entry.area:
            own_area = item.entry.area
        here = Mention(sid, own_area, item.start, item.end, item.entry.measures)
        if out:
            last = out[-1]
            apart = context.text[last.end : item.start]
            if len(apart) <= 4 and not any(c in ",，;；。:：" for c in apart):
                coordinated = any(c in "、和及与" for c in apart)
                if last.subject == sid and not coordinated:
                    out[-1] = Mention(sid, last.area or own_area, last.start, item.end, last.measures + here.measures)
                    continue
                if not coordinated and is_within(sid, last.subject, subjects):
                    out[-1] = Mention(sid, own_area or last.area, last.start, item.end, here.measures)
                    continue
                if not coordinated and is_within(last.subject, sid, subjects):
                    out[-1] = Mention(last.subject, last.area or own_area, last.start, item.end, last.measures + here.measures)
                    continue
        out.append(here)
    return out


def is_within(part: str, whole: str, subjects: dict[str, Subject] | object) -> bool:
    """Whether a subject is declared a part of another, at any depth."""
    table: dict[str, Subject] = subjects  # type: ignore[assignment]
    seen = 0
    while part in table and table[part].within and seen < 5:
        part = table[part].within
        if part == whole:
            return True
        seen += 1
    return False


def unknown(text: str, start: int, end: int, items: Iterable[Item]) -> int:
    """How many Chinese characters in ``text[start:end]`` belong to no known item; an opaque noun counts for much."""
    if start >= end:
        return 0
    covered = 0
    opaque = 0
    for item in items:
        if item.end <= start or item.start >= end:
            continue
        if type(item) is Word and "noun" in item.entry.flags:
            opaque += 10
        if type(item) is Quantity:
            covered += sum("一" <= c <= "龥" for c in text[max(start, item.start) : min(end, item.end)])
            continue
        covered += sum("一" <= c <= "龥" for c in text[max(start, item.start) : min(end, item.end)])
    total = sum("一" <= c <= "龥" for c in text[start:end])
    return total - covered + opaque


def flagged(items: Iterable[Item], flag: str) -> Word | None:
    """The last word with this flag."""
    found = None
    for item in items:
        if type(item) is Word and flag in item.entry.flags:
            found = item
    return found


def cues(items: Iterable[Item]) -> list[tuple[str, ...]]:
    """The measures that words call for, nearest to the figure (rightmost) first."""
    return [item.entry.measures for item in items if type(item) is Word and item.entry.measures][::-1]


# ---------------------------------------------------------------- measure


def _act_cues(place: Place) -> list[tuple[str, ...]]:
    """The cues of a figure's own stretch; 登记 is an act only right before the figure (当年登记206个)."""
    out = cues(place.own)
    last = place.own[-1] if place.own else None
    if type(last) is Word and last.entry.word == "登记" and last.end >= place.quantity.start - 1:
        out.insert(0, ("registrations",))
    return out


def choose(subject: str, quantity: Quantity, near: Sequence[tuple[str, ...]], carried: tuple[str, ...], context: Context, acts: bool = False) -> tuple[Metric | None, str]:
    """The metric of a subject that a quantity with these cues measures, or why there is none."""
    table = context.patterns.subjects[subject].metrics
    cls = quantity.cls
    fits = [m for m in table if cls in m.accepts or m.measure == "rate" and m.unit == cls]
    if not fits and cls in ("元/人",):
        fits = [m for m in table if m.measure in ("standard", "supplement_per_capita")]
    if cls == "元" and quantity.scale in ("万", "亿", "千万", "百万", "万亿"):
        fits = [m for m in fits if m.measure not in ("standard", "supplement_per_capita")]
    if not fits:
        return None, f"{subject}: no metric counted in {cls or 'bare numbers'}"
    for words in near:
        for metric in fits:
            if metric.measure in words:
                return metric, ""
    for measure in carried:
        for metric in fits:
            if metric.measure == measure:
                return metric, ""
    if cls in MONEY_RATES or cls == "元/人":
        standard = [m for m in fits if m.measure == "standard"]
        if standard:
            return standard[0], ""
    if cls == "元/次":
        return fits[0], ""
    plain = [m for m in fits if not m.needs_cue]
    if len(plain) > 1:
        plain = [m for m in plain if m.measure not in ("registrations", "penalties", "cases", "licences")] or plain[:1]
    if not plain:
        return None, f"{subject}: {'/'.join(m.measure for m in fits)} needs a word that says so"
    if acts and plain[0].measure in ("persons", "households", "institutions", "units"):
        return None, f"{subject}: visited or handled, not counted"
    return plain[0], ""


# ---------------------------------------------------------------- sentence


def bind(items: list[Item], context: Context) -> list[Verdict]:
    """The verdict on every quantity of a sentence, in order."""
    text = context.text
    verdicts: list[Verdict] = []
    live: list[int] = []
    items = _without_asides(items)
    for index, item in enumerate(items):
        if type(item) is Quantity:
            live.append(index)
    if live and re.search(context.patterns.story, text[items[0].start : items[-1].end]):
        verdicts += [Verdict(items[i], reason="one person's story") for i in live]  # type: ignore[arg-type]
        live = []
    state = State()
    aligned = align(items, live, context)
    for order, index in enumerate(live):
        quantity = items[index]
        assert type(quantity) is Quantity
        previous = live[order - 1] if order else -1
        following = live[order + 1] if order + 1 < len(live) else len(items)
        left = items[max(previous + 1, index - LOOK_BACK) : index]
        right = items[index + 1 : min(following, index + 1 + LOOK_BACK)]
        place = Place(quantity, left, right, text, items[previous].end if previous >= 0 else None)
        step(state, place)
        verdict = judge(place, state, context, aligned.get(index))
        verdicts.append(verdict)
        hand_on(state, place, verdict)
    verdicts.sort(key=lambda v: v.quantity.start)
    return verdicts


_ASIDE = Entry("()")


def _without_asides(items: list[Item]) -> list[Item]:
    """Brackets without a figure in them (镇(街道), (含民族乡)) do not part a phrase: each becomes one word that says nothing."""
    out: list[Item] = []
    opened: list[int] = []
    for item in items:
        out.append(item)
        if type(item) is Sep and item.char in "(（":
            opened.append(len(out) - 1)
        elif type(item) is Sep and item.char in ")）" and opened:
            start = opened.pop()
            if not any(type(i) is Quantity or (type(i) is Word and "among" in i.entry.flags) for i in out[start:]) and item.end - out[start].start <= 40:
                out[start:] = [Word(out[start].start, item.end, _ASIDE)]
    return out


class Place:
    """A quantity with what stands left of it (to the figure before) and right of it (to the next)."""

    __slots__ = ("left", "mid", "own", "own_start", "quantity", "right", "seps", "text")

    def __init__(self, quantity: Quantity, left: list[Item], right: list[Item], text: str, after: int | None) -> None:
        self.quantity, self.left, self.text = quantity, left, text
        cut = 0
        for i, item in enumerate(left):
            if type(item) is Sep:
                cut = i + 1
        self.own = left[cut:]
        self.mid = left[:cut]
        self.own_start = left[cut - 1].end if cut else (after if after is not None else (left[0].start if left else quantity.start))
        if not any(type(i) is Word for i in self.own) and self.mid and type(self.mid[-1]) is Sep and self.mid[-1].char in ":：" and unknown(text, self.own_start, quantity.start, self.own) == 0:
            # 社会组织:123家: what stands before the colon is the figure's own
            body = self.mid[:-1]
            cut = 0
            for i, item in enumerate(body):
                if type(item) is Sep:
                    cut = i + 1
            self.own = body[cut:]
            self.own_start = body[cut - 1].end if cut else (after if after is not None else (body[0].start if body else quantity.start))
            self.mid = body[:cut]
        self.right = []
        for item in right:
            if type(item) is Sep:
                break
            self.right.append(item)
        self.seps = "".join(item.char for item in left if type(item) is Sep)


def step(state: State, place: Place) -> None:
    """Bring the state up to a figure: brackets open and close, 其中 opens a part, ; and new sentences end it."""
    for item in place.left:
        if type(item) is Sep:
            if item.char in "(（":
                state.push()
            elif item.char in ")）":
                state.pop()
            elif item.char in ";；" and not state.depth:
                state.cue = ()
                if state.among:
                    state.among, state.parent, state.shut = False, None, False
                    if state.top is not None:
                        state.mention = state.top
        elif type(item) is Word and "among" in item.entry.flags:
            if not state.among or state.depth:
                state.parent = state.last
                state.shut = state.lost
            state.among = True


def judge(place: Place, state: State, context: Context, given: list[Mention] | tuple[int, int, str] | None) -> Verdict:
    """Decide one quantity."""
    quantity = place.quantity
    verdict = Verdict(quantity)
    if isinstance(given, tuple):
        # 分别 without a list: the figures stated right before, as many as there are values
        n, i, why = given
        if i == 0:
            state.before_run = state.recent[-n:]
        if len(state.before_run) != n or len({(b.metric.id, b.area) for b in state.before_run}) != n or mentions(place.own, context):
            verdict.reason = why
            return verdict
        source = state.before_run[i]
        sign = change_sign(place) or (state.growth if i else 0)
        state.growth = sign
        rate = quantity.cls in ("%", "百分点")
        if not rate and _kind(quantity.cls) != _kind_of(source.metric) or rate and not sign:
            verdict.reason = why
            return verdict
        aspect = "growth" if quantity.cls == "%" else "change" if sign else "level"
        counted = Quantity(quantity.start, quantity.end, quantity.value, source.quantity.cls, bound=quantity.bound) if quantity.cls == "元" else quantity
        verdict.bindings.append(Binding(counted, source.metric, source.area, aspect, "aligned", "high", sign or 1, is_previous(place, context), source.mention))
        return verdict
    if quantity.cls in ("%", "百分点", "‰") :
        if percent(place, state, context, verdict, given):
            return verdict
        if quantity.cls != "%" and not verdict.reason:
            verdict.reason = "no rate or growth that it could be"
        return verdict
    change = change_sign(place)
    near_cues = _act_cues(place)
    right_cues = cues(place.right)[::-1]
    acts = flagged(place.own, "acts") is not None
    if given:
        for mention in given:
            metric, why = choose(mention.subject, _rated(quantity, place, state), near_cues + cues(place.mid) + [mention.measures], state.cue, context)
            if metric is None:
                verdict.struck.append(why)
                continue
            area = mention.area or own_area(place) or _area_of_kin(mention, state, place, context)
            quantity = _rated(quantity, place, state)
            verdict.bindings.append(Binding(quantity, metric, area, "level", "aligned", "high", mention=mention, parent=_parent(state)))
        if len(verdict.bindings) != len(given):
            verdict.bindings.clear()
            verdict.reason = "the values do not fit the list that they are set against"
        for binding in verdict.bindings:
            binding.previous = is_previous(place, context) or _goes_on(place, state)
        return verdict
    quantity = _rated(quantity, place, state)
    for mention, how, between in candidates(place, state, context, verdict):
        extra: tuple[str, ...] = ()
        if how in ("carried", "before", "heading", "earlier"):
            extra = state.cue if how == "carried" else ()
        elif _inherits(place, state):
            extra = state.cue
        own = near_cues + ([mention.measures] if mention.measures else [])
        if how in ("own", "right", "earlier"):
            near: list[tuple[str, ...]] = own + right_cues
        else:
            near = near_cues + right_cues
        if how == "earlier":
            near = near + cues(place.mid)
        if how in ("carried", "before", "heading", "title") and not near_cues:
            near = near + cues(place.mid)
        counted = quantity
        if quantity.cls == "" and quantity.scale and any("payout" in words for words in near_cues):
            counted = Quantity(quantity.start, quantity.end, quantity.value, "元", scale=quantity.scale, bound=quantity.bound)  # 发放9.82万
            quantity = counted
        elif quantity.cls == "":
            counted = Quantity(quantity.start, quantity.end, quantity.value, "人", base="person")
        metric, why = choose(mention.subject, counted, near, extra, context, acts)
        if metric is not None and not metric.needs_cue:
            metric = _wider(metric, near_cues, counted, context) or metric
        if metric is not None and how == "own" and mention.subject in GENERIC:
            metric = _specific(metric, place, counted, context) or metric
        if metric is None and change and how != "heading":
            metric, why = _changed(mention, quantity, state)
        if metric is None:
            verdict.struck.append(f"{how}: {why}")
            if how in ("right",):
                continue
            if how == "own":
                continue
            continue
        if metric.measure not in ("standard", "supplement_per_capita", "fee_waived") and not quantity.cls.startswith("元/") and _for_each(place):
            verdict.struck.append(f"{how}: {mention.subject}: an amount for each, not in all")
            verdict.reason = "an amount for each, not in all"
            return verdict
        if metric.measure in ("standard", "supplement_per_capita") and quantity.cls == "元" and state.rate and metric.unit == "CNY/person/month":
            quantity = Quantity(quantity.start, quantity.end, quantity.value, state.rate, bound=quantity.bound)
        aspect, sign = "level", 1
        if change and (metric.measure not in FLOWS or metric.measure == "registrations" and _based(place)):
            aspect, sign = "change", change
        if change and _based(place) and metric.measure in ("persons_added", "households_added", "persons_removed", "households_removed"):
            base = next((m for m in context.patterns.subjects[metric.subject].metrics if m.measure == metric.measure.split("_")[0]), None)
            if base is not None:
                metric, aspect, sign = base, "change", change
        area = mention.area or (state.area if how == "carried" else "")
        area = own_area(place) or area or (_area_of_kin(mention, state, place, context) if how in ("own", "right", "earlier") else "")
        confidence = {"own": "high", "right": "high", "earlier": "high", "carried": "high"}.get(how, "medium")
        if how == "title":
            confidence = "low"
        if between > 1:
            confidence = "medium"
        if aspect == "level" and metric.measure in ("persons", "households", "beds", "institutions", "units"):
            aspect, sign = _flow(place)
        binding = Binding(quantity, metric, area, aspect, how, confidence, sign, is_previous(place, context) or _goes_on(place, state), mention, _parent(state))
        if how == "part":
            binding.detail = text_of(place)
        else:
            binding.detail = " ".join(i.entry.word for i in place.own if type(i) is Word and "tier" in i.entry.flags)
        binding.fresh = state.top is None or not (is_within(metric.subject, state.top.subject, context.patterns.subjects) or metric.subject == state.top.subject)
        verdict.bindings.append(binding)
        if how in ("own", "earlier", "carried"):
            share(place, state, context, verdict, binding)
        return verdict
    if not verdict.reason:
        verdict.reason = "no subject that it could measure" if quantity.cls else "a bare number"
        verdict.other = bool(quantity.cls) and quantity.cls != "其他"
    return verdict


def _parent(state: State) -> Binding | None:
    return state.parent if state.among or state.depth else None


def _inherits(place: Place, state: State) -> bool:
    """Whether a figure with its own subject goes on with the act of the list it stands in: 、 or 其中 or a bracket."""
    return state.among or state.depth > 0 or (set(place.seps) <= {"、"} and place.seps != "")


def _rated(quantity: Quantity, place: Place, state: State) -> Quantity:
    """A plain amount of money with 每人每月 before it is a rate; so are those that go on with its list."""
    if quantity.cls != "元" or quantity.scale:
        return quantity
    if state.rate and place.seps in ("、", "") and not any(type(i) is Word and i.entry.subjects for i in place.left) and state.last is not None:
        return Quantity(quantity.start, quantity.end, quantity.value, state.rate, bound=quantity.bound, literal=quantity.literal)
    for item in reversed(place.own):
        if type(item) is Word:
            word = item.entry.word
            cls = PER.get(word, "")
            if cls:
                return Quantity(quantity.start, quantity.end, quantity.value, cls, bound=quantity.bound, literal=quantity.literal)
    if state.rate and state.last is not None and state.last.metric.measure == "standard" and not cues(place.own) and any(type(i) is Word and i.entry.subjects for i in place.own):
        # 农村低保提高到每人每月530元,城市低保不低于720元: the rate goes on with the list
        return Quantity(quantity.start, quantity.end, quantity.value, state.rate, bound=quantity.bound, literal=quantity.literal)
    return quantity


RELATIVE = ("上年同期", "去年同期", "上年", "去年", "上年末", "上年底", "去年底", "上期", "上季度", "上月", "上年度", "上季末", "上季度末")

PER = {
    "每人每月": "元/月", "每月每人": "元/月", "月人均": "元/月", "人均月": "元/月", "人月": "元/月", "每人按月": "元/月", "每月": "元/月",
    "每人每年": "元/年", "每年每人": "元/年", "年人均": "元/年", "人年": "元/年", "每年": "元/年", "平均每人次": "元/次", "次均": "元/次", "人次均": "元/次", "月人均补助": "元/月", "人均月补助": "元/月", "月人均支出水平": "元/月", "每人次": "元/次",
}  # fmt: skip


def change_sign(place: Place) -> int:
    """+1 or -1 where the figure is a difference (比上年增加66个), 0 where it is not."""
    word = None
    for item in reversed(place.own):
        if type(item) is Word:
            flags = item.entry.flags
            if "to" in flags:
                return 0
            if "up" in flags or "down" in flags:
                word = item
                break
    if word is None:
        return 0
    if unknown(place.text, word.end, place.quantity.start, place.own) > 0:
        return 0
    if word.entry.word in ("多", "少", "增", "降", "升", "涨", "扩大") and not _based(place):
        return 0
    return 1 if "up" in word.entry.flags else -1


def text_of(place: Place) -> str:
    """The words of a figure's own stretch."""
    return place.text[place.own_start : place.quantity.start].strip(" 其中:：、,，")


def _flow(place: Place) -> tuple[str, int]:
    """新增N and 减员N of a stock that has no measure of its own for them are changes of it."""
    for item in reversed(place.own):
        if type(item) is Word:
            if "added" in item.entry.flags and item.entry.word not in ("新建",):
                return "change", 1
            if "removed" in item.entry.flags:
                return "change", -1
            if "to" in item.entry.flags:
                return "level", 1
    return "level", 1


EACH = ("每户", "每人", "每名", "人均", "户均", "每例", "每具", "每张", "每家", "每个", "每床", "每对", "每场", "每位", "平均每", "每村", "每个部门", "每所", "每处", "每间", "每单", "每次", "每人次", "场均", "日均", "每天")


GENERIC = ("admin_inspection", "admin_penalty", "double_random_checks")  # acts that give way to whom they are done to


def _wider(metric: Metric, near: Sequence[tuple[str, ...]], quantity: Quantity, context: Context) -> Metric | None:
    """An act that a part has no metric for (僵尸型…撤销登记23家) is the whole's."""
    subjects = context.patterns.subjects
    whole = subjects[metric.subject].within
    if not whole or whole not in subjects:
        return None
    for words in near:
        if metric.measure in words:
            return None
        for other in subjects[whole].metrics:
            if other.measure in words and other.needs_cue and quantity.cls in other.accepts:
                return other
    return None


def _specific(metric: Metric, place: Place, quantity: Quantity, context: Context) -> Metric | None:
    """对养老机构开展联合检查52家次: the checks of care homes, where there is such a metric."""
    for mention in reversed(mentions(place.own, context)[:-1]):
        for other in context.patterns.subjects[mention.subject].metrics:
            if other.measure == metric.measure and mention.subject not in GENERIC and quantity.cls in other.accepts:
                return other
    return None


def _for_each(place: Place) -> bool:
    """Whether the figure is what each one has or gets (每户800元)."""
    before = place.text[max(place.own_start, place.quantity.start - 12) : place.quantity.start]
    return any(word in before for word in EACH)


def _goes_on(place: Place, state: State) -> bool:
    """Whether the figure goes on with a list of old values (由640元、320元、200元): the first one's 由 holds for all."""
    return state.last is not None and state.last.previous and set(place.seps) <= {"、"} and not any(
        type(i) is Word and i.entry.flags & {"to", "from"} for i in place.left
    ) and bool(place.seps or len(place.left) <= 1)


def _area_of_kin(mention: Mention, state: State, place: Place, context: Context) -> str:
    """The area of the same subject, or of the wider one, named before in the sentence or in the nearest heading."""
    table = context.patterns.subjects
    if any(type(i) is Word and i.entry.area == "both" and i.end <= mention.start <= i.end + 8 for i in place.left):
        return ""
    kin = [m for m in mentions(place.mid[-LOOK_BACK:], context)]
    if state.mention is not None:
        kin.insert(0, state.mention)
    if not kin:
        levels = context.headings()
        kin = [m for m in (list(context.before()) or (list(levels[0]) if levels else []))][-1:]
    for other in reversed(kin):
        if other.subject == mention.subject or is_within(mention.subject, other.subject, table) or is_within(other.subject, mention.subject, table) or (
            table[mention.subject].within and table[mention.subject].within == table[other.subject].within
        ):
            return other.area if other.area != "both" else ""
    if state.area and state.mention is not None and is_within(mention.subject, state.mention.subject, table):
        return state.area
    return ""


def _based(place: Place) -> bool:
    """Whether a base of comparison (比上年, 同比) is named."""
    return flagged(place.own, "base") is not None or flagged(place.mid[-6:], "base") is not None or any(
        type(i) is Time and place.text[i.start - 1 : i.start] in ("比", "较", "与", "和", "同") for i in place.own + place.mid[-6:]
    )


def is_previous(place: Place, context: Context) -> bool:
    """Whether the figure is the old value: after 由/从 with 提高到 to come, or labelled 上年同期."""
    opener = None
    for item in place.own:
        if type(item) is Word:
            if "from" in item.entry.flags:
                opener = item
            elif "to" in item.entry.flags:
                opener = None
    if opener is not None:
        text = context.text[place.quantity.end : place.quantity.end + 60]
        stop = min([text.find(c) for c in "。;；" if c in text] or [len(text)])
        entries = context.patterns.words
        for word in _TO_WORDS(context.patterns):
            at = text.find(word, 0, stop)
            if at >= 0 and word in entries:
                return unknown(context.text, opener.end, place.quantity.start, place.own) <= 2
    for item in place.own:
        # 较去年的22件: last year's value itself
        if type(item) is Time and item.groups.get("rel") in RELATIVE and re.fullmatch(r"(?:同期|同日|同月)?的?\s*", place.text[item.end : place.quantity.start]) and place.text[item.start - 1] in "比较":
            return True
    if _based(place):
        return False
    for item in reversed(place.own):
        if type(item) is Word:
            if item.entry.flags & {"up", "down", "base"}:
                return False
            if "previous" in item.entry.flags:
                return True
        elif type(item) is Time and item.groups.get("rel") in RELATIVE:
            return True
    return False


_TO_CACHE: dict[int, tuple[str, ...]] = {}


def _TO_WORDS(patterns: Patterns) -> tuple[str, ...]:
    key = id(patterns)
    if key not in _TO_CACHE:
        _TO_CACHE.clear()
        _TO_CACHE[key] = tuple(word for word, entry in patterns.words.items() if "to" in entry.flags and len(word) > 1)
    return _TO_CACHE[key]


def own_area(place: Place) -> str:
    """An area named in the figure's own stretch (城市829人)."""
    for item in reversed(place.own):
        if type(item) is Word:
            if item.entry.area and item.entry.area != "both":
                return item.entry.area
    return ""


def _changed(mention: Mention, quantity: Quantity, state: State) -> tuple[Metric | None, str]:
    """提高30元 after a standard is a change of that standard."""
    last = state.last
    if last is not None and last.metric.subject == mention.subject and _kind(quantity.cls) == _kind_of(last.metric):
        return last.metric, ""
    return None, f"{mention.subject}: a difference of nothing stated before"


def _kind(cls: str) -> str:
    return "元" if cls.startswith("元") else cls


def _kind_of(metric: Metric) -> str:
    return "元" if metric.unit.startswith("CNY") else next(iter(metric.accepts))


_LIKENED = re.compile(r"(?:参照|比照|参考|依照|高于|低于|相当于|对照)[^,，]{0,4}$")


def _topics(found: list[Mention], text: str) -> list[Mention]:
    """The mentions without those that something is only likened to (参照散居孤儿标准), where another is left."""
    kept = [m for m in found if not _LIKENED.search(text[max(0, m.start - 8) : m.start])]
    return kept


def candidates(place: Place, state: State, context: Context, verdict: Verdict) -> Iterable[tuple[Mention, str, int]]:
    """The subjects that a quantity could belong to, nearest first: ``(mention, how, unknown characters between)``."""
    quantity, text = place.quantity, place.text
    own = _topics(mentions(place.own, context), text)
    right = mentions(place.right, context)
    bare = quantity.cls == "" and not (quantity.scale and any("payout" in words for words in cues(place.own)))
    head, opaque = head_noun(place, right)
    if head is not None and not bare:
        yield head, "right", 0
    for position, mention in enumerate(reversed(own[-3:])):
        between = unknown(text, mention.end, quantity.start, place.own)
        if between > (0 if bare else OWN_UNKNOWN):
            verdict.struck.append(f"own: {mention.subject}: unknown words between: {text[mention.end : quantity.start].strip()}")
            continue
        if quantity.literal and (between > 0 or opaque or quantity.cls not in ("对", "人", "户", "元", "场")):
            continue
        if bare and (position or not _countable(mention, context)):
            continue
        yield mention, "own", between + (2 if position else 0)
    if bare:
        verdict.reason = "a bare number"
        return
    if quantity.literal and head is None and quantity.cls == "对" and right:
        yield right[0], "right", 0
    if quantity.literal and head is None:
        verdict.reason = "a numeral in words with nothing that it counts"
        return
    named_other = opaque and bool(place.right) and place.right[0].start == quantity.end
    if right and head is None and not named_other:
        gap = unknown(text, quantity.end, right[0].start, place.right)
        if gap <= 3:
            yield right[0], "right", gap + (2 if opaque else 0)
    if opaque:
        verdict.reason = f"counts something else: {text[quantity.end : quantity.end + 8]}"
        verdict.other = True
        return
    loose = unknown(text, place.own_start, quantity.start, place.own)
    if own and loose == 0:
        # the own subject was weighed and struck: a carried one would be worse
        loose = 0
    if loose > CARRY_UNKNOWN and state.mention is not None and not own and not state.shut:
        # 因超标、死亡等原因停保17户: an act right before the figure that the carried subject has a measure for
        last = place.own[-1] if place.own else None
        if type(last) is Word and last.end >= quantity.start - 1 and any(m.needs_cue and m.measure in last.entry.measures for m in context.patterns.subjects[state.mention.subject].metrics):
            yield state.mention, "carried", 2
    if loose > CARRY_UNKNOWN:
        parent = _parent(state)
        if parent is not None and not own and loose <= 8 and not opaque and _kind(quantity.cls) == _kind(parent.quantity.cls) and parent.aspect == "level":
            # a part that is known by no name of ours (其中南宁488对): the total's metric, narrowed by its own words
            detail = text[place.own_start : quantity.start].strip(" 其中:：、,，")
            if detail and parent.mention is not None:
                yield Mention(parent.metric.subject, parent.area, parent.mention.start, parent.mention.end, (parent.metric.measure,)), "part", 2
        verdict.struck.append(f"carried: unknown words: {text[place.own_start : quantity.start].strip()}")
        return
    mid = _topics(mentions(place.mid[-LOOK_BACK:], context), text)
    if _foreign(place, mid):
        verdict.struck.append("carried: the words before speak of something else")
        return
    for mention in reversed(mid[-3:]):
        yield mention, "earlier", loose
    if own:
        if quantity.cls.startswith("元") and state.mention is not None and not state.shut and loose <= OWN_UNKNOWN:
            # 高龄津贴标准:…100周岁以上500元: a group of people has no money of its own, the carried subject pays it
            yield state.mention, "carried", 2
        return
    if state.shut:
        verdict.struck.append("carried: a part of a figure that is itself unknown")
        return
    if flagged(place.own, "total") is not None and len(state.named) >= 2:
        # 社会团体23家、民办非企业单位41家,合计64家: the whole that both are parts of
        table = context.patterns.subjects
        wholes = {table[m.subject].within for m in state.named[-2:]}
        if len(wholes) == 1 and (whole := wholes.pop()) and state.named[-1].subject != state.named[-2].subject:
            yield Mention(whole, "", state.named[-1].start, state.named[-1].end), "carried", loose
    if state.top is not None and state.mention is not None and (state.top.subject != state.mention.subject or state.top.area != state.mention.area) and not state.depth and any(
        type(i) is Word and i.entry.word in ("累计", "合计", "总计", "共计", "累计发放", "总共") for i in place.own
    ):
        yield state.top, "carried", loose
    if state.mention is not None:
        yield state.mention, "carried", loose
        if state.parent is not None and state.parent.mention is not None and state.parent.mention.subject != state.mention.subject:
            yield state.parent.mention, "carried", loose
    if quantity.literal:
        return
    if state.mention is None and not mid:
        for mention in context.before():
            yield mention, "before", loose
        for level in context.headings() if loose <= HEADING_UNKNOWN else ():
            fitting = list(level)
            subjects = {m.subject for m in fitting}
            if len(subjects) > 1:
                good = [m for m in fitting if choose(m.subject, quantity, cues(place.own), (), context)[0] is not None]
                if len({m.subject for m in good}) > 1:
                    verdict.struck.append("heading: names several: " + ", ".join(sorted({m.subject for m in good})))
                    return
                fitting = good
            for mention in reversed(fitting):
                yield mention, "heading", loose
        found = context.title()
        if len({m.subject for m in found}) == 1:
            metric, _ = choose(found[-1].subject, quantity, cues(place.own), (), context)
            if metric is not None and any(metric.measure in words for words in cues(place.own)):
                yield found[-1], "title", loose


def _foreign(place: Place, mid: list[Mention]) -> bool:
    """Whether a noun that nothing here measures (最低工资标准) was named since the last subject."""
    last = mid[-1].end if mid else -1
    return any(type(i) is Word and "noun" in i.entry.flags and i.start > last for i in place.left)


def _countable(mention: Mention, context: Context) -> bool:
    """A bare number after a subject of people is a number of people (百岁老人31)."""
    return any(m.measure == "persons" for m in context.patterns.subjects[mention.subject].metrics)


def head_noun(place: Place, right: list[Mention]) -> tuple[Mention | None, bool]:
    """The subject that the quantity stands before as its noun (14家社会组织), and whether some other noun stands there."""
    quantity, text = place.quantity, place.text
    after = text[quantity.end : quantity.end + 1]
    if not ("一" <= after <= "龥" or after in "“" ) :
        return None, False
    if quantity.cls in ("元", "%", "倍", "小时", "‰", "百分点", *MONEY_RATES, "元/次"):
        return None, False
    if right and right[0].start - quantity.end <= 8 and unknown(text, quantity.end, right[0].start, place.right) == 0 and not _verb_between(place, right[0]):
        return right[0], False
    first = place.right[0] if place.right else None
    if first is None or first.start > quantity.end:
        return None, quantity.noun or quantity.cls in ("人", "户")
    return None, type(first) is Word and "noun" in first.entry.flags


def _verb_between(place: Place, mention: Mention) -> bool:
    """Whether more than attributes stands between: then what follows is what happened to them, not what they are."""
    for item in place.right:
        if item.start >= mention.start:
            return False
        if type(item) is not Word or "attribute" not in item.entry.flags and not item.entry.area:
            return True
    return False


def percent(place: Place, state: State, context: Context, verdict: Verdict, given: list[Mention] | tuple[int, int, str] | None) -> bool:
    """A percentage: growth of the figure before or of what is named, a rate, a share. True where it was bound."""
    quantity = place.quantity
    own = mentions(place.own, context)
    sign = 0
    share_word = flagged(place.own, "share")
    for item in reversed(place.own):
        if type(item) is Word and item.entry.flags & {"up", "down"}:
            if "to" in item.entry.flags:
                continue
            sign = 1 if "up" in item.entry.flags else -1
            break
    if not sign and state.growth and place.seps in ("、", "") and not own and unknown(place.text, place.own_start, quantity.start, place.own) == 0:
        sign = state.growth
    state.growth = sign
    to = flagged(place.own, "to")
    if sign and not (to is not None and share_word is None and any(_rate(m.subject, context) for m in own)):
        targets: list[tuple[Metric, str, Mention | None]] = []
        aspect = "growth" if quantity.cls == "%" else "change"
        near = cues(place.own)
        if isinstance(given, list):
            for mention in given:
                last = mention.measures[0] if mention.measures else ""
                metric = context.patterns.metrics.get(f"{mention.subject}.{last}")
                if metric is None:
                    same = [b for b in state.recent if b.metric.subject == mention.subject and (b.area == mention.area or not mention.area)]
                    metric = _growth_metric(mention.subject, near, context, same[-1] if same else state.last)
                if metric is not None:
                    targets.append((metric, mention.area, mention))
        elif own:
            # 城乡低保标准和特困人员基本生活标准均再提高10%: every subject of the list grows
            listed = coordinated(place.own, context) if flagged(place.own, "each") is not None else own[-1:]
            for mention in listed:
                metric = _growth_metric(mention.subject, near + [mention.measures], context, None)
                if metric is not None:
                    target = (metric, "" if mention.area == "both" else mention.area, mention)
                    if target[:2] not in [t[:2] for t in targets]:
                        targets.append(target)
        else:
            loose = unknown(place.text, place.own_start, quantity.start, place.own)
            last = state.ref or context.last
            if loose <= CARRY_UNKNOWN and last is not None:
                metric = last.metric
                called = _growth_metric(metric.subject, near, context, last) if near else metric
                metric = called or metric
                area = own_area(place) or last.area
                targets.append((metric, area, last.mention))
            else:
                mid = mentions(place.mid, context)
                source = mid or (list(context.before()) if state.mention is None else [])
                if source and loose <= CARRY_UNKNOWN and state.last is None:
                    # 城乡低保标准和特困人员基本生活标准均再提高10%: every subject named grows
                    many = flagged(place.own, "each") is not None
                    for mention in source if many else source[-1:]:
                        metric = _growth_metric(mention.subject, near + cues(place.mid) + [mention.measures], context, None)
                        if metric is not None:
                            targets.append((metric, mention.area, mention))
                    targets = list(dict.fromkeys(targets))
                elif loose > CARRY_UNKNOWN:
                    verdict.reason = f"growth of something unknown: {place.text[place.own_start : quantity.start].strip()}"
        for metric, area, mention in targets:
            verdict.bindings.append(Binding(quantity, metric, area, aspect, "growth", "high", sign, False, mention, None))
        if not targets and not verdict.reason:
            verdict.reason = "growth of nothing stated"
        return bool(targets)
    # rates
    pool = [(m, "own") for m in reversed(own)]
    if not own:
        loose = unknown(place.text, place.own_start, quantity.start, place.own)
        if loose <= CARRY_UNKNOWN:
            pool += [(m, "earlier") for m in reversed(mentions(place.mid, context))]
            if state.mention is not None and share_word is None:
                pool.append((state.mention, "carried"))
            elif share_word is None:
                pool += [(m, "before") for m in context.before()]
    for mention, how in pool[:3]:
        metric = _rate(mention.subject, context, quantity.cls)
        between = unknown(place.text, mention.end, quantity.start, place.own) if how == "own" else 0
        if metric is not None and between <= 2:
            area = own_area(place) or mention.area or (state.area if how == "carried" else "")
            verdict.bindings.append(Binding(quantity, metric, area, "level", how, "high" if how == "own" else "medium", 1, is_previous(place, context), mention, _parent(state)))
            return True
    if share_word is not None:
        before = [i for i in place.own if i.end <= share_word.start]
        gap = unknown(place.text, place.own_start, share_word.start, before)
        others = {m.subject for m in own} - ({state.last.metric.subject} if state.last is not None else set())
        if gap <= CARRY_UNKNOWN and not others and state.last is not None and quantity.cls == "%" and state.last.aspect == "level" and state.last.metric.unit not in ("%",):
            verdict.bindings.append(Binding(quantity, state.last.metric, state.last.area, "share", "share", "medium", 1, False, state.last.mention, None))
            return True
        verdict.reason = "a share of something without a metric"
        return False
    verdict.reason = "a percentage of something without a metric"
    return False


def _rate(subject: str, context: Context, cls: str = "%") -> Metric | None:
    for metric in context.patterns.subjects[subject].metrics:
        if metric.measure == "rate" and (cls in ("百分点",) or cls in metric.accepts or metric.unit == cls):
            return metric
    return None


def _growth_metric(subject: str, near: Sequence[tuple[str, ...]], context: Context, last: Binding | None) -> Metric | None:
    """The metric of a subject that is said to have grown: by cue, else the last stated, else its only one."""
    table = context.patterns.subjects[subject].metrics
    for words in near:
        for metric in table:
            if metric.measure in words:
                return metric
    if last is not None and last.metric.subject == subject:
        return last.metric
    plain = [m for m in table if not m.needs_cue and m.measure != "rate"]
    return plain[0] if len(plain) == 1 else None


def share(place: Place, state: State, context: Context, verdict: Verdict, binding: Binding) -> None:
    """均为: the same value for each of the subjects in the list before."""
    if flagged(place.own, "each") is None:
        # 散居孤儿和事实无人抚养儿童由1480元提高到1598元: a standard of a list holds for all of it
        if binding.metric.measure != "standard" or len({m.subject for m in coordinated(place.own, context)}) < 2:
            return
    listed = coordinated(place.mid + place.own, context)
    if len(listed) < 2:
        if not re.search(r"这两|上述两|以上两|两类|两者|二者|两项", place.text[place.own_start : place.quantity.start]):
            return
        # 这两类孩子每人每月都是2286元: the two counted last
        listed = list(dict.fromkeys(m for m in state.named if m.subject != binding.metric.subject))[-1:]
    for mention in listed:
        if mention.subject == binding.metric.subject and mention.area == binding.area:
            continue
        metric, _ = choose(mention.subject, binding.quantity, cues(place.own) + cues(place.mid), (binding.metric.measure,), context)
        if metric is not None and metric.measure == binding.metric.measure:
            verdict.bindings.append(Binding(binding.quantity, metric, mention.area or binding.area, "level", "shared", "high", 1, binding.previous, mention, binding.parent))


# ---------------------------------------------------------------- lists set side by side


def coordinated(items: Sequence[Item], context: Context) -> list[Mention]:
    """The last list of subjects joined by 、 和 与 及: areas listed before one subject count as several."""
    found = mentions(items, context)
    if not found:
        return []
    text = context.text
    out = [found[-1]]
    for mention in reversed(found[:-1]):
        between = text[mention.end : out[0].start]
        if len(between) <= 24 and any(c in "、和与及" for c in between) and not any(c in "。;；,，" for c in between):
            out.insert(0, mention)
        else:
            break
    if len(out) > 1:
        tail = next((m.area for m in reversed(out) if m.area), "")
        del tail
        return out
    one = out[0]
    areas = [i for i in items if type(i) is Word and i.entry.area and i.end <= one.end]
    if areas and areas[-1].entry.area == "both":
        return [Mention(one.subject, a, one.start, one.end, one.measures) for a in ("urban", "rural")]
    names = [i.entry.area for i in areas if i.start >= one.start - 16]
    if len(names) >= 2 and len(set(names)) == 2 and not any(c in ",，;；。" for c in text[areas[-2].end : areas[-1].start]):
        return [Mention(one.subject, a, one.start, one.end, one.measures) for a in names[-2:]]
    return out


def align(items: list[Item], live: list[int], context: Context) -> dict[int, list[Mention] | tuple[int, int, str]]:
    """分别: the n-th value to the n-th subject. Maps the index of a quantity to its subjects, or to why it has none.

    Runs of values of one kind joined by 、 or 和 are set against the list of subjects, areas or measures before them, or
    against the run before where no list stands between.
    """
    out: dict[int, list[Mention] | tuple[int, int, str]] = {}
    runs = _runs(items, live, context)
    before: list[Mention] | None = None
    last_stop = 0
    topic: Mention | None = None
    for run in runs:
        first = run[0]
        left = items[max(last_stop, first - LOOK_BACK) : first]
        respectively = flagged(left, "respectively") is not None
        listed = _list_before(left, context)
        n = len(run)
        if n >= 2:
            chosen: list[Mention] | None = None
            kind = items[first]
            assert type(kind) is Quantity
            if len(listed) == n:
                chosen = listed
            elif respectively or (before is not None and len(before) == n):
                chosen = _aligned_otherwise(left, listed, n, before, topic, context)
                if chosen is None and respectively and not listed:
                    chosen = _named_before(items, first, n, topic, context)
            if chosen is not None:
                for index, mention in zip(run, chosen, strict=True):
                    out[index] = [mention]
                before = chosen
            elif respectively:
                for place_in_run, index in enumerate(run):
                    out[index] = (n, place_in_run, f"分别 with {n} values but {len(listed)} subjects")
                before = None
        elif respectively and len(listed) > 1 and items[first].cls != "%":  # type: ignore[union-attr]
            pass
        found = mentions(left, context)
        if found:
            topic = found[-1]
        last_stop = run[-1] + 1
        if n < 2:
            before = None if found else before
    return out


def _aligned_otherwise(left: list[Item], listed: list[Mention], n: int, before: list[Mention] | None, topic: Mention | None, context: Context) -> list[Mention] | None:
    """What a run of n values is set against where no list of n subjects stands before it."""
    one = listed[-1] if listed else topic
    areas = [i.entry.area for i in left if type(i) is Word and i.entry.area]
    if one is None and not before:
        found = list(context.before()) or [m for level in context.headings() for m in level]
        one = found[-1] if found else None
    if one is not None and n == 2 and ("both" in areas[-1:] or one.area == "both"):
        return [Mention(one.subject, a, one.start, one.end, one.measures) for a in ("urban", "rural")]
    if one is not None and len(areas) >= n == 2 and set(areas[-2:]) == {"urban", "rural"}:
        return [Mention(one.subject, a, one.start, one.end, one.measures) for a in areas[-2:]]
    words = [i for i in left if type(i) is Word and ("households" in i.entry.measures or "persons" in i.entry.measures)]
    if len(words) == n == 2 and not listed:
        source = topic or one
        if source is not None:
            return [Mention(source.subject, source.area, source.start, source.end, (("households" if "households" in w.entry.measures and "户" in w.entry.word else "persons"),)) for w in words]
    if before is not None and len(before) == n and not listed:
        return before
    return None


def _named_before(items: list[Item], first: int, n: int, topic: Mention | None, context: Context) -> list[Mention] | None:
    """n subjects named one by one earlier in the sentence, or n places listed right before (甲、乙、丙三市分别为)."""
    named = list(dict.fromkeys((m.subject, m.area) for m in mentions(items[max(0, first - LOOK_BACK) : first], context)))
    if len(named) == n:
        start = items[first].start
        return [Mention(subject, area, start, start) for subject, area in named]
    word = flagged(items[max(0, first - LOOK_BACK) : first], "respectively")
    if word is not None and topic is not None:
        text = context.text[max(0, word.start - 60) : word.start]
        stretch = re.split(r"[,，。;；:：]", text)[-1]
        if len(re.split(r"[、和与及]", stretch)) == n:
            return [Mention(topic.subject, topic.area, topic.start, topic.end, topic.measures)] * n
    return None


def _list_before(left: list[Item], context: Context) -> list[Mention]:
    cut = 0
    for i, item in enumerate(left):
        if type(item) is Sep and item.char in ";；。":
            cut = i + 1
    return coordinated(left[cut:], context)


def _runs(items: list[Item], live: list[int], context: Context) -> list[list[int]]:
    """Quantities of one kind that follow each other with nothing between but 、 和 and light words."""
    runs: list[list[int]] = []
    for index in live:
        here = items[index]
        assert type(here) is Quantity
        if runs:
            there = items[runs[-1][-1]]
            assert type(there) is Quantity
            between = items[runs[-1][-1] + 1 : index]
            if (_kind(here.cls) == _kind(there.cls) or not there.cls) and _joined(there, here, between, context.text):
                runs[-1].append(index)
                continue
        runs.append([index])
    return runs


def _joined(a: Quantity, b: Quantity, between: list[Item], text: str) -> bool:
    gap = text[a.end : b.start]
    if len(gap) > 16 or unknown(text, a.end, b.start, between) or not gap.strip():
        return False
    if any(type(i) is Sep and i.char not in "、,，" for i in between):
        return False
    for item in between:
        if type(item) is Word:
            entry = item.entry
            if entry.subjects or entry.area or entry.flags & {"up", "down", "to", "from", "among", "base", "respectively"}:
                return False
            if entry.word not in ("和", "及", "与", "以及", "每人每月", "每人每年", "每月", "不低于", "约", "近", "至", "超过", "每年"):
                return False
            if entry.word == "至":
                return False
    return any(c in "、,，和及与" for c in gap)


def _family(measure: str) -> tuple[str, ...]:
    """The measures that one act calls for: who is taken in by households is taken in by persons."""
    for end in ("_added", "_removed"):
        if measure.endswith(end):
            return ("persons" + end, "households" + end)
    return (measure,)


def hand_on(state: State, place: Place, verdict: Verdict) -> None:
    """What this figure leaves for the next: its subject, area and the act it was counted by."""
    found = verdict.bindings[-1] if verdict.bindings else None
    if place.quantity.cls not in ("%", "百分点", "‰"):
        state.lost = found is None
    own_cues = [c for words in cues(place.own) for c in words]
    if own_cues:
        state.cue = tuple(own_cues)
    elif any(c in place.seps for c in ";；"):
        state.cue = ()
    if found is None:
        if verdict.other or place.quantity.cls in ("其他",):
            return
        return
    if found.aspect in ("level", "change"):
        state.ref = found
    if found.quantity.cls in MONEY_RATES:
        state.rate = found.quantity.cls
    if found.aspect == "level":
        if found.metric.needs_cue and not own_cues:
            state.cue = (*state.cue, found.metric.measure) if state.cue else _family(found.metric.measure)
        if found.mention is not None and found.how != "shared":
            area = found.area
            state.named = [*state.named[-3:], Mention(found.metric.subject, area, 0, 0)]
            state.mention = Mention(found.metric.subject, area, found.mention.start, found.mention.end, ())
            if state.top is None or (not state.among and not state.depth and found.how in ("own", "right", "earlier") and found.fresh):
                state.top = state.mention
            state.area = area
        state.last = found
        if not found.previous:
            state.recent = [*state.recent[-5:], found]
    elif state.mention is None and found.mention is not None:
        state.mention = found.mention
