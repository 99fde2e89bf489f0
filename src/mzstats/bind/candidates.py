"""The subjects that a figure could belong to, nearest first."""

from __future__ import annotations

from collections.abc import Iterable

from mzstats.bind.compare import based
from mzstats.bind.lists import coordinated
from mzstats.bind.measure import MONEY_RATES, choose, countable, kind, says_money
from mzstats.bind.nouns import CARRY_UNKNOWN, HEADING_UNKNOWN, OWN_UNKNOWN, Binding, Context, Mention, State, Verdict
from mzstats.bind.place import Place, for_each, open_parent, text_of
from mzstats.bind.words import cues, flagged, is_within, mentions, unknown
from mzstats.expressions import kept
from mzstats.regions import gazetteer
from mzstats.tokens import Quantity, Time, Word

_LIKENED = kept(r"(?:参照|比照|参考|依照|高于|低于|相当于|对照)[^,，;；。:：]{0,4}$")


# 享受低保的一级残疾人230元: people of one kind among those that the figure is about
_BELONGS = kept(r"(?:享受|领取|纳入|属于|符合)[^,，;；。:：]{0,2}$")
_INSIDE = kept(r"(?:家庭|对象|人员|户)?[内中](?:的)?(?=[一-龥])")
_PLACES = kept(r"(?:[县市区旗镇乡]{1,2}|街道)\s?\([^()\d]{1,8}\)[县市区]?")  # 9个县(市、区), 12个乡镇(街道)
_COUNTED_PLACES = kept(
    r"(?:乡镇|镇街|镇|乡|街道|县区|区县|县市区|县市|县|区|市|省份|省区市|省市区|省市|省)(?=[,，。;；、)）\s中里内]|$)"
)  # 涉及6个乡镇
_QUALIFIED = kept(r"[^\d,，;；。:：]{0,4}(?:的|中的?)(?=[^\d\s,，;；。:：有共达为约近超人户是])")


def _topics(found: list[Mention], text: str, quantity: Quantity) -> list[Mention]:
    """The mentions without those that something is only likened to (参照散居孤儿标准) or that only narrow who is paid what.

    People who get something (享受高龄补贴的老年人28万人) are counted by what they get.
    """
    return [
        m for m in found
        if not _LIKENED.search(text[max(0, m.start - 8) : m.start])
        and not (
            quantity.cls not in ("人", "户") and _BELONGS.search(text[max(0, m.start - 6) : m.start]) and _QUALIFIED.match(text, m.end)
        )
        and not (m is not found[0] and _INSIDE.match(text, m.end))
        and not text.startswith("%的", m.start - 2)
    ]  # fmt: skip


def candidates(place: Place, state: State, context: Context, verdict: Verdict) -> Iterable[tuple[Mention, str, int]]:
    """The subjects that a quantity could belong to, nearest first: ``(mention, how, unknown characters between)``."""
    own, right = _own_topics(place, state, context), mentions(place.right, context)
    if place.quantity.cls not in _PEOPLE_COUNTED:
        yield from _nearest(place, own, right, state, context, verdict)
        return
    # of people, those who are only called needy are the last that are thought of
    needy = [(m, "own") for m in own if m.yields] + [(m, "right") for m in right if m.yields]
    yield from _nearest(place, [m for m in own if not m.yields], [m for m in right if not m.yields], state, context, verdict)
    if not verdict.reason:
        yield from ((mention, how, 1) for mention, how in needy)


_PEOPLE_COUNTED = ("人", "户", "人次", "户次")


def _nearest(
    place: Place, own: list[Mention], right: list[Mention], state: State, context: Context, verdict: Verdict
) -> Iterable[tuple[Mention, str, int]]:
    quantity, text = place.quantity, place.text
    if _counts_places(place, right, context):
        verdict.reason, verdict.other = f"counts something else: {text[quantity.end : quantity.end + 8]}", True
        return
    if _is_done_to(place):
        verdict.reason, verdict.other = f"for whom something was done: {text[quantity.end : quantity.end + 12]}", True
        return
    if _several_before(place, own, context):
        verdict.reason, verdict.other = "counts several kinds of people together", True
        return
    if quantity.cls[:1] == "元" and right and not own and text[quantity.end : right[0].start] == "的" and _paid(right[0], context):
        yield right[0], "right", 0  # 每人每月发放50元的养老服务补贴
    bare = quantity.cls == "" and not (quantity.scale and says_money(cues(place.own), context))
    head, opaque = head_noun(place, right)
    if head is not None and _counts_several(place, right, context):
        verdict.reason, verdict.other = f"counts several kinds of people together: {text[quantity.end : right[1].end]}", True
        return
    yield from _of_its_noun(place, own, right, head, opaque, bare, state, context)
    yield from _own(place, own, bare, opaque, state, context, verdict)
    if verdict.reason:
        return
    if bare:
        verdict.reason = "a bare number"
        return
    if quantity.literal and head is None and quantity.cls == "对" and right:
        yield right[0], "right", 0
    if quantity.literal and head is None:
        verdict.reason = "a numeral in words with nothing that it counts"
        return
    if head is None:
        yield from _narrowed(place, right, context)
    named_other = opaque and bool(place.right) and place.right[0].start == quantity.end
    if right and head is None and not named_other:
        gap = unknown(text, quantity.end, right[0].start, place.right)
        if gap <= 3 and not _JOINED_TO.search(text, quantity.end, right[0].start):
            yield right[0], "right", gap + (2 if opaque else 0)
    if quantity.noun and all(m.measures for m in right) and _DONE_WITH.match(text, quantity.end) and (ended := _ended_by(place, context)):
        yield ended, "right", 1  # 约谈24家,对14家作出撤销登记处罚
    if opaque and state.mention is not None and not state.shut and _DONE_WITH.match(text, quantity.end) and cues(place.right):
        yield state.mention, "right", 2  # 对连续两年未年检的9家予以撤销登记
    if opaque:
        verdict.reason = f"counts something else: {text[quantity.end : quantity.end + 8]}"
        verdict.other = True
        return
    yield from _of_before(place, bool(own), opaque, state, context, verdict)


