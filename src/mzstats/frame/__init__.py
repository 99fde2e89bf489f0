"""What a bound figure is for: its period, region and status, from its sentence, its headings, its document."""

from mzstats.frame.document import document_frame, effective_date
from mzstats.frame.period import Frame, period_of
from mzstats.frame.rows import Framer

__all__ = ["Frame", "Framer", "document_frame", "effective_date", "period_of"]
