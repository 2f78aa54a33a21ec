"""Every problem of a whole set of content at once: errors that block publishing, warnings that an author should see.

Content is complete in itself: whatever is referred to must be in the set. To check a file against what a database
holds, add the two sets first. Items that could be read only in part are known by their key and not checked further.
"""

from __future__ import annotations

from fractions import Fraction

from assessments.exchange.authoring import warn_practice
from assessments.exchange.checks_version import check_version
from assessments.exchange.codes import Code
from assessments.exchange.format import (
    ActivityContent,
    Content,
    GuideContent,
    PracticeContent,
    RoleContent,
    ScaleContent,
)
from assessments.exchange.index import Index, build_index, list_whole
from assessments.exchange.problems import Problems
from assessments.exchange.references import check_duplicates, check_references

RESERVED_POINTS = {"rated"}


def check_content(content: Content, problems: Problems) -> None:
    """Add everything that is wrong with the set to `problems`, errors and warnings, in the order of the content.

    What an item refers to is checked of broken ones too: a key that could not be read refers to nothing.
    """
    index = build_index(content)
    _check_duplicates(content, problems)
    for scale in list_whole(content.scales):
        _check_scale(scale, problems)
    for role in content.roles:
        _check_role(role, index, problems)
    for activity in content.activities:
        _check_activity(activity, index, problems)
    for guide in content.guides:
        _check_guide(guide, index, problems)
    for practice in content.practices:
        _check_references(practice, index, problems)
        if not practice.where.broken:
            _check_answering(practice, index, problems)
            _check_evidence(practice, index, problems)
            warn_practice(practice, index.scales.get(practice.scale), problems)
    for version in list_whole(content.versions):
        check_version(version, index, problems)
    _check_model_names(content, problems)
    _warn_between_versions(content, problems)


def _check_duplicates(content: Content, problems: Problems) -> None:
    check_duplicates("The scale", ((item.key, item) for item in content.scales), problems)
    check_duplicates("The role", ((item.key, item) for item in content.roles), problems)
    check_duplicates("The risk", ((item.key, item) for item in content.risks), problems)
    check_duplicates("The activity", ((item.key, item) for item in content.activities), problems)
    check_duplicates("The guide", ((item.key, item) for item in content.guides), problems)
    check_duplicates("The practice", (((item.key, item.revision), item) for item in content.practices), problems)
    check_duplicates("The version", (((item.model, item.number), item) for item in content.versions), problems)


def _check_scale(scale: ScaleContent, problems: Problems) -> None:
    check_duplicates("The point", ((point.code, point) for point in scale.points), problems)
    values = [point.value for point in scale.points]
    if values != sorted(set(values)) or values[:1] != [Fraction(0)] or values[-1:] != [Fraction(1)]:
        shown = ", ".join(map(str, values)) or "none"
        problems.add(Code.SCALE_VALUES, scale.where.at("points"), values=shown)
    choices = [point.code for point in scale.points[1:]]
    if scale.in_place not in choices:
        where = scale.where.at("in_place")
        problems.add(Code.SCALE_IN_PLACE, where, key=scale.in_place, choices=", ".join(choices))
    for point in scale.points:
        if point.code in RESERVED_POINTS:
            problems.add(Code.RESERVED_POINT, point.where.at("code"), key=point.code)


def _check_role(role: RoleContent, index: Index, problems: Problems) -> None:
    check_references("role", role.works_with, index.roles, role.where.at("works_with"), problems)
    check_references("role", role.reports_to, index.roles, role.where.at("reports_to"), problems)
    if not role.where.broken:
        check_duplicates("The level", ((item.level, item) for item in role.expectations), problems)


def _check_activity(activity: ActivityContent, index: Index, problems: Problems) -> None:
    check_references("role", activity.roles, index.roles, activity.where.at("roles"), problems)
    check_references("risk", activity.risks, index.risks, activity.where.at("risks"), problems)


def _check_guide(guide: GuideContent, index: Index, problems: Problems) -> None:
    check_references("role", guide.roles, index.roles, guide.where.at("roles"), problems)
    check_references("activity", guide.activities, index.activities, guide.where.at("activities"), problems)


def _check_references(practice: PracticeContent, index: Index, problems: Problems) -> None:
    where = practice.where
    check_references("scale", [practice.scale], index.scales, where.at("scale"), problems)
    check_references("role", [practice.provider], index.roles, where.at("provider"), problems)
    check_references("role", practice.users, index.roles, where.at("users"), problems)
    check_references("activity", [practice.activity], index.activities, where.at("activity"), problems)


def _check_answering(practice: PracticeContent, index: Index, problems: Problems) -> None:
    """One provider and at least one user, all of them roles that answer, and none named twice."""
    where = practice.where
    if not practice.users:
        problems.add(Code.NO_USERS, where.at("users"))
    if practice.provider in practice.users:
        problems.add(Code.PROVIDER_AMONG_USERS, where.at("users"), key=practice.provider)
    for name, key in (("provider", practice.provider), *(("users", key) for key in practice.users)):
        role = index.roles.get(key)
        if role is not None and not role.where.broken and role.kind != "answering":
            problems.add(Code.READING_ROLE, where.at(name), key=key)


def _check_evidence(practice: PracticeContent, index: Index, problems: Problems) -> None:
    scale = index.scales.get(practice.scale)
    if scale is None or scale.where.broken:
        return
    codes = [point.code for point in scale.points]
    for code in practice.evidence:
        if code not in codes:
            where = practice.where.at(f"evidence.{code}")
            problems.add(Code.EVIDENCE_POINT, where, key=code, scale=scale.key, choices=", ".join(codes))


def _check_model_names(content: Content, problems: Problems) -> None:
    """A model is called the same in every file; what a past version called it stays in that version's rows."""
    names: dict[str, str] = {}
    for version in list_whole(content.versions):
        first = names.setdefault(version.model, version.name)
        if first != version.name:
            problems.add(Code.TWO_NAMES, version.where, key=version.model, first=first)


def _warn_between_versions(content: Content, problems: Problems) -> None:
    counted: dict[str, tuple[int, str]] = {}
    used: set[tuple[str, int]] = set()
    for version in content.versions:
        for item in version.criteria:
            used.add((item.practice, item.revision))
            first, one = counted.setdefault(item.practice, (item.revision, version.title))
            if first != item.revision and one != version.title:
                details = {"key": item.practice, "first": first, "one": one}
                problems.add(Code.REVISIONS_APART, item.where, **details, second=item.revision, other=version.title)
    for practice in content.practices:
        if (practice.key, practice.revision) not in used:
            problems.add(Code.NOT_COUNTED, practice.where)
