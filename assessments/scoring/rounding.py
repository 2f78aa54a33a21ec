"""Exact fractions as per cent for the eye: whole ones, unless that would print two different numbers alike."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction


def round_percent(value: Fraction, *, apart_from: Iterable[Fraction] = (), decimals: int = 0) -> Decimal:
    """A fraction in per cent, rounded half away from zero to as many decimals as it needs.

    percent = 100 · value to `decimals` places, more while it prints like a number of `apart_from` that it is not.
    Examples: 5/8 gives 63; 149/200 = 74.5 % gives 75 alone, and 74.5 apart from a threshold of 3/4. The result keeps
    its decimals (`Decimal("74.50")` has two), so that a formatter can print it in any language.
    """
    return _round(value, max(decimals, count_decimals(value, apart_from)))


def count_decimals(value: Fraction, apart_from: Iterable[Fraction]) -> int:
    """The fewest decimals of per cent at which a number prints unlike every other number that it is compared with.

    Numbers equal to it are left out, for they should print alike. Example: 2999/4000 = 74.975 % and 3/4: 75 and 75,
    75.0 and 75.0, 74.98 and 75.00, so two.
    """
    decimals = 0
    others = [other for other in apart_from if other != value]
    while any(_round(value, decimals) == _round(other, decimals) for other in others):
        decimals += 1
    return decimals


def _round(value: Fraction, decimals: int) -> Decimal:
    """Half away from zero, in integers: ⌊|x| + 1/2⌋ with the sign put back. Example: -62.5 gives -63."""
    units = int(abs(value) * 100 * 10**decimals + Fraction(1, 2))
    return Decimal(units if value >= 0 else -units).scaleb(-decimals)
