"""SVG text, element by element. All text and every attribute is escaped here and nowhere else.

Colours are presentation attributes, which look right in the PDF; on screen the classes of static/css/charts.css take
over with custom properties, light and dark. Nothing uses a style attribute, so the strict content policy needs no gap.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from assessments.charts.geometry import Box, Point, number

FONT = "DejaVu Sans, sans-serif"
LINE = 1.25
INK, MUTED, GRID, SURFACE = "#16211f", "#53625f", "#d5dcdb", "#ffffff"


def element(name: str, *content: str, **attributes: str | float | None) -> str:
    """One element. Underscores in attribute names become hyphens, a trailing one is dropped; None leaves one out."""
    pairs = (
        f' {key.rstrip("_").replace("_", "-")}="{escape(value if isinstance(value, str) else number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    opening = f"<{name}{''.join(pairs)}"
    return f"{opening}>{''.join(content)}</{name}>" if content else f"{opening}/>"


def write(
    text: str, *, at: Point, size: float, anchor: str = "start", fill: str = INK, bold: bool = False, class_: str = ""
) -> str:
    """One line of text; `at` is on its baseline."""
    return element(
        "text",
        escape(_printable(text), quote=False),
        class_=f"chart-text {class_}".strip(),
        x=at.x,
        y=at.y,
        font_size=size,
        text_anchor=None if anchor == "start" else anchor,
        font_weight="bold" if bold else None,
        fill=fill,
    )


def line(start: Point, end: Point, *, class_: str, stroke: str, width: float = 1, dashes: str | None = None) -> str:
    """A straight line."""
    return element(
        "line",
        class_=class_,
        x1=start.x,
        y1=start.y,
        x2=end.x,
        y2=end.y,
        stroke=stroke,
        stroke_width=width,
        stroke_dasharray=dashes,
    )


def rectangle(box: Box, *, class_: str, fill: str, corner: float | None = None, opacity: float | None = None) -> str:
    """A filled rectangle, with rounded corners where `corner` says so."""
    return element(
        "rect",
        class_=class_,
        x=box.left,
        y=box.top,
        width=box.width,
        height=box.height,
        rx=corner,
        fill=fill,
        fill_opacity=opacity,
    )


def document(parts: Iterable[str], *, box: Box, title: str, description: str, ids_prefix: str, class_: str) -> str:
    """The whole drawing. `<title>` stands directly inside `<svg>`, where the PDF takes the alternative text from."""
    names = f"{ids_prefix}-title", f"{ids_prefix}-desc"
    return element(
        "svg",
        element("title", escape(_printable(title), quote=False), id=names[0]),
        element("desc", escape(_printable(description), quote=False), id=names[1]),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"chart {class_}",
        viewBox=" ".join(map(number, (box.left, box.top, box.width, box.height))),
        width=box.width,
        height=box.height,
        role="img",
        aria_labelledby=" ".join(names),
        font_family=FONT,
    )


def _printable(text: str) -> str:
    """The text without characters that XML 1.0 forbids, which would make the whole drawing unreadable."""
    return "".join(char for char in text if char in "\t\n" or (char >= " " and not _is_forbidden(char)))


def _is_forbidden(char: str) -> bool:
    return "\ud800" <= char <= "\udfff" or char in "\ufffe\uffff" or "\x7f" <= char <= "\x9f"
