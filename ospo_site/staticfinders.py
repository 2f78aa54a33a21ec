"""Finds the one static file that we serve out of an installed package: plotly's script."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, overload

from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage

PREFIX, FILE = "plotly", "plotly.min.js"


class PlotlyFinder(BaseFinder):
    """Serves `plotly.min.js` of the plotly package under `plotly/`, without importing the package (it is slow)."""

    def check(self, **_: Any) -> list[CheckMessage]:
        if _get_folder() is not None:
            return []
        return [Error("The plotly package is missing, or has no plotly.min.js.", id="ospo_site.E001")]

    @overload
    def find(self, path: str, find_all: Literal[False] = False) -> str | None: ...

    @overload
    def find(self, path: str, find_all: Literal[True]) -> list[str]: ...

    def find(self, path: str, find_all: bool = False) -> str | list[str] | None:
        folder = _get_folder()
        found = [str(folder / FILE)] if folder is not None and path == f"{PREFIX}/{FILE}" else []
        # Django's own finders also answer with an empty list when they have nothing; None would be taken for a file.
        return found[0] if found and not find_all else found

    def list(self, ignore_patterns: object) -> Iterator[tuple[str, FileSystemStorage]]:
        folder = _get_folder()
        if folder is not None:
            storage = FileSystemStorage(location=folder)
            storage.prefix = PREFIX  # type: ignore[attr-defined] # collectstatic puts it before each name
            yield FILE, storage


def _get_folder() -> Path | None:
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "package_data"
    return folder if (folder / FILE).is_file() else None
