"""What the file of one model version would become beside the content that is stored: always a draft, never a change.

A practice that is stored with the same words is used as it is, under whatever revision; with other words it becomes the
next revision. A scale has no revisions, so one with a known key must be the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assessments.exchange.checks import check_content
from assessments.exchange.codes import Code
from assessments.exchange.format import Content, CriterionContent, PracticeContent, ScaleContent, VersionContent
from assessments.exchange.problems import Problems
from assessments.exchange.writer import Plain, to_plain

Renamed = Mapping[tuple[str, int], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """A practice of which another wording is stored; `before` is the newest of them."""

    before: PracticeContent
    after: PracticeContent


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPlan:
    """`fresh` is what has to be stored: new scales, new and reworded practices, and the version as a draft.

    `number_in_file` differs from the number of the version when that one is taken. The others are for whoever decides:
    `new_practices` and `reworded` are among the practices of `fresh`, `unchanged` are keys, `dropped` are the keys that
    the `previous` version of the model counts and this one does not.
    """

    fresh: Content
    is_new_model: bool
    number_in_file: str
    previous: VersionContent | None
    new_practices: tuple[PracticeContent, ...]
    reworded: tuple[Rewording, ...]
    unchanged: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def version(self) -> VersionContent:
        return self.fresh.versions[0]


def check_draft(content: Content, stored: Content, problems: Problems) -> None:
    """Every problem of the file's content, held against the roles, activities, scales and practices that are stored."""
    version = content.versions[0]
    own = {(practice.key, practice.revision) for practice in content.practices}
    counted = {(item.practice, item.revision) for item in version.criteria}
    beside = [item for item in stored.practices if (item.key, item.revision) in counted - own]
    scales = {scale.key: scale for scale in stored.scales}
    whole = Content(
        scales=(*content.scales, *_without(stored.scales, content.scales)),
        roles=stored.roles,
        risks=stored.risks,
        activities=stored.activities,
        practices=(*content.practices, *beside),
        versions=(version,),
    )
    found = Problems()
    check_content(whole, found)
    for scale in content.scales:
        if scale.key in scales and not _says_the_same(scale, scales[scale.key]):
            found.add(Code.SCALE_DIFFERS, scale.where.at("key"), key=scale.key)
    problems.extend_from(found, file=version.where.file)


def plan_draft(content: Content, stored: Content, *, number: str) -> DraftPlan:
    """What importing checked content does; `number` is the free one that the draft gets."""
    version = content.versions[0]
    wordings = group_by_key(stored.practices)
    revisions = {(item.key, item.revision): choose_revision(item, wordings[item.key]) for item in content.practices}
    fresh = tuple(
        replace(item, revision=revisions[item.key, item.revision])
        for item in content.practices
        if _find_same(item, wordings[item.key]) is None
    )
    draft = replace(version, number=number, criteria=count_revisions(version, revisions))
    previous = next((item for item in reversed(stored.versions) if item.model == version.model), None)
    counted = {item.practice for item in version.criteria}
    return DraftPlan(
        fresh=Content(scales=tuple(_without(content.scales, stored.scales)), practices=fresh, versions=(draft,)),
        is_new_model=previous is None,
        number_in_file=version.number,
        previous=previous,
        new_practices=tuple(item for item in fresh if not wordings[item.key]),
        reworded=tuple(
            Rewording(before=max(wordings[item.key], key=lambda known: known.revision), after=item)
            for item in fresh
            if wordings[item.key]
        ),
        unchanged=tuple(item.key for item in content.practices if _find_same(item, wordings[item.key]) is not None),
        dropped=tuple(item.practice for item in previous.criteria if item.practice not in counted) if previous else (),
    )


def _without(scales: Iterable[ScaleContent], known: Iterable[ScaleContent]) -> list[ScaleContent]:
    keys = {scale.key for scale in known}
    return [scale for scale in scales if scale.key not in keys]


def group_by_key(practices: Iterable[PracticeContent]) -> defaultdict[str, list[PracticeContent]]:
    groups: defaultdict[str, list[PracticeContent]] = defaultdict(list)
    for practice in practices:
        groups[practice.key].append(practice)
    return groups


def _says_the_same(one: ScaleContent | PracticeContent, other: ScaleContent | PracticeContent) -> bool:
    return _words_of(one) == _words_of(other)


def _words_of(item: ScaleContent | PracticeContent) -> Plain:
    """The item as a file would say it, whatever the revision."""
    return {name: value for name, value in to_plain(item).items() if name != "revision"}


def _find_same(practice: PracticeContent, known: Iterable[PracticeContent]) -> int | None:
    """The stored revision with the same words: that of the same number rather than another one, else the newest."""
    same = [item.revision for item in known if _says_the_same(practice, item)]
    return practice.revision if practice.revision in same else max(same, default=None)


def choose_revision(practice: PracticeContent, known: list[PracticeContent]) -> int:
    """The number under which the practice is, or will be, stored: its own when nothing else has it."""
    same = _find_same(practice, known)
    if same is not None:
        return same
    taken = {item.revision for item in known}
    return max(taken) + 1 if practice.revision in taken else practice.revision


def count_revisions(version: VersionContent, revisions: Renamed) -> tuple[CriterionContent, ...]:
    """The criteria of the version, counting each practice in the revision that it gets."""
    return tuple(
        replace(item, revision=revisions.get((item.practice, item.revision), item.revision))
        for item in version.criteria
    )
