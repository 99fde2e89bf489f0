"""The heart: each quantity to the one metric it measures.

A quantity's candidates are weighed in a fixed order of closeness: the subject named before it in its own
stretch of text, the noun that it counts right after it, a subject named earlier in the sentence, the subject of the
figure before it (carried), of the sentence before, of the headings. A candidate is struck out where it has
no metric in that unit, where a cue asks for a measure that it has not, or where unknown words stand between. What is
struck, and why, is kept.
"""

from mzstats.bind.measure import choose
from mzstats.bind.nouns import Binding, Context, Mention, Verdict
from mzstats.bind.sentence import bind
from mzstats.bind.words import cues, is_within, mentions, unknown

__all__ = ["Binding", "Context", "Mention", "Verdict", "bind", "choose", "cues", "is_within", "mentions", "unknown"]
