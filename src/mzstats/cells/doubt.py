"""Why a number of a table is no figure, or none that can be trusted."""

from __future__ import annotations

import re

from mzstats.cells.metric import WHOLE
from mzstats.cells.told import OTHER, Told, bare
from mzstats.grid.shapes import PART, TOTAL
from mzstats.tokens import Quantity

# Columns whose numbers are nobody's statistics.
_NO_FIGURE = re.compile(
    r"电话|手机|联系方式|邮编|传真|证号|编号|帐号|账号|卡号|号码|年龄|日期|出生|地址|门牌|房间|学历|工龄|排名|名次|得分|分值|权重|项目数量|本年增/减|面积|序时|身份证|期限|时限|窗口号"
)
# Rows that are one person's, donor's or home's: a roll, no statistics.
_ROLL = re.compile(
    r"姓名|户主|申请人|受助人|死者|逝者|捐赠(?:人|者|方|单位|企业)|爱心(?:单位|企业|人士)|获奖.*"
    r"|(?:养老|福利|服务)?机构名称|养老院名称|(?:社会)?组织名称|企业名称|车牌.*|设备.*"
)
_OFFICE = re.compile(r"(?:局|委|委员会|厅|支队|大队|馆|公司|医院|学院|法院|检察院|银行|集团|大学|中学|小学)$")
_OURS = re.compile(r"民政|救助|殡|养老|福利|婚姻|慈善|社会组织|老龄|社管局")
_MOST = 18  # digits of any number: no report states more, and values stay exact
_LONG = 8  # digits: as many as only cells run together have where people or households are counted


def out_of_place(told: Told, growth: str) -> str:
    """Why the row or column is about something else, empty if it is not."""
    label, inner = told.label, told.inner
    if growth == "unclear":
        return "a difference or a growth rate: the head does not say which"
    if _NO_FIGURE.search(told.head_text) or (label and not label.named and _NO_FIGURE.search(label.text)):
        return f"no figure: {told.head_text or told.label_text}"
    if any(_ROLL.fullmatch(part.text) for part in told.beside) and not (label and TOTAL.fullmatch(label.text)):
        return "a roll: the row is one person's or body's"
    if label and not label.named and OTHER.match(bare(label.text)):
        return f"a rest that is not named: {label.text}"
    if label and label.opaque and not PART.match(label.text):
        return f"a row about something else: {label.text}"
    if label and not label.named and _OFFICE.search(label.text) and not _OURS.search(label.text):
        return f"another office's row: {label.text}"
    if any(head.opaque for head in told.heads) and (inner is None or not inner.named):
        return f"a column about something else: {told.head_text}"
    return ""


def out_of_scale(literal: str, quantity: Quantity, growth: str) -> str:
    """Why a number cannot be a count of what it is said to count, empty if it can."""
    if sum(char.isdigit() for char in literal) > _MOST:
        return "digits run together"
    if quantity.value < 0 and not growth:
        return "below zero, where no head says that it is a change"
    if quantity.cls in WHOLE and quantity.value % 1:
        return "a fraction of what is counted in whole: a mean or a rate"
    digits = re.match(r"\d*", literal)
    if digits and len(digits[0]) >= _LONG and quantity.cls in ("人", "户", "对", "个", "件", "人次", ""):
        return "digits run together, or a telephone number"
    if digits and len(digits[0]) >= _LONG - 1 and not quantity.cls:
        return "digits run together, or a telephone number"
    return ""