def _ended_by(place: Place, context: Context) -> Mention | None:
    """The only subject with a measure, counted as here, of what is said to be done with those counted."""
    called = {m for words in cues(place.right) for m in words} & {"revocations"}
    owners = [m for m in context.patterns.metrics.values() if m.measure in called and place.quantity.cls in m.accepts]
    return Mention(owners[0].subject, "", place.quantity.start, place.quantity.start) if len(owners) == 1 else None


_JOINED_TO = kept(r"[与和及同]\Z|没有|尚未|缺乏|正在|待\Z")  # 18452名持证残疾人信息与低保数据比对; 3个没有专职社会组织执法人员
_DONE_WITH = kept(r"[,，]?[一-龥]{0,4}?(?:依法|分别)?(?:予以|给予|作出|被|撤销|吊销|注销|移出|列入)")


def _own_topics(place: Place, state: State, context: Context) -> list[Mention]:
    """What the figure's own stretch names; the noun behind the figure before is none (9.45万名重度残疾人发放补贴9664万元)."""
    own = _topics(place.named(context), place.text, place.quantity)
    if own and len(state.siblings) > 1 and kind(place.quantity.cls) != kind(state.siblings[-1].quantity.cls):
        last = state.siblings[-1]
        return [m for m in own if last.how != "right" or last.mention is None or m.start != last.mention.start]
    return own


def _of_its_noun(
    place: Place, own: list[Mention], right: list[Mention], head: Mention | None, opaque: bool, bare: bool, state: State, context: Context
) -> Iterable[tuple[Mention, str, int]]:  # fmt: skip
    """What stands behind the figure: whom it counts by what they have, or what it counts."""
    quantity, text = place.quantity, place.text
    for mention in _predicated(place, right, head, context):
        yield mention, "right", 1
    carried = state.mention if not (state.shut or own or any(_paid(m, context) for m in right)) else None
    if carried is not None and _paid(carried, context) and _REACHES.search(text, place.own_start, quantity.start):
        yield carried, "carried", 1  # 发放高龄津贴1566万元,惠及4.85万老年人
    if head is not None and own and is_within(own[-1].subject, head.subject, context.patterns.subjects):
        yield own[-1], "own", 0
    if head is not None and (not bare or (quantity.scale and countable(head, context))):
        if not bare and len(right) > 1 and right[0] == head and text[head.end : right[1].start].strip() == "":
            yield right[1], "right", 1  # 3期执法培训, 288个村委会换届选举: the last noun of a phrase is its head
        yield head, "right", 0  # 14家社会组织; 214万余志愿者
    if not own and place.pair and not opaque:
        paired = mentions(place.pair, context)
        if paired and unknown(text, place.pair[0].start, paired[0].start, place.pair) <= 1:
            yield paired[0], "right", 0


def _of_before(
    place: Place, own: bool, opaque: bool, state: State, context: Context, verdict: Verdict
) -> Iterable[tuple[Mention, str, int]]:  # fmt: skip
    """What stands before the figure's own stretch: named in the clauses before, carried, told before the sentence."""
    quantity, text = place.quantity, place.text
    loose = unknown(text, place.own_start, quantity.start, place.own)
    listed = False
    if not own and text_of(place) in _PLACES_COUNTED and state.mention is not None:
        verdict.struck.append(f"carried: counts something else: {text_of(place)}")
        return  # 建制村299个,社区78个
    opens = _NAMED_PLACE.fullmatch(text[context.origin : quantity.start].strip()) is not None
    if not own and (opens or (loose and gazetteer().is_place(_OF_PLACES.sub("", text_of(place))))):
        loose, listed = 0, True  # 河南9217对: an item of a list of places
    if loose > CARRY_UNKNOWN:
        yield from _of_unknown_words(place, state, context, verdict, own, opaque, loose)
        return
    mid = _topics(place.named_before(context), text, quantity)
    if quantity.cls == "人" and not own and _ROLE.search(text, place.own_start, quantity.start):
        verdict.struck.append("carried: the words before name who is counted")
        return
    if _foreign(place, mid):
        verdict.struck.append("carried: the words before speak of something else")
        return
    if quantity.cls.startswith("元"):
        # 生活补贴:重残无业人员、低保家庭中的残疾人,每人每月410元: the programme that the paragraph is headed with pays
        yield from ((m, "earlier", loose) for m in mid[:1] if text[m.end : m.end + 1] in (":", "："))
    of_all = (quantity.cls == "元" and quantity.scale) or (quantity.cls in _PEOPLE_COUNTED and _REACHES.search(text_of(place)))
    if of_all and mid and not own and not _EACH_KIND.search(text, place.own_start, quantity.start):
        kinds = list(dict.fromkeys(m.subject for m in coordinated(place.mid, context, mid)))
        if len(kinds) > 1 and (whole := common_whole(kinds, context)):
            yield Mention(whole, "", mid[-1].start, mid[-1].end), "earlier", loose  # 生活补贴和护理补贴已发放到手中,共发放517万元
            return
        if len(kinds) > 1 and not any(is_within(one, kinds[-1], context.patterns.subjects) for one in kinds[:-1]):
            verdict.struck.append("earlier: of several: " + ", ".join(kinds))
            return
    for mention in reversed(mid[-3:]):
        if _REST.search(text, max(0, mention.start - 6), mention.start) and state.top is not None:
            yield state.top, "carried", loose  # 其余均为分散供养,全年发放基本生活费: of all of them
            return
        if _other_people(place, mention, context):
            continue  # 1.2万名高龄老人、2300名残疾人
        if _is_one_of_kinds(mention, place, context):
            verdict.struck.append(f"earlier: {mention.subject}: one of several kinds of people who are paid")
            return
        yield mention, "earlier", loose
    if own:
        if quantity.cls.startswith("元") and not state.shut and loose <= OWN_UNKNOWN and not _OWN_STANDARD.search(text_of(place)):
            # 高龄津贴标准:…100周岁以上500元: a group of people has no money of its own, what is carried pays it
            yield from ((mention, how, 2) for mention, how in _payers(state, context))
        return
    yield from _handed_on(place, mid, state, context, verdict, loose, listed)


