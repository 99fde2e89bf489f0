"""Lists set side by side: 分别为, 均为."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from mzstats.bind.measure import choose, kind
from mzstats.bind.nouns import LOOK_BACK, Binding, Context, Mention, State, Verdict
from mzstats.bind.place import Place
from mzstats.bind.words import cues, flagged, mentions, resolve, unknown
from mzstats.expressions import kept
from mzstats.regions import gazetteer
from mzstats.tokens import Item, Quantity, Sep, Time, Word


def share(place: Place, state: State, context: Context, verdict: Verdict, binding: Binding) -> None:
    """均为: the same value for each of the subjects in the list before."""
    told = {(binding.metric.subject, binding.area)}
    for mention in _sharers(place, state, context, binding):
        if (mention.subject, mention.area or binding.area) in told:
            continue
        told.add((mention.subject, mention.area or binding.area))
        metric, _ = choose(mention.subject, binding.quantity, cues(place.own) + cues(place.mid), (binding.metric.measure,), context)
        if metric is not None and metric.measure == binding.metric.measure:
            found = binding.counting(binding.quantity)
            found.metric, found.area, found.mention = metric, mention.area or binding.area, mention
            found.how = "shared"
            if found.aspect != "change":
                found.aspect, found.sign = "level", 1
            verdict.bindings.append(found)


_BOTH = kept(r"这两|上述两|以上两|两类|两者|二者|两项")


_JOINED = kept(r"(?:保障|补助)?(?:标准)?\s?[、和及与]\s?(?:城市|城镇|农村)?(?:居民)?")


def _sharers(place: Place, state: State, context: Context, binding: Binding) -> list[Mention]:
    """The subjects that a value holds for."""
    each = flagged(place.own, "each") is not None
    if not each and binding.metric.measure != "standard" and binding.aspect != "change":
        return []
    listed = coordinated(place.mid + place.own, context)
    if binding.area in ("", "both") and {m.subject for m in listed} == {binding.metric.subject}:
        listed = []  # 城乡低保标准统一为1005元: of the whole
    if each and binding.how in ("carried", "earlier", "before", "heading") and binding.mention is not None:
        areas = list(
            dict.fromkeys(i.entry.area for i in (*place.mid[-4:], *place.own) if type(i) is Word and i.entry.area not in ("", "both"))
        )
        if len(areas) == 2:
            return [binding.mention._replace(area=area) for area in areas]  # 现行保障标准城市、农村均为791元
    if binding.aspect == "change" and binding.how == "carried":
        run = [b for b in state.recent[-4:] if b.how == "aligned" and b.metric.measure == binding.metric.measure]
        if len(run) > 1 and _EACH_ONE.search(place.text, place.own_start, place.quantity.start):
            return [b.mention._replace(subject=b.metric.subject, area=b.area) for b in run if b.mention is not None]
        return state.group  # …均为610元,比上年提高35元: each of them
    if each:
        if len(listed) < 2 and _BOTH.search(place.text[place.own_start : place.quantity.start]):
            # 这两类孩子每人每月都是2286元: the two counted last
            return list(dict.fromkeys(m for m in state.named if m.subject != binding.metric.subject))[-1:]
        if len(listed) < 2 and binding.how == "own":
            return []  # 特困人员照料护理分别为…;孤儿标准统一为1250元: its own subject, and nobody else's
        return listed if len(listed) > 1 else _named_together(state, context, binding)
    if binding.how == "carried" and state.last is not None and state.last.previous and not binding.previous:
        return state.group  # 由…提高到B: of all that the old value was of
    # 散居孤儿和事实无人抚养儿童由1480元提高到1598元: a standard of a list holds for all of it
    close = all(_JOINED.fullmatch(place.text, a.end, b.start) for a, b in pairwise(listed))
    return listed if len({(m.subject, m.area) for m in listed}) > 1 and close and binding.how == "own" else []


def _named_together(state: State, context: Context, binding: Binding) -> list[Mention]:
    """Whom 均 is about where no list stands before it: the list that went before, else two subjects told one by one.

    生活补贴1863人50.3万元,护理补贴2270人61.3万元,标准均为90元: of more than two only those that make up one whole.
    """
    beside = [b.mention for b in state.siblings if b.mention is not None]
    if len(beside) > 1:
        return beside
    named = list({m.subject: m for m in state.named if m.subject != binding.metric.subject}.values())
    whole = context.patterns.subjects[binding.metric.subject].within
    akin = [m for m in named if whole and context.patterns.subjects[m.subject].within == whole]
    return akin or (named if len(named) == 1 else [])


def coordinated(items: Sequence[Item], context: Context, found: list[Mention] | None = None) -> list[Mention]:
    """The last list of subjects joined by 、 和 与 及: areas listed before one subject count as several.

    ``found``: what the items name, where that is known.
    """
    found = mentions(items, context) if found is None else found
    if not found:
        return []
    text = context.text
    out = [found[-1]]
    for mention in reversed(found[:-1]):
        between = text[mention.end : out[0].start]
        if not between:
            out[0] = out[0]._replace(start=mention.start)  # 婚姻登记 and 合格率, side by side, are one
            continue
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
    runs = _of_several_kinds(_runs(items, live, context), items, context)
    for item in items[: live[-1]] if live else ():
        if type(item) is Word:
            resolve(item, context)  # a word that names nothing here counts as unknown from now on
    if all(len(run) < 2 for run in runs):
        return out
    before: list[Mention] | None = None
    last_stop = 0
    within = _within_brackets(items)
    topic: Mention | None = None
    failed = 0  # how many values the 分别 before could not be set against a list
    for run in runs:
        first = run[0]
        if len(run) == 1 and first in within:
            continue  # 最低工资(1850元)的30%、20%、10%: what a bracket explains parts no list from its values
        left = items[max(last_stop, first - LOOK_BACK) : first]
        respectively = flagged(left, "respectively") is not None
        listed = _list_before(left, context)
        n = len(run) + (respectively and _AND_LEVEL.match(context.text, items[run[-1]].end) is not None)
        if n >= 2:
            chosen: list[Mention] | None = None
            if len(listed) == n:
                chosen = listed
            elif parts := _parts_before(left, listed, n, context):
                chosen = parts
            elif respectively or (before is not None and len(before) == n):
                chosen = _aligned_otherwise(left, listed, n, before, topic, context)
                if chosen is None and respectively and len(listed) < 2:
                    chosen = _named_before(items, first, n, listed[-1] if listed else topic, context)
            lost = failed == n and not listed and chosen is None and not respectively
            failed = n if respectively and chosen is None else 0
            if chosen is not None:
                for index, mention in zip(run, chosen, strict=False):  # one more where the last value is told as 持平
                    out[index] = [mention]
                before = chosen
            elif respectively or lost:
                for place_in_run, index in enumerate(run):
                    out[index] = (n, place_in_run, f"分别 with {n} values but {len(listed)} subjects")
                before = None
        found = mentions(left, context)
        if found:
            topic = found[-1]
        last_stop = run[-1] + 1
        if n < 2:
            before = None if found else before
    return out


def _parts_before(left: list[Item], listed: list[Mention], n: int, context: Context) -> list[Mention]:
    """The n parts listed before the whole that names what is paid (全自理和半自理的,照料护理补贴每月480元、240元); else none."""
    if len(listed) != 1:
        return []
    parts = coordinated([i for i in left if i.end <= listed[0].start], context)
    table = context.patterns.subjects
    fit = len(parts) == n == len({m.subject for m in parts}) and all(table[m.subject].within == listed[0].subject for m in parts)
    return [m._replace(area=m.area or listed[0].area, measures=listed[0].measures) for m in parts] if fit else []


def _follows_run(items: list[Item], first: int, n: int) -> bool:
    """Whether as many figures stand right before, behind a ; that closes others (…;临时救助1762人次,支出236万元,分别增长)."""
    for at in range(first - 1, -1, -1):
        item = items[at]
        if type(item) is Sep and item.char in ";；":
            return n == sum(type(i) is Quantity for i in items[at:first])
    return False


_AND_LEVEL = kept(r"[、,，和及与]{1,2}(?:基本)?(?:持平|不变)")  # 分别增长2.7%、6.4%和持平


def _within_brackets(items: list[Item]) -> set[int]:
    """The places of the items that stand within brackets."""
    out: set[int] = set()
    depth = 0
    for index, item in enumerate(items):
        if type(item) is Sep and item.char in "(（":
            depth += 1
        elif type(item) is Sep and item.char in ")）":
            depth = max(0, depth - 1)
        elif depth:
            out.add(index)
    return out


_EACH_ONE = kept("各|均|都")
_JOINTLY = kept(r"\s*[、,，和及与]\s*")


def _of_several_kinds(runs: list[list[int]], items: list[Item], context: Context) -> list[list[int]]:
    """Runs put together where 分别 sets values of several kinds against one list (许可、检查和处罚分别为96件、211次和8件)."""
    out: list[list[int]] = []
    at, stop = 0, 0
    while at < len(runs):
        run, following = list(runs[at]), at + 1
        left = items[max(stop, run[0] - LOOK_BACK) : run[0]]
        wanted = len(_list_before(left, context)) if flagged(left, "respectively") is not None else 0
        while (
            len(run) < wanted and following < len(runs)
            and _JOINTLY.fullmatch(context.text, items[run[-1]].end, items[runs[following][0]].start)
        ):  # fmt: skip
            run += runs[following]
            following += 1
        if len(run) != wanted:
            run, following = runs[at], at + 1
        out.append(run)
        at, stop = following, run[-1] + 1
    return out


def _aligned_otherwise(
    left: list[Item], listed: list[Mention], n: int, before: list[Mention] | None, topic: Mention | None, context: Context
) -> list[Mention] | None:
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
            return [
                Mention(
                    source.subject,
                    source.area,
                    source.start,
                    source.end,
                    (("households" if "households" in w.entry.measures and "户" in w.entry.word else "persons"),),
                )
                for w in words
            ]
    if before is not None and len(before) == n and not listed:
        return before
    return None


def _named_before(items: list[Item], first: int, n: int, topic: Mention | None, context: Context) -> list[Mention] | None:
    """n subjects named one by one earlier in the sentence, or n places listed right before (甲、乙、丙三市分别为)."""
    named = list(dict.fromkeys((m.subject, m.area) for m in mentions(items[max(0, first - LOOK_BACK) : first], context)))
    named = [(subject, area) for subject, area in named if area or not any(s == subject and a for s, a in named)]
    if (
        len(named) == n
        and not _follows_run(items, first, n)
        and not (topic is not None and _TIERS.search(context.text, max(0, items[first].start - 40), items[first].start))
    ):
        start = items[first].start
        return [Mention(subject, area, start, start) for subject, area in named]
    word = flagged(items[max(0, first - LOOK_BACK) : first], "respectively")
    if word is not None and times_in_turn(items, word, n):
        topic = topic or next((level[-1] for level in context.headings() if len({m.subject for m in level}) == 1), None)
        if topic is not None:
            return [topic] * n  # 2021年、2022年分别为: each of a year of its own
    if word is not None and topic is not None:
        places = places_before(context.text, word.start, n)
        if places:
            return [topic._replace(start=start, end=end) for start, end in places]
        stretch = re.split(r"[,，。;；:：(（]", context.text[max(0, word.start - 60) : word.start])[-1]
        within = [i for i in items[max(0, first - LOOK_BACK) : first] if word.start - len(stretch) <= i.start < word.start]
        if len(_JOINT.split(stretch)) == n and len({m.subject for m in mentions(within, context)}) < 2:
            return [topic] * n  # A、B、C类分别为: of tiers or places, but not of subjects of which some are unknown
    return None


def times_in_turn(items: list[Item], word: Word, n: int) -> list[Time]:
    """The n times listed in the clause before a word such as 分别 (2021年、2022年和2023年), or one span of n years; else none."""
    found: list[Time] = []
    for item in reversed([i for i in items if word.start - 60 <= i.start < word.start]):
        if type(item) is Time:
            found.insert(0, item)
            continue
        ends = type(item) is Sep and (item.char in ";；。" or (item.char in ",，" and found))
        if ends or (found and len(found) < n and type(item) is Word and item.entry.word not in _AND_WORDS):
            break
    if len(found) == n:
        return found
    span = found[-1].groups if len(found) == 1 else {}
    return found if "ya" in span and int(span["yb"]) - int(span["ya"]) + 1 == n else []


_AND_WORDS = ("和", "与", "及", "以及")
_RANK = r"[一二三四五六\dA-E甲乙丙丁]"
_TIERS = kept(rf"{_RANK}[类档级]?[、和及与](?:{_RANK}[、和及与])?{_RANK}[类档级][^,，。;；\d]{{0,24}}\Z")
_CLAUSE = kept(r"[^,，。;；:：()\n]+")
_AMONG = kept(r"(?:其中|而|以及|如)[,，:：]?")
_A_PLACE = kept(r"[一-龥]{1,9}?(?:省|市|县|区|州|盟|旗|镇|乡|街道)|[一-龥]{2,3}")
_ENDS_AS_PLACE = kept(r"[一-龥]{1,9}(?:省|市|县|区|州|盟|旗|镇|乡|街道)")
_JOINT = kept(r"[、和与及]")


def places_before(text: str, stop: int, n: int) -> list[tuple[int, int]]:
    """Where the n places stand that were listed last before a word such as 分别 (甲县、乙县和丙市分别为), in order; else none."""
    for clause in reversed(list(_CLAUSE.finditer(text, max(0, stop - 80), stop))[-2:]):
        parts, at = [], clause.start()
        for joint in _JOINT.finditer(text, clause.start(), clause.end()):
            parts.append((at, joint.start()))
            at = joint.end()
        parts.append((at, clause.end()))
        lead = _AMONG.match(text, *parts[0])
        parts[0] = (lead.end(), parts[0][1]) if lead else parts[0]
        last = _A_PLACE.match(text, *parts[-1])
        names = [text[a:b].strip() for a, b in parts[:-1]]
        if len(parts) == n and last and any(map(_is_place, names)) and all(len(name) <= 8 for name in names):
            return [*parts[:-1], last.span()]
    return []


def _is_place(name: str) -> bool:
    return _ENDS_AS_PLACE.fullmatch(name) is not None or gazetteer().is_place(name)


_HOW_MANY = kept(r"[两二三四五][档类级项种者]")


def _list_before(left: list[Item], context: Context) -> list[Mention]:
    cut = 0
    for i, item in enumerate(left):
        if type(item) is Sep and item.char in ";；。":
            cut = i + 1
    part = left[cut:]
    listed = [
        item for at, item in enumerate(part, 1)
        if not (type(item) is Word and _HOW_MANY.fullmatch(item.entry.word) and flagged(part[at : at + 3], "respectively"))  # 三档分别
    ]  # fmt: skip
    return coordinated(listed, context)


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
            if (kind(here.cls) == kind(there.cls) or not there.cls) and _joined(there, here, between, context.text):
                runs[-1].append(index)
                continue
        runs.append([index])
    return runs


_LIGHT = frozenset(
    ["和", "及", "与", "以及", "每人每月", "每人每年", "每月", "每年", "月人均", "年人均", "不低于", "约", "近", "至", "超过"]
)


def _joined(a: Quantity, b: Quantity, between: list[Item], text: str) -> bool:
    gap = text[a.end : b.start]
    if len(gap) > 16 or unknown(text, a.end, b.start, between) or not gap.strip():
        return False
    if any(type(i) is Sep and i.char not in "、,，" for i in between):
        return False
    for item in between:
        if type(item) is Word:
            entry = item.entry
            if a.cls == b.cls == "%" and entry.flags & {"up", "down"} and not {"to", "from"} & entry.flags and gap[:1] in ("和", "、"):
                continue  # 分别下降3.1%和增长4.6%
            if entry.subjects or entry.area or entry.flags & {"up", "down", "to", "from", "among", "base", "respectively"}:
                return False
            if entry.word not in _LIGHT:
                return False
            if entry.word == "至":
                return False
    return any(c in "、,，和及与" for c in gap)
