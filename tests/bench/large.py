"""A model file of any size, for the benchmark and for the test of the bounds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from assessments.exchange import (
    Content,
    CriterionContent,
    DimensionContent,
    PointContent,
    PracticeContent,
    ScaleContent,
    VersionContent,
    write_yaml,
)

AXES = 10
GUIDANCE = "A page of the handbook that somebody has changed in the last twelve months counts for this practice."


def make_large_file(*, practices: int) -> bytes:
    """So many practices in ten dimensions, each with guidance of a usual length."""
    scale = ScaleContent(
        key="large-scale",
        name="Large",
        summary="",
        points=(make_point("no", "0"), make_point("half", "1/2"), make_point("yes", "1")),
        in_place="yes",
    )
    asked = tuple(make_practice(number) for number in range(practices))
    version = VersionContent(
        model="large",
        name="Large",
        position=99,
        number="1.0",
        summary="A large model.",
        level_word="Level",
        rules_note="",
        min_in_place=Fraction(3, 4),
        max_not_applicable=Fraction(1, 4),
        source="ours",
        levels=(),
        dimensions=tuple(make_axis(number) for number in range(AXES)),
        criteria=tuple(make_criterion(practice, number % AXES) for number, practice in enumerate(asked)),
    )
    return write_yaml(Content(scales=(scale,), practices=asked, versions=(version,))).encode()


def make_point(code: str, value: str) -> PointContent:
    return PointContent(code=code, name=code.title(), description="", value=Fraction(value))


def make_practice(number: int) -> PracticeContent:
    first = PracticeContent(
        key="large-0",
        revision=1,
        title="Practice 0",
        statement="We keep a list of the open source components in our products.",
        scale="large-scale",
        scope="unit",
        provider="developer",
        users=("legal-counsel",),
        activity=None,
        counts=GUIDANCE,
        does_not_count=GUIDANCE,
        evidence={"half": "A list of some products.", "yes": "A list of each product."},
        who_knows="The developers.",
        example=GUIDANCE,
        source="ours",
        paraphrase_tried=False,
    )
    return replace(first, key=f"large-{number}", title=f"Practice {number}")


def make_axis(number: int) -> DimensionContent:
    return DimensionContent(
        key=f"axis-{number}",
        name=f"Axis {number}",
        short_name=f"Axis {number}",
        summary="An axis.",
        measures="maturity",
        caption="",
    )


def make_criterion(practice: PracticeContent, axis: int) -> CriterionContent:
    return CriterionContent(
        practice=practice.key,
        revision=1,
        dimension=f"axis-{axis}",
        level=None,
        weight=Fraction(1),
        key=False,
        core=True,
        may_not_apply=False,
        level_source="ours",
        note="",
    )