def _handed_on(
    place: Place, mid: list[Mention], state: State, context: Context, verdict: Verdict, loose: int, listed: bool
) -> Iterable[tuple[Mention, str, int]]:
    """What the figures before hand on to one that names nothing, else what was told before the sentence."""
    quantity, text = place.quantity, place.text
    if state.shut:
        verdict.struck.append("carried: a part of a figure that is itself unknown")
        return
    if len(state.siblings) > 1 and not {"、", "("} & set(place.seps) and _of_another_kind(quantity, state.siblings[-1]):
        yield from _of_siblings(place, state, context, verdict, loose)
        return
    if state.lost and flagged(place.own, "to") is not None and not place.seps:
        verdict.struck.append("carried: the new value of a figure that is itself unknown")
        return
    if loose and not place.own and _is_next_sum(quantity, state):
        verdict.struck.append(f"carried: unknown words: {text[place.own_start : quantity.start].strip()}")
        return
    yield from _carried(place, state, context, loose, listed)
    if quantity.literal or state.mention is not None:
        return
    if quantity.cls == "户":
        mid = [m for m in mid if any("户" in metric.accepts for metric in context.patterns.subjects[m.subject].metrics)]  # not 申请
    if any(quantity.cls[:1] != "元" or _paid(m, context) for m in mid):
        return  # but of 90—99周岁老人,每人每月200元: who gets it pays nothing
    if state.unknown and not any(c in place.seps for c in ";；"):
        verdict.struck.append("before: the figure before it is of something unknown")
        return
    yield from _told_before(place, state, context, verdict, loose, listed)


_OWN_STANDARD = kept(r"(?:家庭|人员|对象|户)(?:保障|补助|救助)?标准")  # 低收入困难家庭标准由1940元…: of them, whoever was told before


def _is_next_sum(quantity: Quantity, state: State) -> bool:
    """Whether a sum stands behind another in a list of names and sums (特困供养383万元,社会福利892万元)."""
    last = state.last
    return quantity.cls == "元" and last is not None and last.quantity.cls == "元" and last.how == "own"


_BAND = kept(r"\d{2,3}(?:\s?[-—~至到]\s?\d{2,3})?周?岁(?:及?以上)?(?:的?老年?人)?")
_AND_OTHERS = kept(r"(?:对象|人员|家庭)?等[^,，。;；\d]{0,8}(?:(?:人员|群体|人群|对象|群众|家庭)|(?:累计)?(?:发放|支付|拨付))")
# 孤儿和残疾人等困难群众
_AND_ALL = kept(r"(?:对象|人员|家庭)?(?:[和、及与][^,，。;；\d]{0,6})?等[^,，。;；\d]{0,8}(?:人员|群体|人群|对象|群众|家庭)")
_AND_MORE = kept(r"(?=[对象人员家庭群众]{0,3}[、和及])[^,，。;；:：\d]{0,30}等[^,，。;；\d]{0,8}(?:人员|群体|人群|对象|群众|家庭)")


def _is_one_of_kinds(mention: Mention, place: Place, context: Context) -> bool:
    """Whether a sum was paid to several kinds of people, of whom the subject names one (为低保、特困、孤儿等困难群众发放…)."""
    if place.quantity.cls in ("人", "户", "人次"):
        listed = coordinated([i for i in place.left if i.start < mention.end], context)
        return _AND_ALL.match(place.text, mention.end) is not None and len({m.subject for m in listed}) > 1
    if place.quantity.cls != "元":
        return False
    if _AND_MORE.match(place.text, mention.end):
        return True
    if not _AND_OTHERS.match(place.text, mention.end):
        return False
    return len({m.subject for m in coordinated([i for i in place.left if i.start < mention.end], context)}) > 1


_REACHES = kept(r"惠及|受益(?:对象|群众|人数)?(?:达|约)?\Z")


def _is_band(place: Place, state: State) -> bool:
    """Whether the figure goes on with a list of people by their age, or opens one."""
    told = place.text[place.own_start : place.quantity.start].strip()
    people = place.quantity.cls == "人" and (state.last is None or state.last.metric.measure == "persons")
    return people and set(place.seps) <= {"、", ",", "，"} and _BAND.fullmatch(told) is not None


def _only_gets(mention: Mention, following: Mention, text: str, context: Context) -> bool:
    """Whether a name only tells to whom another payment was made (为特困对象发放价格临时补贴521人)."""
    paid = _paid(following, context) and mention.subject != following.subject and mention.end <= following.start
    return (
        paid
        and _HANDED_OUT.search(text, mention.end, following.start) is not None
        and _GIVEN_TO.search(text[max(0, mention.start - 8) : mention.start]) is not None
    )


_OF_THEM = kept(r"(?:供养)?(?:人员|对象|家庭|群众)?的?")


def _narrows(mention: Mention, following: Mention, text: str, context: Context) -> bool:
    """Whether a name only tells whose payment the next one is (特困人员照料护理补贴): then the figure is the payment's, or nobody's."""
    return (
        _paid(following, context) and mention.end <= following.start and _OF_THEM.fullmatch(text, mention.end, following.start) is not None
    )


