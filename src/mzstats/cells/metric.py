"""Which metric of a subject a number of a table is: by its unit, and by the words at it where it has none."""

from __future__ import annotations

from mzstats.bind.measure import choose
from mzstats.bind.nouns import Context, Mention
from mzstats.bind.words import Cues
from mzstats.patterns import Metric
from mzstats.tokens import Quantity

# printed units of what is counted in whole numbers
WHOLE = frozenset(("人", "户", "对", "个", "件", "人次", "户次", "床", "张", "家次", "次", "场", "具"))
Chosen = tuple[Metric | None, str]  # the metric, or why there is none
# measures whose words say what is counted (人数, 户数), and what that is
_KINDS = {"persons": "人", "households": "户", "person_times": "人次", "household_times": "户次", "beds": "床", "couples": "对"}
_COUNTED = frozenset(("person", "household", "couple", "bed", "count", "person-time", "household-time"))


def metric_of(mention: Mention, quantity: Quantity, cues: tuple[Cues, Cues, Cues], context: Context) -> Chosen:
    """The metric of a subject that fits a number and the words at it (strong, weak, far)."""
    strong, weak, far = cues
    subjects = context.patterns.subjects
    near = [*strong, mention.measures] if mention.measures else strong
    if quantity.cls == "个" and implied((strong, [], [])) == "床":
        quantity = quantity.counted_in("床")  # 床位 个 2241
    if quantity.cls == "":
        metric, why = _unitless(mention, near, far, context)
        if metric and quantity.value % 1 and metric.unit in _COUNTED and metric.measure != "ratio":
            return None, f"{mention.subject}: a fraction of what is counted in whole"
        return metric, why
    if quantity.cls in WHOLE and quantity.value % 1:
        return None, f"{mention.subject}: a fraction of what is counted in whole"
    if quantity.cls == "%":
        metric = next((m for m in context.patterns.subjects[mention.subject].metrics if m.measure == "rate"), None)
        return metric, "" if metric else f"{mention.subject}: no rate"
    metric, why = choose(mention.subject, quantity, near, tuple(c for group in far for c in group), context, weak=weak)
    called = {measure for words in strong for measure in words} - {one.measure for one in subjects[mention.subject].metrics}
    whole = subjects.get(subjects[mention.subject].within)
    if metric and whole and metric.measure == "institutions" and called & {one.measure for one in whole.metrics}:
        return None, f"{mention.subject}: what is said of the whole is not counted of it"
    if metric and metric.measure == "standard" and quantity.cls == "元" and not _says_standard(near + weak, context):
        return None, f"{mention.subject}: an amount that is not said to be a standard"
    return metric, why


def implied(cues: tuple[Cues, Cues, Cues]) -> str:
    """The printed unit that a word at a number without one stands for: 人数 counts in 人; empty if none does."""
    strong, _, far = cues
    return next((_KINDS[measure] for group in (*strong, *far) for measure in group if measure in _KINDS), "")


def growing(mention: Mention, level: Quantity | None, cues: tuple[Cues, Cues, Cues], context: Context) -> Chosen:
    """The metric whose growth it is: in the row's unit (``level``), else by a word that says so, else the plainest."""
    strong, weak, far = cues
    near = [*strong, mention.measures] if mention.measures else strong
    if level and level.cls and level.cls != "%":
        return choose(mention.subject, level, [*near, *weak, *far], (), context)
    table = context.patterns.subjects[mention.subject].metrics
    for group in (*near, *weak, *far):
        for metric in table:
            if metric.measure in group:
                return metric, ""
    plainest = [m for m in table if not m.needs_cue]
    return (plainest[0], "") if plainest else (None, f"{mention.subject}: growth of nothing stated")


def _says_standard(cues: Cues, context: Context) -> bool:
    """Whether a plain amount is said to be a standard, at the number or over the table."""
    return any("standard" in words for words in cues) or any("标准" in text for text in context.near)


def _unitless(mention: Mention, near: Cues, far: Cues, context: Context) -> Chosen:
    """A number whose unit is said nowhere: by what the label calls for, else the one thing that is counted of the subject."""
    table = context.patterns.subjects[mention.subject].metrics
    for group in (*near, *far):
        for metric in table:
            if metric.measure in group and not metric.unit.startswith("CNY"):
                return metric, ""
    plainest = [m for m in table if not m.needs_cue and not m.unit.startswith(("CNY", "%", "times", "‰"))]
    if len(plainest) > 1:
        plainest = [m for m in plainest if m.measure in ("institutions", "units", "registrations")][:1]
    if len(plainest) == 1:
        return plainest[0], ""
    return None, f"{mention.subject}: no unit, and no word that says what is counted"
