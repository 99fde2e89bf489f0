"""Whether a figure is planned: by the words of its sentence, its heading, the title, the sentence before."""

from __future__ import annotations

import re
from functools import lru_cache

from mzstats.expressions import kept
from mzstats.frame.figure import old_values
from mzstats.patterns import Patterns
from mzstats.tokens import Item, Quantity, Sep, Word

# 纳入学习计划,全年开展1次: the name of a plan is none
_SHALL = ("将", "还将")
_DONE = ("已完成", "已", "实际", "目前", "现有", "已建成", "提前完成")
_BUILT = ("建成", "完成", "开工", "竣工", "投入使用", "投用")  # 计划163个,建成121个, but not 计划建成163个
# 将由510元调整为558元, 将新增4000张; but 将标准提高到: there it only leads the object
_DO = (
    r"由|从|按|会|有|在|于|为(?!每)|新|达|实现|增|减|建|投|完成|突破|超过|提[高升标]|上调|调[整至]|开[展工]"
    r"|启动|开启|坚持|紧紧|很快|继续|全[部面力]|陆续|享受|惠及|累计|举办|持续|加[快强大]|大力|进一步|扎实|深入|着力|积极|重点|稳步|推[进动]|实[施现]|打造|启用|完善|优化|探索|统筹|聚焦|围绕|强化|因地制宜|争取|培育|创建"
)
_WILL = kept(_DO)
_NAMED_PLAN = kept(r"(?:计划|规划|预算)(?:[,，;；。》、)）]|和|及|的)")


_TARGET = kept(r"(?:年度|全年)?(?:目标|任务|计划)(?:任务|数)?(?:为|是)?\s?$")


def of_year_target(quantity: Quantity, text: str) -> bool | None:
    """Whether the number is the goal itself (完成年度目标2000张的31%), and that of a year; None where it is no goal."""
    found = _TARGET.search(text, max(0, quantity.start - 10), quantity.start)
    return found[0].startswith(("年度", "全年")) if found and quantity.cls not in ("%", "百分点") else None


def speaks_of_plans(items: list[Item]) -> bool:
    """Whether a word of a sentence can make its figures plans."""
    return any(type(i) is Word and ("planned" in i.entry.flags or i.entry.word in _SHALL) for i in items)


def is_planned(items: list[Item], quantity: Quantity, text: str) -> bool | None:
    """True where a word before the figure makes it a plan, False where one says that it is done, None where none does."""
    if of_year_target(quantity, text) is not None:
        return True
    verdict: bool | None = None
    shall_be = False  # whether 将 makes it one
    parted = False  # whether the clause of the plan has ended
    old = old_values(items, quantity.start, text)
    rising = False  # 将由510元调整为558元;乡镇由300元调整为340元: of all of them
    for item in items:
        if item.start >= quantity.start:
            if type(item) is Word and item.start == quantity.end and "planned" in item.entry.flags:
                return True  # 剩余6个预计10月开餐
            if item.start > quantity.start:
                break
        elif type(item) is Sep:
            parted = True
            if item.char in ";；":
                rising = rising or (verdict is True and bool(old))
                verdict = verdict if shall_be and verdict and goes_on(text, item.end) else None
        elif type(item) is Word:
            if rising and "from" in item.entry.flags:
                verdict = True
            if ("planned" in item.entry.flags and not _NAMED_PLAN.match(text, item.start)) or (
                item.entry.word in _SHALL and _WILL.match(text, item.end)
            ):
                # 计划新建…,完成…: what is planned goes on; but 计划163个,建成121个
                verdict, parted, shall_be = True, False, _WILL.match(text, item.end) is not None
            elif any(a < item.start < b for a, b in old):
                continue  # 将由目前的510元调整为558元
            elif verdict and (item.entry.word in _DONE or (parted and not shall_be and item.entry.word in _BUILT)):
                verdict = False
    return verdict


_REPORTS = kept(r"完成情况|落实情况|执行情况|完成|进展|实施情况")
_PLAN = kept(r"(?:工作|行动|年度)(?:要点|计划|打算|安排|思路|谋划|划出重点)|重点任务|任务(?:分解|清单|安排)")
_PLAN_AND_MORE = kept(r"总结|报告|情况|公示|新闻|发布|成效|回顾")


def planned_title(title: str) -> bool:
    """Whether a whole report is a plan (2025年工作要点), and not also of what was done."""
    return _PLAN.search(title) is not None and not _PLAN_AND_MORE.search(title) and not _REPORTS.search(title)


def says_done(items: list[Item], quantity: Quantity) -> bool:
    """Whether a word before the figure in its sentence says that it is so already (已建成, 目前)."""
    return any(type(i) is Word and i.entry.word in _DONE and i.start < quantity.start for i in items)


def planned_heading(texts: list[str], patterns: Patterns) -> bool:
    """Whether a heading opens a section of plans."""
    return any(not _REPORTS.search(text) and _plan_heads(patterns).search(text) for text in texts)


@lru_cache(maxsize=4)
def _plan_heads(patterns: Patterns) -> re.Pattern[str]:
    words = sorted(word for word, entry in patterns.words.items() if "planned_heading" in entry.flags)
    return kept("|".join(map(re.escape, words)) or r"(?!)")


# what is to be done, told without a subject: 新增助餐点60个以上, 扎实做好…
_TO_DO = kept(
    r"\s*(?:扎实|稳步|持续|积极|大力|加快|加大|健全|推[进动行]|全面|深[入化]|完善|优化|强化|继续|进一步|[做抓]好|着力|全力|不断|因地制宜)"
)


def goes_on(text: str, start: int) -> bool:
    """Whether the clause or sentence that begins here may go on with what is to be done."""
    return _TO_DO.match(text, start) is not None


# not 将在册对象, 将新增对象, where it leads the object
_WILL_DO = kept(
    r"将(?:继续|持续|加[快强大]|大力|进一步|扎实|深入|着力|积极|重点|稳步|推[进动]|打造|完善|优化|聚焦|围绕|强化|争取|全[力面])"
)
_PAST = kept("已|目前|现有|实际")
_PAST_OR_BUILT = kept("已|目前|现有|实际|截至|截止|建成|完成|竣工|投入使用")


def shall(text: str, start: int, end: int) -> bool:
    """Whether a sentence says what will be done (我市将加快…), and nothing that is done."""
    return _WILL_DO.search(text, start, end) is not None and not _PAST.search(text, start, end)


def tells_past(text: str, start: int, end: int) -> bool:
    """Whether a sentence has a word for what is done."""
    return _PAST_OR_BUILT.search(text, start, end) is not None
