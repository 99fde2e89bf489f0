"""Web pages saved as one file (mht): the page's HTML, taken out of its wrapping."""

from __future__ import annotations

from mzstats.model import Document, MzstatsError
from mzstats.read.html import read_html
from mzstats.read.limits import Limits, check_bytes

MAX_PARTS = 1000


def read_mht(data: bytes, name: str, limits: Limits) -> Document:
    """The first HTML part. Raises MzstatsError where there is none, or the file is over a limit."""
    from email import message_from_bytes
    from email.errors import MessageError

    check_bytes(limits, "markup_mib", len(data))
    try:
        message = message_from_bytes(data)
        parts = [message]
        for part in parts:  # grows while it is walked: parts of parts, however deep
            if part.is_multipart():
                parts += part.get_payload()  # type: ignore[arg-type]  # a list of messages where it is multipart
            if len(parts) > MAX_PARTS:
                raise MzstatsError("too many parts in the saved page")
            if part.get_content_type() == "text/html":
                body = part.get_payload(decode=True)
                if isinstance(body, bytes):
                    return read_html(body, name, limits)
    except (MessageError, ValueError, LookupError) as error:
        raise MzstatsError("a damaged mht file; save the page again as html") from error
    raise MzstatsError("no web page in the mht file; save the page again as html")
