"""The colours of the style sheet as numbers: which pairs meet on a page, and how far they stand apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

TEXT, LINE = 4.5, 3.0
LINEAR_BELOW = 0.04045
ROOT = re.compile(r":root\s*\{(.*?)\}", re.DOTALL)
COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b")
# What is written or drawn on what, and the least contrast that WCAG 2.2 asks for it (1.4.3 and 1.4.11).
USED = (
    ("ink", "canvas", TEXT),
    ("ink", "surface", TEXT),
    ("ink", "sunken", TEXT),
    ("muted", "canvas", TEXT),
    ("muted", "surface", TEXT),
    ("muted", "sunken", TEXT),
    ("accent", "canvas", TEXT),
    ("accent", "surface", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("accent-strong", "accent-soft", TEXT),
    ("accent-strong", "sunken", TEXT),
    ("ink", "accent-soft", TEXT),
    ("success", "success-soft", TEXT),
    ("warning", "warning-soft", TEXT),
    ("danger", "danger-soft", TEXT),
    ("danger", "surface", TEXT),
    ("line-strong", "surface", LINE),
    ("accent", "line", LINE),
    ("focus", "canvas", LINE),
    ("focus", "surface", LINE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """A pair in one colour scheme: two colours as #rrggbb or #rgb, and their contrast from 1 to 21."""

    ink: str
    ground: str
    contrast: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two tokens that meet on a page, in the light and the dark scheme. `least` is the contrast that they need."""

    ink: str
    ground: str
    least: float
    light: Shade
    dark: Shade


def list_pairs(css: str) -> tuple[Pair, ...]:
    """The pairs in use, measured in the text of base.css. Raises `KeyError` for a token that is not in it."""
    light, dark = read_schemes(css)
    return tuple(
        Pair(ink=ink, ground=ground, least=least, light=_measure(light, ink, ground), dark=_measure(dark, ink, ground))
        for ink, ground, least in USED
    )


def read_schemes(css: str) -> tuple[dict[str, str], dict[str, str]]:
    """The colour tokens of the light and the dark scheme, the first two :root rules of the sheet."""
    light, dark = (dict(COLOUR.findall(block)) for block in ROOT.findall(css)[:2])
    return light, {**light, **dark}


def compute_contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.2: (L1 + 0.05) / (L2 + 0.05), the lighter first. Example: black on white is 21."""
    low, high = sorted((compute_luminance(one), compute_luminance(other)))
    return (high + 0.05) / (low + 0.05)


def compute_luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2: 0 for black, 1 for white."""
    digits = colour.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    red, green, blue = (_to_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_linear(part: float) -> float:
    return part / 12.92 if part <= LINEAR_BELOW else float(((part + 0.055) / 1.055) ** 2.4)


def _measure(scheme: Mapping[str, str], ink: str, ground: str) -> Shade:
    return Shade(ink=scheme[ink], ground=scheme[ground], contrast=compute_contrast(scheme[ink], scheme[ground]))
