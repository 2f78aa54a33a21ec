"""Random content of one model version that keeps every rule, with whatever texts people may have stored."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from assessments.exchange import (
    Content,
    CriterionContent,
    CrossWalkContent,
    DimensionContent,
    LevelContent,
    PointContent,
    PracticeContent,
    ScaleContent,
    VersionContent,
)

ROLES = ("developer", "legal-counsel")
# What trips writers and readers of YAML, beside whatever characters there are.
TRAPS = st.sampled_from(
    ["yes", "null", "~", "1e3", "12", "0x1f", "2026-11-21", "1:30", "- a", "# b", "a: b", "{c}", "&d", "*e", "!f", "%g"]
)
ANY = st.one_of(st.text(max_size=24), TRAPS, st.text("ab \n\t\r", max_size=150))


def texts(longest: int, *, empty: bool = False) -> st.SearchStrategy[str]:
    """Stored text, not yet tidy: with blanks around it, several lines and control characters."""
    kept = ANY.map(lambda text: text[:longest])
    return kept if empty else kept.map(lambda text: text if text.strip().isalnum() else f"x{text[: longest - 1]}")


def lines() -> st.SearchStrategy[tuple[str, ...]]:
    """Entries of one line each, as rows hold them."""
    entry = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
    return st.lists(entry, max_size=2).map(tuple)


def fractions() -> st.SearchStrategy[Fraction]:
    return st.builds(Fraction, st.integers(1, 20), st.integers(1, 20))


@st.composite
def scales(draw: st.DrawFn, key: str) -> ScaleContent:
    inner = draw(st.lists(st.integers(1, 11), unique=True, max_size=3).map(sorted))
    values = [Fraction(0), *(Fraction(value, 12) for value in inner), Fraction(1)]
    points = tuple(
        PointContent(code=f"p{n}", name=draw(texts(60)), description=draw(texts(300, empty=True)), value=value)
        for n, value in enumerate(values)
    )
    in_place = draw(st.sampled_from([point.code for point in points[1:]]))
    return ScaleContent(
        key=key, name=draw(texts(120)), summary=draw(texts(500, empty=True)), points=points, in_place=in_place
    )


@st.composite
def practices(draw: st.DrawFn, key: str, scale: ScaleContent) -> PracticeContent:
    provider, user = draw(st.permutations(ROLES))
    codes = draw(st.lists(st.sampled_from([point.code for point in scale.points]), unique=True))
    return PracticeContent(
        key=key,
        revision=draw(st.integers(1, 50)),
        title=draw(texts(40)),
        statement=draw(texts(200)),
        scale=scale.key,
        scope=draw(st.sampled_from(["organisation", "unit"])),
        provider=provider,
        users=(user,),
        activity=draw(st.sampled_from([None, "licence-management"])),
        counts=draw(texts(500, empty=True)),
        does_not_count=draw(texts(500, empty=True)),
        evidence={code: draw(texts(100)) for code in codes},
        who_knows=draw(texts(100, empty=True)),
        example=draw(texts(100, empty=True)),
        source=draw(texts(300)),
        paraphrase_tried=draw(st.booleans()),
        remarks=draw(lines()),
    )


@st.composite
def levels(draw: st.DrawFn, number: int) -> LevelContent:
    return LevelContent(
        number=number, name=draw(texts(120)), aliases=draw(lines()), summary=draw(texts(300)), signs=draw(lines())
    )


@st.composite
def dimensions(draw: st.DrawFn, key: str) -> DimensionContent:
    return DimensionContent(
        key=key,
        name=draw(texts(120)),
        short_name=draw(texts(16)),
        summary=draw(texts(300)),
        measures="maturity",
        caption=draw(texts(300, empty=True)),
        group=draw(texts(120, empty=True)),
    )


@st.composite
def criteria(draw: st.DrawFn, practice: PracticeContent, axes: list[str], numbers: list[int]) -> CriterionContent:
    return CriterionContent(
        practice=practice.key,
        revision=practice.revision,
        dimension=draw(st.sampled_from(axes)),
        level=draw(st.sampled_from(numbers)) if numbers else None,
        weight=draw(fractions()),
        key=False,
        core=draw(st.booleans()),
        may_not_apply=draw(st.booleans()),
        level_source=draw(st.sampled_from(["published", "ours"])),
        note=draw(texts(300, empty=True)),
        group=draw(texts(120, empty=True)),
    )


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """One version with its scales and practices; each level above the floor has a criterion."""
    numbers = draw(st.sampled_from([[], [0, 1], [1, 2, 5]]))
    axes = [f"axis-{n}" for n in range(draw(st.integers(1, 3)))]
    used = [draw(scales(f"scale-{n}")) for n in range(draw(st.integers(1, 2)))]
    count = draw(st.integers(max(1, len(numbers)), 5))
    asked = [draw(practices(f"practice-{n}", used[n % len(used)])) for n in range(count)]
    counted = []
    for n, practice in enumerate(asked):
        fixed = numbers[n : n + 1] or numbers
        counted.append(draw(criteria(practice, axes, fixed)))
    walk = CrossWalkContent(model="elsewhere", offset=1, source=draw(texts(300))) if numbers else None
    version = VersionContent(
        model="random",
        name=draw(texts(120)),
        position=draw(st.integers(0, 99)),
        number=draw(st.sampled_from(["1.0", "2026", "v3"])),
        summary=draw(texts(900)),
        level_word=draw(st.sampled_from(["Level", "Stage"])),
        rules_note=draw(texts(900, empty=True)),
        min_in_place=Fraction(3, 4),
        max_not_applicable=Fraction(1, 4),
        source=draw(texts(300)),
        source_url=draw(st.sampled_from(["", "https://example.org/a?b=c#d"])),
        licence=draw(st.sampled_from(["", "CC-BY-4.0"])),
        attribution=draw(texts(900, empty=True)),
        levels=tuple(draw(levels(number)) for number in numbers),
        dimensions=tuple(draw(dimensions(key)) for key in axes),
        criteria=tuple(counted),
        cross_walk=draw(st.sampled_from([None, walk])),
    )
    return Content(scales=tuple(used[:count]), practices=tuple(asked), versions=(version,))
