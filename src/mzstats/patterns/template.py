"""The file that ``mzstats patterns new`` writes: a subject that passes its own check, to be rewritten line by line."""

from __future__ import annotations

from collections.abc import Mapping

from mzstats.patterns.nouns import Measure, Unit

TEXT = """\
# {name}. The name of this file (without .toml) is the line of business that its metrics are listed under.
# Check it:  mzstats patterns check FOLDER        Use it:  mzstats extract REPORT --patterns FOLDER

[{subject}]
name = "{name}"

# Words that name the subject wherever they stand, as reports write them; the longest that fits is taken.
# Each must be needed: without it at least one example below has to fail. (去掉任一词，至少有一个例句不成立)
words = ["{name}"]

# Words that name it only where another word stands near (same sentence, heading, title):
# near = [ {{ word = "证书", with = ["{name}"] }} ]

# The wider subject that it is a part of: a part wins over the whole beside it.
# within = "social_orgs"

# Only adds words and metrics to a built-in subject of this id, instead of taking its place:
# extend = true

# Each example is a sentence and every row that it gives, in order. A row is the measure (or a whole metric of another
# subject) and the value in the base unit (1.2万 is 12000); then only what is not as usual:
# urban rural | change growth share | planned previous | about at_least at_most | another unit | @2024-06 | (一档)
examples = [
  {{ text = "{text}", rows = ["{row}"] }},
]

# Sentences that look alike and must give no row of this subject.
counterexamples = [
  "{name}工作人员",
]

[{subject}.metrics]
# MEASURE = {{ name, unit, accepts = [printed units], area = true (城乡分列), needs_cue, indicator }}, all of them optional;
# mzstats patterns show dibao shows one at work.
{measure} = {{}}
"""

MONEY = {"元": "万元", "元/月": "元/人·月", "元/年": "元/人·年", "元/次": "元/人次"}


def template(subject: str, name: str, measure: Measure, units: Mapping[str, Unit]) -> str:
    """The text of the file. ``subject`` is an id, ``name`` what reports call it, ``measure`` what is counted of it."""
    own = [cls for cls in measure.accepts if units[cls].base == measure.unit]
    plain = [cls for cls in measure.accepts if not units[cls].base]
    cls = min(own or plain, key=lambda cls: (cls not in ("个", "元/月"), cls))
    cue = measure.cues[0] if measure.needs_cue or cls in MONEY else ""
    value = 120 * 10_000 if cls == "元" else 120
    return TEXT.format(
        subject=subject, name=name, measure=measure.id, text=f"全年{cue}{name}120{MONEY.get(cls, cls)}", row=f"{measure.id} {value}"
    )
