"""Where things stand: the one geometry of page, PDF and interactive view. Pure numbers, no markup.

Lengths are in user units of the drawing (1 unit = 1 CSS pixel at natural size); y grows downwards. The first axis
points up and the others follow clockwise. Numbers are printed by `number`, always with a dot and never by locale.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

RINGS = (Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))
WRAP_COLUMNS = 16
BOLDER = 1.12
_NARROW, _WIDE = frozenset("fijlrtI.,:;!'|()[]/ -"), frozenset("mwMW@%—")
_SIDEWAYS = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place in the drawing."""

    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle in the drawing: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Right minus left."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Bottom minus top."""
        return self.bottom - self.top


def angle_of(index: int, count: int) -> float:
    """Direction of an axis in radians: a = 2π·i/n - π/2, so that axis 0 points up and the rest go clockwise.

    Example: axis 1 of 4 has angle 0 and points right.
    """
    return 2 * math.pi * index / count - math.pi / 2


def locate(*, index: float, count: int, share: Fraction | float, radius: float) -> Point:
    """The point at `share` (0 at the centre, 1 on the ring) of an axis, around the centre (0, 0).

    x = R·v·cos(a), y = R·v·sin(a). Example: axis 0 at 1/2 with radius 100 is (0, -50).
    """
    turn = 2 * math.pi * index / count - math.pi / 2
    reach = radius * float(share)
    return Point(x=reach * math.cos(turn), y=reach * math.sin(turn))


def anchor_of(index: int, count: int) -> str:
    """Which end of a label stands at its place outside the ring: start right of the centre, end left, middle above."""
    sideways = math.cos(angle_of(index, count))
    if abs(sideways) < _SIDEWAYS:
        return "middle"
    return "start" if sideways > 0 else "end"


def stack_top(*, index: int, count: int, y: float, height: float) -> float:
    """Top of a block of text lines beside the end of an axis: above it at the top, below at the bottom, else centred.

    top = y - h·(1 - sin a)/2. Example: for the axis that points up (sin a = -1) the block ends at y.
    """
    return y - height * (1 - math.sin(angle_of(index, count))) / 2


def number(value: float) -> str:
    """A coordinate with at most two decimals and a dot. Examples: 12.0 gives "12", -0.001 gives "0", 3.14159 "3.14"."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def points(places: Iterable[Point]) -> str:
    """Points as an SVG `points` list: "0,-100 95.11,-30.9"."""
    return " ".join(f"{number(place.x)},{number(place.y)}" for place in places)


def columns(text: str) -> int:
    """Length of a text in half-width columns: 2 for a wide East Asian character, 0 for a combining mark, else 1."""
    # Most labels are plain letters, and wrapping asks very often.
    return len(text) if text.isascii() else sum(_columns_of(char) for char in text)


def _columns_of(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def text_width(text: str, *, size: float) -> float:
    """Width of one line of text, estimated on the wide side (DejaVu Sans), so that nothing drawn by it is cut off."""
    return size * sum(_em(char) for char in text)


def _em(char: str) -> float:
    if char in _NARROW:
        return 0.42
    if char in _WIDE:
        return 0.99
    if char.isupper():
        return 0.74
    return 0.62 if _columns_of(char) == 1 else 1.04 * _columns_of(char) / 2


def wrap(text: str, *, width: int = WRAP_COLUMNS) -> tuple[str, ...]:
    """A label in as few lines of at most `width` columns as it needs, then as even as they can be.

    A word longer than a line is cut. Example: "Own projects and communities" gives "Own projects" and
    "and communities". An empty label has no lines.
    """
    words = [piece for word in text.split() for piece in _cut(word, width)]
    lines = _fill(words, width)
    while width > 1 and words:
        width -= 1
        narrower = _fill(words, width)
        if len(narrower) > len(lines) or max(map(columns, narrower)) > width:
            break
        lines = narrower
    return tuple(lines)


def _fill(words: Iterable[str], width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and columns(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def _cut(word: str, width: int) -> list[str]:
    pieces = [""]
    for char in word:
        if columns(pieces[-1] + char) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces


def text_box(text: str, *, at: Point, anchor: str, size: float) -> Box:
    """The rectangle that one line of text takes; `at` is on its baseline, at the end that `anchor` names."""
    width = text_width(text, size=size)
    left = at.x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    return Box(left=left, top=at.y - size, right=left + width, bottom=at.y + size * 0.3)


def enclose(boxes: Iterable[Box], *, margin: float = 0) -> Box:
    """The smallest rectangle around all boxes, with a margin; at least one box is needed."""
    every = tuple(boxes)
    return Box(
        left=min(box.left for box in every) - margin,
        top=min(box.top for box in every) - margin,
        right=max(box.right for box in every) + margin,
        bottom=max(box.bottom for box in every) + margin,
    )


def centre_wide(box: Box) -> Box:
    """The box widened to be even on both sides of x = 0, so that a chart stands in the middle of its place."""
    half = max(-box.left, box.right)
    return Box(left=-half, top=box.top, right=half, bottom=box.bottom)
