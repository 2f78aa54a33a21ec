"""Content files to content: one file, or all files of a folder with every problem of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from assessments.exchange.codes import Code
from assessments.exchange.document import MAX_BYTES, parse_document
from assessments.exchange.fields import Fields
from assessments.exchange.format import FORMAT, Content
from assessments.exchange.knowledge import read_activities, read_guides, read_risks, read_roles
from assessments.exchange.library import read_model, read_scales
from assessments.exchange.nodes import Node
from assessments.exchange.problems import Problems, Where

SUFFIXES = (".yaml", ".yml", ".json")
READERS: Mapping[str, Callable[[Fields], Content]] = {
    "scales": read_scales,
    "roles": read_roles,
    "risks": read_risks,
    "activities": read_activities,
    "guides": read_guides,
    "model": read_model,
}


def read_folder(folder: Path, problems: Problems) -> Content | None:
    """Everything in the folder's YAML and JSON files, at any depth. None when a file could not be read at all.

    Whatever is wrong is added to `problems`; an item in which something was wrong is there, and marked as broken.
    """
    paths = sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and not path.is_dir())
    if not paths:
        problems.add(Code.NO_FILES, Where(file=str(folder)))
        return None
    contents = [_read_path(path, path.relative_to(folder).as_posix(), problems) for path in paths]
    if any(content is None for content in contents):
        return None
    return sum((content for content in contents if content), Content())


def read_file(data: bytes, *, file: str, problems: Problems) -> Content | None:
    """The content of one file's bytes; `file` is how problems call it. None when it is of no kind that we know."""
    root = parse_document(data, file=file, problems=problems)
    if root is None:
        return None
    return _read_root(root, Where(file=file), problems)


def _read_path(path: Path, file: str, problems: Problems) -> Content | None:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        problems.add(Code.UNREADABLE, Where(file=file), reason=error.strerror or "the system refused it")
        return None
    return read_file(data, file=file, problems=problems)


def _read_root(root: Node, place: Where, problems: Problems) -> Content | None:
    if not _is_known_format(root, place, problems):
        return None
    fields = Fields(root, place, problems)
    fields.number("format", lowest=FORMAT, highest=FORMAT)
    reader = READERS.get(fields.choice("kind", READERS))
    if reader is None:
        return None
    content = reader(fields)
    fields.where()
    return content


def _is_known_format(root: Node, place: Where, problems: Problems) -> bool:
    """A file of a newer format is not read any further: every other complaint about it would mislead."""
    if not isinstance(root.value, dict):
        problems.add(Code.NO_FORMAT, Where(file=place.file, line=root.line), known=FORMAT)
        return False
    node = root.value.get("format")
    number = node.value if node else None
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        line = node.line if node else root.line
        problems.add(Code.NO_FORMAT, Where(file=place.file, line=line, path="format"), known=FORMAT)
        return False
    if number > FORMAT:
        where = Where(file=place.file, line=node.line if node else None, path="format")
        problems.add(Code.NEWER_FORMAT, where, found=number, known=FORMAT)
    return number == FORMAT