_AND_THEN = kept(r"(?:人员|对象)?\s?(?:和|与|及|以及)\s?")
_ONES = kept(r"的\s?\Z")


def _only_tells_which(mention: Mention, place: Place) -> bool:
    """Whether a name only narrows what is counted (拒不整改的3家予以…), or is narrowed by what nothing here measures (参加医保的老人)."""
    text, quantity = place.text, place.quantity
    if quantity.noun and _DONE_WITH.match(text, quantity.end) and _ONES.search(text, mention.end, quantity.start):
        return True
    if _AND_THEN.fullmatch(text, mention.end, quantity.start):
        return True  # 儿童督导员和333名儿童主任
    other = next((i for i in place.own if type(i) is Word and "noun" in i.entry.flags and i.end <= mention.start), None)
    return other is not None and quantity.cls in ("人", "户") and text[mention.start - 1] == "的"


_HANDED_OUT = kept(r"发放|享受|领取|发给")


def _spent(place: Place) -> bool:
    return any("payout" in words or "expenditure" in words for words in cues(place.own))


def _own(
    place: Place, own: list[Mention], bare: bool, opaque: bool, state: State, context: Context, verdict: Verdict
) -> Iterable[tuple[Mention, str, int]]:
    """What the stretch right before the figure names, nearest first."""
    if not own:
        return
    quantity, text = place.quantity, place.text
    own = [m for m in own if m.yields] + [m for m in own if not m.yields]
    generic, money = own[-1].yields, quantity.cls[:1] == "元"
    carried = state.mention if not state.shut and "；" not in place.seps else None
    if generic and money and carried is not None and not (flagged(place.own, "total") is not None and len(state.siblings) > 1):
        yield carried, "carried", 0  # 临时救助26户次,发放救助资金107192元; but 集中供养23人,分散供养58人,基本生活费合计67230元
    if carried is not None and _pays_part(place, own[-1], state, context):
        yield carried, "carried", 1  # 集中供养176人,发放供养金190万元;分散供养239人,发放供养金200万元
    if generic:
        for mention in place.named_before(context)[-1:]:
            if mention.subject != own[-1].subject:
                yield mention, "earlier", 0  # 建立微信公众号,发布信息212条
    if generic and money and state.mention is None and not state.shut and _spent(place):
        for mention in context.before():
            whole = mention._replace(subject=context.patterns.subjects[mention.subject].within or mention.subject)
            yield from ((m, "before", 1) for m in (mention, whole) if _paid(m, context))  # …。1至10月支出救助资金469.02万元
    if quantity.cls == "人" and not _paid(own[-1], context) and _HANDED_OUT.search(text, place.own_start, own[-1].start):
        paying = [m for m in context.title() if _paid(m, context)]
        if len({m.subject for m in paying}) == 1:
            yield paying[-1], "title", 1  # 共发放高龄老人1759人, in a report on 高龄津贴
    payer = state.mention or (None if state.lost else _heading_pays(place, context))
    if payer is not None and _is_band(place, state) and _paid(payer, context) and not _paid(own[-1], context):
        yield payer, "carried", 0  # 高龄津贴:80至89岁3126人,100岁以上21人
    for position, mention in enumerate(_within_parent(m, place, state, context) for m in reversed(own[-3:])):
        between = unknown(text, mention.end, quantity.start, place.own)
        if between > (0 if bare else OWN_UNKNOWN):
            verdict.struck.append(f"own: {mention.subject}: unknown words between: {text[mention.end : quantity.start].strip()}")
            continue
        short = quantity.value < 10 and quantity.cls not in ("对", "人", "户", "元", "场")
        if quantity.literal and (between > 0 or opaque or (short and not _closes(quantity, text))):
            continue
        a_year = 1949 <= quantity.value <= 2049 and quantity.end - quantity.start == 4  # 低保标准2023
        if bare and (position or a_year or not countable(mention, context)):
            continue
        if position and _only_gets(mention, own[-position], text, context):
            verdict.reason, verdict.other = "paid what has no such measure", True
            return
        if position and _narrows(mention, own[-position], text, context):
            verdict.struck.append(f"own: {mention.subject}: only narrows what follows it")
            continue
        if _is_one_of_kinds(mention, place, context):
            verdict.struck.append(f"own: {mention.subject}: one of several kinds of people who are paid")
            continue
        if _only_tells_which(mention, place):
            verdict.struck.append(f"own: {mention.subject}: only tells which ones are counted")
            continue
        yield mention, "own", between + (2 if position else 0)


def _of_unknown_words(
    place: Place, state: State, context: Context, verdict: Verdict, own: bool, opaque: bool, loose: int
) -> Iterable[tuple[Mention, str, int]]:
    """Where words that nothing here knows stand before the figure: only an act of what is carried, or a part of a total."""
    quantity, text = place.quantity, place.text
    if state.mention is not None and not own and not state.shut:
        # 因超标、死亡等原因停保17户: an act right before the figure that the carried subject has a measure for
        last = place.own[-1] if place.own else None
        if (
            type(last) is Word
            and last.end >= quantity.start - 1
            and any(m.needs_cue and m.measure in last.entry.measures for m in context.patterns.subjects[state.mention.subject].metrics)
        ):
            yield state.mention, "carried", 2
    parent = open_parent(state)
    if (
        parent is not None
        and parent.mention is not None
        and not own
        and loose <= 8
        and not opaque
        and kind(quantity.cls) == kind(parent.quantity.cls)
        and parent.aspect == "level"
        and text_of(place)
    ):
        # a part that is known by no name of ours (其中南宁488对): the total's metric, narrowed by its own words
        yield Mention(parent.metric.subject, parent.area, parent.mention.start, parent.mention.end, (parent.metric.measure,)), "part", 2
    verdict.struck.append(f"carried: unknown words: {text[place.own_start : quantity.start].strip()}")


