"""What an organisation says of itself, with what the guides say about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from assessments.models import OrganisationProfile, ProfileChange, Staffing
from roles.models import Guide, Role

if TYPE_CHECKING:
    from accounts.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A role that can be filled. `guide` says what it takes, where the guides count it among the posts of an office."""

    role: Role
    guide: Guide | None
    people: tuple[Staffing, ...]

    @property
    def is_missed(self) -> bool:
        """Whether an office needs the role and nobody fills it."""
        return self.guide is not None and not self.people


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """Where an organisation stands on the ladder of strategies and where it wants to be.

    `asked` are the strategies above the present one, up to the wanted one; without a wanted one, the next.
    """

    now: Guide | None
    wanted: Guide | None
    asked: tuple[Guide, ...]
    is_highest: bool


def get_profile(organisation: Organisation) -> OrganisationProfile:
    """The profile of an organisation; a new one that is not stored where nobody has written it yet."""
    related = ("structure", "strategy_now", "strategy_wanted", "changed_by")
    found = OrganisationProfile.objects.select_related(*related).filter(organisation=organisation).first()
    return found or OrganisationProfile(organisation=organisation)


def get_staffing(organisation: Organisation, pk: int) -> Staffing:
    """One filled role of the organisation; 404 for any other."""
    found = Staffing.objects.select_related("profile__organisation", "role", "member")
    return get_object_or_404(found, pk=pk, profile__organisation=organisation)


def list_changes(profile: OrganisationProfile) -> QuerySet[ProfileChange]:
    """What was changed in a profile, the newest first."""
    return ProfileChange.objects.filter(profile=profile.pk).select_related("by", "member")


def list_guides(kind: str) -> QuerySet[Guide]:
    return Guide.objects.filter(kind=kind).order_by("position", "key")


def list_members(organisation: Organisation) -> QuerySet[User]:
    """The people of an organisation who can sign in."""
    return User.objects.filter(memberships__organisation=organisation, is_active=True).order_by("name", "email")


def load_posts(profile: OrganisationProfile) -> tuple[Post, ...]:
    """Every answering role with who fills it, the posts of an office first. Who has left fills none. Four queries."""
    guides = _load_posts_of_an_office()
    here = Q(member=None) | Q(member__memberships__organisation=profile.organisation_id)
    rows = Staffing.objects.filter(here, profile=profile.pk).select_related("member").order_by("role_id", "pk")
    people = {role: tuple(group) for role, group in groupby(rows, key=attrgetter("role_id"))}
    posts = [
        Post(role=role, guide=guides.get(role.pk), people=people.get(role.pk, ()))
        for role in Role.answering().order_by("position", "key")
    ]
    return tuple(sorted(posts, key=lambda post: post.guide is None))


def load_strategy(profile: OrganisationProfile) -> Strategy:
    """The strategies of a profile and what stands between them. One query."""
    ladder = list(list_guides(Guide.Kind.STRATEGY))
    now, wanted = profile.strategy_now, profile.strategy_wanted
    return Strategy(
        now=now,
        wanted=wanted,
        asked=find_asked(ladder, now, wanted),
        is_highest=bool(ladder) and now == ladder[-1],
    )


def find_asked(ladder: Sequence[Guide], now: Guide | None, wanted: Guide | None) -> tuple[Guide, ...]:
    """The rungs above `now` up to `wanted`, or the next one without `wanted`; none without either.

    Example: consumer, participant, contributor, leader; from participant to leader: contributor and leader.
    """
    if now is None and wanted is None:
        return ()
    first = 0 if now is None else _find(ladder, now) + 1
    last = first if wanted is None else _find(ladder, wanted)
    return tuple(ladder[first : last + 1])


def _find(ladder: Sequence[Guide], rung: Guide) -> int:
    """The place of a rung; behind the last one for a guide that is none any more."""
    return next((place for place, guide in enumerate(ladder) if guide == rung), len(ladder))


def _load_posts_of_an_office() -> dict[int, Guide]:
    """The guides on staffing by the role that they describe."""
    found: Iterable[Guide] = list_guides(Guide.Kind.STAFFING).prefetch_related("roles")
    return {role.pk: guide for guide in found for role in guide.roles.all()}
