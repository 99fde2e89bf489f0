"""The file that ``mzstats patterns new`` writes: a subject that passes its own check, to be rewritten line by line."""

from __future__ import annotations

from collections.abc import Mapping

from mzstats.patterns.nouns import Measure, Unit

TEXT = """\
{c[head]}

[{subject}]
name = "{name}"

{c[words]}
words = ["{name}"]

{c[near]}
# near = [ {{ word = "证书", with = ["{name}"] }} ]

{c[within]}
# within = "social_orgs"

{c[extend]}
# extend = true

{c[examples]}
examples = [
  {{ text = "{text}", rows = ["{row}"] }},
]

{c[counterexamples]}
counterexamples = [
  "{name}工作人员",
]

[{subject}.metrics]
{c[metrics]}
{measure} = {{}}
"""

COMMENTS: dict[str, dict[str, str]] = {
    "en": {
        "head": """\
# {name}. The name of this file (without .toml) is the line of business that its metrics are listed under.
# Check it:  mzstats patterns check FOLDER        Use it:  mzstats extract REPORT --patterns FOLDER""",
        "words": """\
# Words that name the subject wherever they stand, as reports write them; the longest that fits is taken.
# Each must be needed: without it at least one example below has to fail.""",
        "near": "# Words that name it only where another word stands near (same sentence, heading, title):",
        "within": "# The wider subject that it is a part of: a part wins over the whole beside it.",
        "extend": "# Only adds words and metrics to a built-in subject of this id, instead of taking its place:",
        "examples": """\
# Each example is a sentence and every row that it gives, in order. A row is the measure (or a whole metric of another
# subject) and the value in the base unit (1.2万 is 12000); then only what is not as usual:
# urban rural | change growth share | planned previous | about at_least at_most | another unit | @2024-06 | (一档)""",
        "counterexamples": "# Sentences that look alike and must give no row of this subject.",
        "metrics": """\
# MEASURE = {{ name, unit, accepts = [printed units], area = true (城乡分列), needs_cue, indicator }}, all of them optional;
# mzstats patterns show dibao shows one at work.""",
    },
    "zh": {
        "head": """\
# {name}。文件名（去掉 .toml）就是这些指标归入的业务。
# 验证：mzstats patterns check 文件夹        使用：mzstats extract 报告 --patterns 文件夹""",
        "words": """\
# 报告里怎么叫它；出现就算，取最长的。
# 每个词都要用得着：去掉任一词，下面至少有一个例句不成立。""",
        "near": "# 旁边（同句、标题、题目）有另一个词才算的词：",
        "within": "# 它属于哪个更大的主题；部分和整体挨着时取部分：",
        "extend": "# 只给同名的内置主题添词、添指标，不代替它：",
        "examples": """\
# 每个例句配上它得出的全部行，按次序。一行先写计量（别的主题的就写完整指标名）和基本单位的值（1.2万写 12000），
# 再只写不同寻常的：urban 城市 rural 农村 | change 增减 growth 增长 share 占比 | planned 计划 previous 上期
# | about 约 at_least 以上 at_most 以内 | 别的单位 | @2024-06 时期 | (一档) 限定""",
        "counterexamples": "# 看着像、却不应得出本主题任何一行的句子。",
        "metrics": """\
# 计量 = {{ name 名称, unit 单位, accepts = [报告里的单位], area = true 城乡分列, needs_cue 要有标志词, indicator 统计指标 }}，都可不写；
# mzstats patterns show dibao 有一份用着的。""",
    },
}

MONEY = {"元": "万元", "元/月": "元/人·月", "元/年": "元/人·年", "元/次": "元/人次"}


def template(subject: str, name: str, measure: Measure, units: Mapping[str, Unit], language: str = "en") -> str:
    """The text of the file. ``subject`` is an id, ``name`` what reports call it, ``measure`` what is counted of it.

    ``language``: of its comments, ``en`` or ``zh``.
    """
    own = [cls for cls in measure.accepts if units[cls].base == measure.unit]
    plain = [cls for cls in measure.accepts if not units[cls].base]
    cls = min(own or plain, key=lambda cls: (cls not in ("个", "元/月"), cls))
    cue = measure.cues[0] if measure.needs_cue or cls in MONEY else ""
    value = 120 * 10_000 if cls == "元" else 120
    comments = {key: comment.format(name=name) for key, comment in COMMENTS[language].items()}
    text, row = f"全年{cue}{name}120{MONEY.get(cls, cls)}", f"{measure.id} {value}"
    return TEXT.format(subject=subject, name=name, measure=measure.id, text=text, row=row, c=comments)