def _of_another_kind(quantity: Quantity, other: Binding) -> bool:
    """Whether a figure counts something else than another: people and money, or what each gets and what was paid in all."""
    per_head = other.metric.unit.startswith("CNY/")
    return kind(quantity.cls) != kind(other.quantity.cls) or (per_head and quantity.cls == "元" and bool(quantity.scale))


def _of_siblings(place: Place, state: State, context: Context, verdict: Verdict, loose: int) -> Iterable[tuple[Mention, str, int]]:
    """Behind a list of several subjects: what they share, or the whole that they make up."""
    quantity = place.quantity
    # 生活补贴4512人、护理补贴6233人,发放资金1108万元: what comes after a list is of all of it
    sibling = state.siblings[-1].mention
    if flagged(place.own, "each") is not None and sibling is not None:
        yield sibling, "carried", loose  # 孤儿83名、事实无人抚养儿童612名,标准统一为1250元: shared by all of them
    whole = common_whole([b.metric.subject for b in state.siblings], context)
    if whole:
        yield Mention(whole, "", quantity.start, quantity.start), "carried", loose
    verdict.struck.append("carried: of several: " + ", ".join(b.metric.subject for b in state.siblings))


_OF_PLACES = kept(r"(?:等?[一二三四五六七八九十两]{1,3}个?[县市区旗]{1,2})?[由从]\Z")  # 高台、山丹、肃南五县由623元提高至673元
_EACH_KIND = kept("均|分别|各")
_ROLE = kept(r"(?:专干|助理员|干部|队员|教师|学员|党员|职工|医生|网格员|协理员|督导员)\s*\Z")
_NAMED_PLACE = kept(r"[一-龥]{1,7}(?:省|市|县|区|州|盟|旗|镇|乡|街道|苏木)")  # a line of a list of places: 泰东区  2130000元
_PLACES_COUNTED = ("社区", "城市社区", "农村社区")
_REST = kept(r"\s*(?:其余|剩余|余下|剩下)")


def _carried(place: Place, state: State, context: Context, loose: int, listed: bool) -> Iterable[tuple[Mention, str, int]]:
    """What the figures before in the sentence hand on."""
    alone = len(place.own) == 1 and type(place.own[0]) is Word and place.own[0].entry.word in ("共", "共有", "总共")
    told = list(dict.fromkeys(m.subject for m in reversed(state.named)))[:2]
    if place.quantity.cls == "元" and not alone and len(told) == 2:
        # 生活补贴每人每月80元,护理补贴100元,共发放738.4万元
        alone = place.quantity.scale != "" and _PAID_IN_ALL.search(place.text, place.own_start, place.quantity.start) is not None
    if (alone or flagged(place.own, "total") is not None) and len(state.named) >= 2:
        # 社会团体23家、民办非企业单位41家,合计64家: the whole that both are parts of
        told = told if alone and place.quantity.cls == "元" else [m.subject for m in state.named[-2:]]
        whole = common_whole(told, context)
        if not whole and alone is False and place.own and state.named[-1].subject != state.named[-2].subject:
            return  # 行政处罚3件、行政检查87次,共计90件次: of both, and they are parts of nothing
        if whole and len(set(told)) > 1:
            yield Mention(whole, "", state.named[-1].start, state.named[-1].end), "carried", loose
    if (
        state.top is not None
        and state.mention is not None
        and (state.top.subject != state.mention.subject or state.top.area != state.mention.area)
        and not state.depth
        and (
            any(type(i) is Word and i.entry.word in ("合计", "总计", "共计", "总共") for i in place.own)
            or (state.among and any(type(i) is Word and i.entry.word in ("累计", "累计发放") for i in place.own))
            or (state.among and any(type(i) is Time for i in place.own) and "、" not in place.seps and not based(place))
            or back_to_whole(place, state, context)
        )
    ):
        yield state.top, "carried", loose
    parent = open_parent(state)
    if parent is not None and parent.mention is not None and any(c in place.seps for c in ";；") and _LEVEL.fullmatch(text_of(place)):
        yield parent.mention, "carried", loose
    if state.mention is not None and _other_people(place, state.mention, context):
        return  # 护理补贴…;为24817名困难老人提供…
    if _of_all_before(place, state, context):
        return  # 低保754人,特困3885人,累计发放保障金2.37亿元
    if state.mention is not None and _REST.match(place.text, place.own_start, place.quantity.start):
        whole = context.patterns.subjects[state.mention.subject].within
        if whole and any(b is not None and b.metric.subject == whole for b in (*state.recent, context.main, context.last)):
            return  # 发现问题41条,已整改38条,其余3条正在整改: of the whole, and in none of its parts
    if state.mention is not None:
        yield state.mention, "carried", loose
        if place.quantity.cls == "元" and state.among and each_part_paid(place, state, context):
            return  # of the part alone, which may have no measure of its own
        if state.parent is not None and state.parent.mention is not None and state.parent.mention.subject != state.mention.subject:
            yield state.parent.mention, "carried", loose
    for mention in reversed(state.named[:-1]):
        yield mention, "carried" if listed else "named", loose  # 甲区志愿者6.8万人、团体468个,乙区4.1万人


_PAYS = kept(r"(?:发放|支出|支付|使用|拨付|兑现|兑付|下拨|投入)[^,，]{0,12}\Z")
_PART_PAID = kept(r"(?:城[市镇]|农村|集中|分散|散居)[^。；;]{0,16}\d(?:人|名|户)[,，](?:发放|支出|支付|使用|拨付)[^,，。;；]{0,14}元[,，]")
_ONLY_PAYS = kept(r"[,，;；\s]*(?:全年|本月|当月|累计|共|实际)*(?:发放|支出|支付|使用|拨付)(?:了)?")
_OTHER_PART = kept(
    r"[^。]{0,40}?[,，;；][^,，。;；\d]{0,6}(?:城[市镇]|农村|集中|分散|散居|机构|福利院|全护理|半护理|全自理|自理)[^。]{0,30}(?:元|万)"
)


