"""A figure with the words around it."""

from __future__ import annotations

from mzstats.bind.nouns import Binding, Context, Mention, State
from mzstats.bind.words import Cues, mentions, split_cues, unknown
from mzstats.expressions import kept
from mzstats.tokens import Item, Quantity, Sep, Word


class Place:
    """A quantity with what stands left of it (to the figure before) and right of it (to the next)."""

    __slots__ = ("_mid_named", "_own_named", "left", "mid", "own", "own_start", "pair", "quantity", "right", "seps", "text")

    def __init__(self, quantity: Quantity, left: list[Item], right: list[Item], text: str, after: int | None) -> None:
        self.quantity, self.left, self.text = quantity, left, text
        cut = 0
        for i, item in enumerate(left):
            if type(item) is Sep:
                cut = i + 1
        self.own = left[cut:]
        self.mid = left[:cut]
        self.own_start = left[cut - 1].end if cut else (after if after is not None else (left[0].start if left else quantity.start))
        if (
            not any(type(i) is Word for i in self.own)
            and self.mid
            and type(self.mid[-1]) is Sep
            and self.mid[-1].char in ":："
            and unknown(text, self.own_start, quantity.start, self.own) == 0
        ):
            # 社会组织:123家: what stands before the colon is the figure's own
            body = self.mid[:-1]
            cut = 0
            for i, item in enumerate(body):
                if type(item) is Sep:
                    cut = i + 1
            self.own = body[cut:]
            self.own_start = body[cut - 1].end if cut else (after if after is not None else (body[0].start if body else quantity.start))
            self.mid = body[:cut]
        self.pair: list[Item] = []  # what stands right of the persons that a number of households is paired with
        self.right = []
        for item in right:
            if type(item) is Sep:
                break
            self.right.append(item)
        self.seps = "".join([item.char for item in left if type(item) is Sep])
        self._own_named: list[Mention] | None = None
        self._mid_named: list[Mention] | None = None

    def named(self, context: Context) -> list[Mention]:
        """The subjects named in the figure's own stretch: asked again and again, looked up once."""
        if self._own_named is None:
            self._own_named = mentions(self.own, context)
        return self._own_named

    def named_before(self, context: Context) -> list[Mention]:
        """Those named before that stretch, since the figure before."""
        if self._mid_named is None:
            self._mid_named = mentions(self.mid, context)
        return self._mid_named


def act_cues(place: Place) -> tuple[Cues, Cues]:
    """The cues of a figure's own stretch, strong and weak; 登记 is an act only right before the figure (当年登记206个)."""
    strong, weak = split_cues(place.own)
    if _LISTED_ACT.match(place.text, place.own_start, place.quantity.start) and _NEXT_ACT.match(place.text, place.quantity.end):
        strong.insert(0, ("registrations",))  # 登记社会组织12家,变更23家,注销5家
    last = place.own[-1] if place.own else None
    if type(last) is Word and last.entry.word == "登记" and last.end >= place.quantity.start - 1:
        strong.insert(0, ("registrations",))
    return strong, weak


_LISTED_ACT = kept(r"\s*(?:全年|累计|共|依法|新)*登记(?!在册)")
_NEXT_ACT = kept(r"[,，、]\s?(?:办理)?(?:变更|注销)")


def text_of(place: Place) -> str:
    """The words of a figure's own stretch."""
    return place.text[place.own_start : place.quantity.start].strip(" 其中:：、,，")


def for_each(place: Place) -> bool:
    """Whether the figure is what each one has or gets (每户800元)."""
    start, stop = place.own_start, place.quantity.start
    return (
        _EACH.search(place.text, max(start, stop - 12), stop) is not None
        or _EACH_OF.search(place.text, max(start, stop - 24), stop) is not None
    )


EACH = (
    "每户",
    "每人",
    "每名",
    "人均",
    "户均",
    "每例",
    "每具",
    "每张",
    "每家",
    "每个",
    "每床",
    "每对",
    "每场",
    "每位",
    "平均每",
    "每村",
    "每个部门",
    "每所",
    "每处",
    "每间",
    "每单",
    "每次",
    "每人次",
    "场均",
    "日均",
    "每天",
)
_EACH = kept("|".join(EACH))
_EACH_OF = kept(
    r"每[百千万]\s?[名人位张个户]|每具|万人(?:拥有|均)[^,，。;；]{0,4}$"
    r"|每个?(?:乡镇|镇|街道|村|社区|县|区|市)(?:[^,，。;；]{0,12}配备|(?:都|均|至少|须|要)?(?:建有|有|建成|建)?\s?$)"
)


_ONCE = kept(r"一次性|慰问|购物券|消费券|伙食费|取暖|价格(?:临时)?补贴|(?:春节|中秋|国庆|端午|节日)[^,，。;；]{0,6}补[贴助]|红包|压岁")
_OF_ONE_OFF = kept(r"[^。;；]{0,40}的标准[^。;；]{0,30}(?:发放|给予)[^。;；,，]{0,8}(?:价格|一次性|慰问)")
_BY_TIME = kept(r"每人?每?[月年]|[月年]人均|人[月年]|[月年]标准")


def once(place: Place) -> bool:
    """Whether a sum for each person, without 月 or 年, is one that the clauses around speak of as paid once (每人150元)."""
    start, stop = place.quantity.start, place.quantity.end
    left = max(place.text.rfind(mark, 0, start) for mark in "。;；\n") + 1
    right = min((at for mark in "。;；\n" if (at := place.text.find(mark, stop)) >= 0), default=len(place.text))
    left, right = max(left, start - 90), min(right, stop + 60)
    if _OF_ONE_OFF.match(place.text, stop):
        return True  # 按照低保对象每人每月35元的标准发放价格临时补贴
    if _BY_TIME.search(place.text, max(left, start - 10), start):
        return False
    return (place.quantity.cls == "元/人" or _PER_PERSON.search(place.text, max(left, start - 10), start) is not None) and _ONCE.search(
        place.text, left, right
    ) is not None


_PER_PERSON = kept(r"每人[^,，。;；\d]{0,6}\Z")


def own_area(place: Place) -> str:
    """An area named in the figure's own stretch (城市829人)."""
    for item in reversed(place.own):
        if type(item) is Word and item.entry.area and item.entry.area != "both":
            return item.entry.area
    return ""


def inherits(place: Place, state: State) -> bool:
    """Whether a figure with its own subject goes on with the act of the list it stands in: 、 or 其中 or a bracket."""
    paired = (
        place.quantity.cls == "人" and state.last is not None and state.last.quantity.cls == "户"
        and not place.text[state.last.quantity.end : place.quantity.start].strip()
    )  # 取消1047户2244人低保待遇  # fmt: skip
    return state.among or state.depth > 0 or paired or (set(place.seps) <= {"、"} and place.seps != "")


def open_parent(state: State) -> Binding | None:
    return state.parent if state.among or state.depth else None
