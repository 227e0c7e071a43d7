"""One HTML file to PDF, by WeasyPrint: tagged, with bookmarks, the same bytes for the same text, nothing fetched."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager

from adr.finding import CannotRunError

_MISSING = (
    "PDF needs WeasyPrint, {why}: `pip install 'adr-playbook[pdf]'`, and on Debian "
    "`apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`; "
    "the same document as HTML needs nothing more, and prints well"
)


def pdf(html: str) -> bytes:
    """Return the PDF of a document; raises CannotRunError, which says what to install, where none can be made."""
    import logging

    try:
        import weasyprint
    except ImportError:
        raise CannotRunError(_MISSING.format(why="which is not installed")) from None
    except OSError as error:
        why = f"which lacks a library ({str(error).splitlines()[0]})"
        raise CannotRunError(_MISSING.format(why=why)) from None
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    source = weasyprint.HTML(
        string=html, base_url="about:blank", url_fetcher=weasyprint.URLFetcher(allowed_protocols=("data",))
    )
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    with _without_clock():
        made: bytes = source.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    return made


@contextmanager
def _without_clock() -> Iterator[None]:
    """Keep the time of day out of the fonts that are written, which would make every PDF another."""
    name = "SOURCE_DATE_EPOCH"
    before = os.environ.get(name)
    os.environ[name] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