def back_to_whole(place: Place, state: State, context: Context) -> bool:
    """A sum paid, told behind a part of those who get it (其中集中供养176人,发放供养金144万元) or behind its rate, is the whole's."""
    if (
        state.last is None
        or place.quantity.cls != "元"
        or set(place.seps) - {",", "，"}
        or not (state.among or state.last.metric.measure == "rate")
    ):
        return False
    paid = _PAYS.search(place.text, place.own_start, place.quantity.start) is not None
    return paid and _part_of(state, context) != "" and not each_part_paid(place, state, context)


def _part_of(state: State, context: Context) -> str:
    """The subject of which the one told last is a part, by its name or by its area; empty for none."""
    part = state.mention
    if part is None or state.last is None:
        return ""
    return part.subject if part.area in ("urban", "rural") else context.patterns.subjects[part.subject].within


def _pays_part(place: Place, money: Mention, state: State, context: Context) -> bool:
    """Whether a sum, named by the whole's own word, is that of the part told last (集中供养176人,发放供养金190万元;分散供养…)."""
    if place.quantity.cls != "元" or money.area or money.subject != _part_of(state, context):
        return False
    alone = _ONLY_PAYS.fullmatch(place.text, place.own_start, money.start) is not None
    return alone and each_part_paid(place, state, context)


def each_part_paid(place: Place, state: State, context: Context) -> bool:
    """Whether sums are told of each part of a whole: the other part follows with its own, or its sum was told."""
    whole, part = _part_of(state, context), state.mention
    if not whole:
        return False
    table, this = context.patterns.subjects, (part.subject, part.area) if part is not None else ("", "")
    sums = [b for b in state.recent if b.metric.unit == "CNY" and (b.metric.subject, b.area) != this]
    if any(b.area in ("urban", "rural") if b.metric.subject == whole else table[b.metric.subject].within == whole for b in sums):
        return True
    told = _PART_PAID.search(place.text, context.origin, place.own_start) is not None
    return told or _OTHER_PART.match(place.text, place.quantity.end) is not None


_PAID_IN_ALL = kept(r"共(?:计)?(?:发放|支出|支付|拨付|兑付)")
_LEVEL = kept(r"[省市县区州盟]本?级|各[市县区州旗盟]{1,3}")  # 其中社会团体…、民办非企业单位…;市本级1032家: the whole parted anew
_PEOPLE = (kept("老人|老年人"), kept("儿童|孤儿|未成年人|孩子"), kept("残疾人|残障"))
_THEIR_NAMES = (kept("老|高龄|百岁|长寿"), kept("儿童|孤儿|童|未成年|收养"), kept("残"))


def _other_people(place: Place, mention: Mention, context: Context) -> bool:
    """Whether the noun behind a number of people is of another kind than those whom the subject is about."""
    if place.quantity.cls != "人":
        return False
    end = place.quantity.end
    kinds = [i for i, noun in enumerate(_PEOPLE) if noun.search(place.text, end, end + 12)]
    name = context.patterns.subjects[mention.subject].name
    theirs = [i for i, noun in enumerate(_THEIR_NAMES) if noun.search(name)]
    return len(kinds) == 1 and bool(theirs) and kinds[0] not in theirs and not any(c in place.text[end : end + 12] for c in ",，;；。、")


_IN_ALL = kept("累计|共计|合计|总计|总共|共(?:发放|支出|拨付)")


def _of_all_before(place: Place, state: State, context: Context) -> bool:
    """Whether a sum is that of several subjects, which make up no whole, told right before."""
    if place.quantity.cls != "元" or len(state.recent) < 2 or not _IN_ALL.search(place.text, place.own_start, place.quantity.start):
        return False
    one, other = state.recent[-2:]
    alike = one.metric.measure == other.metric.measure and one.quantity.cls == other.quantity.cls == "人"
    near = not any(c in place.text[one.quantity.end : place.quantity.start] for c in ";；。(（")
    return (
        alike
        and near
        and one.metric.subject != other.metric.subject
        and not common_whole([one.metric.subject, other.metric.subject], context)
    )


def _told_before(
    place: Place, state: State, context: Context, verdict: Verdict, loose: int, listed: bool
) -> Iterable[tuple[Mention, str, int]]:
    """What the sentences before, the headings and the title speak of."""
    quantity = place.quantity
    for mention in context.before() if not state.lost else ():
        yield mention, "before", loose  # but not where the figure before, in this sentence, is of something else
    last = context.last
    if quantity.cls in MONEY_RATES and last is not None and last.metric.unit == "CNY" and last.mention is not None and not state.lost:
        yield last.mention._replace(subject=last.metric.subject, area=""), "before", loose  # 发放津贴346万元。标准为80-89周岁每人每年600元
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
    if loose <= HEADING_UNKNOWN and (quantity.cls == "对" or listed or _is_of_standards(place)):
        for mention in context.topic():
            yield mention, "topic", loose  # couples are counted of marriages only; places go on with what was told last
    near = cues(place.own)
    found = [m for m in context.title() if choose(m.subject, quantity, near, (), context)[0] is not None]
    if len({m.subject for m in found}) == 1:
        metric, _ = choose(found[-1].subject, quantity, near, (), context)
        rate = metric is not None and metric.measure == "standard" and quantity.cls in MONEY_RATES
        rate = rate and _BAND.search(place.text, place.own_start, quantity.start) is not None  # 即80—99周岁600元/人/年
        if metric is not None and (rate or quantity.cls == "对" or any(metric.measure in words for words in near)):
            yield found[-1], "title", loose


_ADJUSTED = kept(r"(?:调整后|提高后|提标后|具体|新)的?(?:发放|补贴|补助|保障|供养)?标准")


