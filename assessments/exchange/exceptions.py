"""Warnings that an author accepts: named by their code on the item itself, each with a reason.

An exception that accepts nothing is a warning of its own, so that none outlives its cause.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from assessments.exchange.codes import Code
from assessments.exchange.problems import Problems, Where


def accept_warnings(
    found: Problems, exceptions: Mapping[str, str], where: Where, problems: Problems, *, among: Collection[Code]
) -> None:
    """Hand on what was `found` for an item, save the warnings that it accepts; only `among` may be accepted there."""
    place = where.at("exceptions")
    for name in exceptions:
        if name not in among:
            problems.add(Code.NOT_A_CHOICE, place, text=name, choices=", ".join(among))
    problems.extend(found, leave_out=exceptions)
    arisen = {problem.code for problem in found}
    for code in among:
        if code in exceptions and code not in arisen:
            problems.add(Code.UNUSED_EXCEPTION, place, name=code)
