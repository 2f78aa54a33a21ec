"""HTML becomes a PDF in a child process that is stopped when it takes too long or too much memory.

What people wrote goes through the layout engine, and some texts are costly to lay out. A child keeps one of them from
stopping a web process, and a fork keeps it quick, because the engine is already loaded. It reads nothing but its own
HTML: every address except `data:` is refused.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import resource
import select
import signal
import time
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

MEGABYTE = 1024 * 1024
CHUNK = 65536
STYLESHEET = "css/report.css"
logger = logging.getLogger(__name__)


class PdfFailure(StrEnum):
    """Why there is no PDF: it took too long, or the engine gave up (memory counts here)."""

    TOO_LONG = "too_long"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLimits:
    """What one PDF may take: seconds of time, and megabytes beyond what the process has already."""

    seconds: float
    memory_mb: int


def render_pdf(html: str, *, identifier: bytes, limits: PdfLimits) -> bytes | PdfFailure:
    """The PDF of a document, or why there is none. The same document and identifier give the same bytes.

    Takes at most `limits.seconds`, and a moment to stop the child.
    """
    _load_engine()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _run_child(html, identifier, limits, writing)
    os.close(writing)
    try:
        return _wait_for(child, reading, limits.seconds)
    finally:
        os.close(reading)


def _run_child(html: str, identifier: bytes, limits: PdfLimits, writing: int) -> None:
    """Render, write, leave. Whatever happens, this process never returns to the caller's code."""
    status = 1
    try:
        _set_bounds(limits)
        gc.disable()  # a fifth less time; this process ends before the garbage could matter
        data = write_document(html, identifier)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(data)
        status = 0
    except Exception:
        logger.exception("the PDF was not rendered")
    finally:  # also when there is no memory left to log with
        os._exit(status)


def _set_bounds(limits: PdfLimits) -> None:
    """The address space may grow by so much; processor time is bounded too, should the parent be gone."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    space = pages * resource.getpagesize() + limits.memory_mb * MEGABYTE
    seconds = int(limits.seconds) + 1
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _wait_for(child: int, reading: int, seconds: float) -> bytes | PdfFailure:
    data = _read_all(reading, time.monotonic() + seconds)
    if data is None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    if data is None:
        logger.error("the PDF took longer than %s s and was stopped", seconds)
        return PdfFailure.TOO_LONG
    return data if status == 0 and data else PdfFailure.STOPPED


def _read_all(reading: int, deadline: float) -> bytes | None:
    """Everything the child writes until it closes its end; None when the deadline comes first."""
    chunks: list[bytes] = []
    poll = select.poll()
    poll.register(reading, select.POLLIN | select.POLLHUP)
    while (left := deadline - time.monotonic()) > 0:
        if not poll.poll(left * 1000):
            return None
        chunk = os.read(reading, CHUNK)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)
    return None


@lru_cache(maxsize=1)
def _load_engine() -> Any:
    """The print style sheet, read once per process; this also loads the engine before the first fork.

    A first document loads the font library too. A child that runs out of memory while it does so never ends: the
    library tries for ever to read its own settings.
    """
    from weasyprint import CSS, HTML  # half a second to import, and only the PDF needs it

    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # a line per page otherwise
    found = finders.find(STYLESHEET)
    if not isinstance(found, str):
        raise FileNotFoundError(STYLESHEET)
    HTML(string="<p>A</p>").write_pdf()
    return CSS(string=Path(found).read_text(encoding="utf-8"))


def write_document(html: str, identifier: bytes) -> bytes:
    """The tagged PDF of a document, in this process and without bounds. Any address but `data:` is an error."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    document = HTML(string=html, url_fetcher=fetcher, base_url=None)
    pdf: bytes = document.write_pdf(
        stylesheets=[_load_engine()], pdf_variant="pdf/ua-1", pdf_identifier=identifier, custom_metadata=False
    )
    return pdf