def _is_of_standards(place: Place) -> bool:
    """据介绍,调整后的标准为:80-84周岁每人每年600元: the standards that the paragraph before spoke of."""
    return for_each(place) and _ADJUSTED.search(place.text, max(0, place.quantity.start - 160), place.quantity.start) is not None


_GIVEN_TO = kept(r"[为给向]")


def _predicated(place: Place, right: list[Mention], head: Mention | None, context: Context) -> Iterable[Mention]:
    """有900名老人享受高龄津贴, 14名工作人员持有行政执法证: who are counted by what they have, whatever they are called."""
    if head is not None:
        # 89个社会组织参加等级评估: a part of those that are counted is what they are counted as
        for mention in right:
            if mention.start > head.end and is_within(mention.subject, head.subject, context.patterns.subjects):
                yield mention
    if place.quantity.cls not in ("人", "户", "人次", "对"):
        return
    verb = flagged(place.right, "joined" if place.quantity.cls == "对" else "predicate")
    if verb is None and _GIVEN_TO.search(place.text[place.own_start : place.quantity.start]) and not _paid(head, context):
        verb = flagged(place.right, "given")  # 为31487名老人发放高龄津贴
    if verb is None or verb.start - place.quantity.end > 24:
        return
    for mention in right:
        if mention.start >= verb.end and unknown(place.text, verb.end, mention.start, place.right) <= 2:
            # 享受高龄老人尊老金: what they get, and not who gets it
            yield from (m for m in right if m.start == mention.end and _paid(m, context) and not _paid(mention, context))
            yield mention
            return


RELATIVE_CLAUSE = 20  # characters that may narrow what a figure counts before it is named


def _narrowed(place: Place, right: list[Mention], context: Context) -> Iterable[tuple[Mention, str, int]]:
    """41家未按规定参加年检的社会组织: the noun behind a clause that narrows it, and first the part that it is counted as."""
    start, text = place.quantity.end, place.text
    for position, head in enumerate(right if place.quantity.noun else ()):
        clause = text[start : head.start]
        if len(clause) > RELATIVE_CLAUSE or any(c in ",，;；。:：、" for c in clause):
            return
        if clause.endswith("的"):
            parts = [m for m in right[position + 1 :] if is_within(m.subject, head.subject, context.patterns.subjects)]
            yield from ((mention, "right", 1) for mention in (*parts, head))
            return


def _paid(head: Mention | None, context: Context) -> bool:
    """Whether the people counted are those of a programme that pays them (低保对象), and not only a group (80岁以上老人)."""
    return head is not None and any(m.unit.startswith("CNY") for m in context.patterns.subjects[head.subject].metrics)


def _payers(state: State, context: Context) -> Iterable[tuple[Mention, str]]:
    """The subjects that may pay a group of people: carried, of the sentences before, of the headings, of the title."""
    if state.mention is not None:
        yield state.mention, "carried"
    for mention in context.before():
        yield mention, "before"
    for how, level in [*(("heading", level) for level in context.headings()), ("title", context.title())]:
        paying = [m for m in level if any(metric.unit.startswith("CNY") for metric in context.patterns.subjects[m.subject].metrics)]
        if len({m.subject for m in paying}) == 1:
            yield paying[-1], how


def common_whole(subjects: list[str], context: Context) -> str:
    """The subject that all of these are declared parts of, or are; empty for none."""
    table = context.patterns.subjects
    wholes = {table[s].within or s for s in subjects}
    return wholes.pop() if len(wholes) == 1 else ""


_PEOPLE_OF = kept(r"(?:家庭)?(?:对象|人员|家庭|户)")


def _within_parent(mention: Mention, place: Place, state: State, context: Context) -> Mention:
    """A part named by the wider subject (分散供养特困人员718人,其中农村特困713人) is a part of the total's."""
    parent = open_parent(state)
    between = place.text[mention.end : place.quantity.start].strip()
    money = parent is not None and parent.metric.unit == "CNY" and place.quantity.cls == "元"
    if parent is not None and money and parent.metric.area and _PEOPLE_OF.fullmatch(between):
        return mention._replace(subject=parent.metric.subject)  # 价格补贴502万元,其中城市低保对象28万元
    if parent is not None and is_within(parent.metric.subject, mention.subject, context.patterns.subjects):
        return mention._replace(subject=parent.metric.subject)
    return mention


def _foreign(place: Place, mid: list[Mention]) -> bool:
    """Whether a noun that nothing here measures (最低工资标准) was named since the last subject."""
    last = mid[-1].end if mid else -1
    return any(type(i) is Word and "noun" in i.entry.flags and i.start > last for i in place.left)


def _closes(quantity: Quantity, text: str) -> bool:
    """Whether a numeral in words ends its phrase (收养登记三件, not 执法三项制度)."""
    return not "一" <= text[quantity.end : quantity.end + 1] <= "龥"


# 500个规范化社区: what is counted is told, and is nothing here
_SOME_OTHER = kept(r"[一-龥]{0,8}(?:社区|小区|村庄|企业|学校|窗口|品牌|平台|系统|基地|园区|课程|项目)(?=\s?[,，、。;；)）]|$)")

_NOTHING_COUNTED = frozenset(("元", "%", "倍", "小时", "‰", "百分点", *MONEY_RATES, "元/次"))


