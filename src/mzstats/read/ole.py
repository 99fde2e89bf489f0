"""The streams of old Office files. They need olefile, which is an extra."""

from __future__ import annotations

import io

from mzstats.model import MzstatsError


def stream(data: bytes, *names: str) -> bytes:
    """The first stream of these names. Raises MzstatsError where olefile is not installed, or there is none."""
    try:
        import olefile  # type: ignore[import-untyped]
    except ImportError as error:
        raise MzstatsError("doc and xls files need olefile: pip install 'mzstats[doc]'; or save it as docx or xlsx") from error
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            for name in names:
                if file.exists(name):
                    body: bytes = file.openstream(name).read()
                    return body
    except (OSError, ValueError, IndexError, TypeError, AttributeError) as error:
        raise MzstatsError("a damaged Office file; open it and save it again as docx or xlsx") from error
    raise MzstatsError("an old Office file without text; open it in its program and save it again as docx or xlsx")