def head_noun(place: Place, right: list[Mention]) -> tuple[Mention | None, bool]:
    """The subject that the quantity stands before as its noun (14家社会组织), and whether some other noun stands there."""
    quantity, text = place.quantity, place.text
    after = text[quantity.end : quantity.end + 1]
    if not ("一" <= after <= "龥" or after == "“"):
        return None, False
    if quantity.cls in _NOTHING_COUNTED:
        return None, False
    if (
        right
        and right[0].start - quantity.end <= 8
        and unknown(text, quantity.end, right[0].start, place.right) == 0
        and not _verb_between(place, right[0])
    ):
        return right[0], False
    first = place.right[0] if place.right else None
    if not right and quantity.noun and _SOME_OTHER.match(text, quantity.end):
        return None, True
    if first is None or first.start > quantity.end:
        return None, quantity.noun or quantity.cls in ("人", "户")
    return None, type(first) is Word and "noun" in first.entry.flags


_AND = kept(r"(?:对象|人员|家庭)?(?:[、和及与]|以及)")


def _counts_several(place: Place, right: list[Mention], context: Context) -> bool:
    """Whether people of several kinds are counted together, which make up nothing that is measured (2656名孤儿和特困人员)."""
    if place.quantity.cls not in ("人", "户", "人次") or len(right) < 2 or right[0].subject == right[1].subject:
        return False
    one, other = right[0].subject, right[1].subject
    table = context.patterns.subjects
    akin = is_within(one, other, table) or is_within(other, one, table) or common_whole([one, other], context)
    return not akin and _AND.fullmatch(place.text, right[0].end, right[1].start) is not None


def _several_before(place: Place, own: list[Mention], context: Context) -> bool:
    """The same with the kinds named before it (走访低保户、五保户2.9万户)."""
    if place.quantity.cls not in ("人", "户", "人次") or not own or "、" not in place.seps or own[-1].measures:
        return False
    if _OF_THEM_ALL.fullmatch(place.text, own[-1].end, place.quantity.start) is None:
        return False
    listed = coordinated([*place.mid, *place.own], context)
    subjects = list(dict.fromkeys(m.subject for m in listed))
    table = context.patterns.subjects
    akin = all(is_within(one, subjects[-1], table) or is_within(subjects[-1], one, table) for one in subjects[:-1])
    return len(subjects) > 1 and not akin and not common_whole(subjects, context)


def _heading_pays(place: Place, context: Context) -> Mention | None:
    """The one payment that the nearest heading names, over ages that stand by themselves (高龄津贴。80周岁以上老人13042人)."""
    if _BAND.fullmatch(text_of(place)) is None:
        return None
    nearest = list(next(iter(context.headings()), ()))
    return nearest[-1] if len({m.subject for m in nearest}) == 1 and _paid(nearest[-1], context) else None


_OF_THEM_ALL = kept(r"(?:家庭|对象|人员|户|等|困难|群众|共|共计|合计|约|近){0,4}\s?")
_DONE_TO = kept(
    r"(?:\s?\d[\d.]*\s?人)?[^,，。;；\d]{0,10}(?:提高|降低|调整|上调|下调|提标)(?:了)?[^,，。;；\d]{0,6}(?:标准|水平|档次|待遇)"
    r"|[^,，。;；\d]{0,12}(?:购买|投保|理赔|参保)"
)
_TO_WHOM = kept(r"[对为给][^,，。;；]{0,8}$")
_TO_WHOM_PAIR = kept(r"[对为给][^,，。;；\d]{0,4}\d[\d.]*\s?户\s?$")


def _is_done_to(place: Place) -> bool:
    """Whether something was done for the people counted, which says nothing of how many there are."""
    text, quantity = place.text, place.quantity
    before = text[max(place.own_start, quantity.start - 12) : quantity.start]
    to_whom = _TO_WHOM.search(before) or (quantity.cls == "人" and _TO_WHOM_PAIR.search(text, max(0, quantity.start - 20), quantity.start))
    return quantity.cls in ("人", "户") and bool(to_whom) and _DONE_TO.match(text, quantity.end) is not None


def _counts_places(place: Place, right: list[Mention], context: Context) -> bool:
    """Whether the noun behind the classifier is that of places: 涉及6个乡镇, 9个县(市、区)命名375条; not 36个乡镇(街道)社工站."""
    text, end = place.text, place.quantity.end
    named = right[0] if right else None
    if _COUNTED_PLACES.match(text, end):
        return named is None or named.start != end
    found = _PLACES.match(text, end)
    if found is None or named is None or named.start != found.end():
        return found is not None
    return not any(metric.measure == "institutions" for metric in context.patterns.subjects[named.subject].metrics)


def _verb_between(place: Place, mention: Mention) -> bool:
    """Whether more than attributes stands between: then what follows is what happened to them, not what they are."""
    for item in place.right:
        if item.start >= mention.start:
            return False
        if type(item) is not Word or ("attribute" not in item.entry.flags and not item.entry.area):
            return True
    return False


def area_of_kin(mention: Mention, state: State, place: Place, context: Context) -> str:
    """The area of the same subject, or of the wider one, named before in the sentence or in the nearest heading."""
    table = context.patterns.subjects
    if any(type(i) is Word and i.entry.area == "both" and i.end <= mention.start <= i.end + 8 for i in place.left):
        return ""
    if len({m.area for m in coordinated(place.mid, context, place.named_before(context))}) > 1:
        return ""  # 城镇、农村低保补差水平全部达标,累计发放低保资金
    kin = [*place.named_before(context)]
    if state.mention is not None:
        kin.insert(0, state.mention)
    if not kin:
        kin = [*(context.before() or next(iter(context.headings()), ()))][-1:]
    for other in reversed(kin):
        if (
            other.subject == mention.subject
            or is_within(mention.subject, other.subject, table)
            or is_within(other.subject, mention.subject, table)
            or (table[mention.subject].within and table[mention.subject].within == table[other.subject].within)
        ):
            if other.area:
                return other.area if other.area != "both" else ""
            over = next((m for level in context.headings() for m in level if m.subject == mention.subject), None)
            return over.area if over is not None and over.area != "both" else ""
    if state.area and state.mention is not None and is_within(mention.subject, state.mention.subject, table):
        return state.area
    return ""
