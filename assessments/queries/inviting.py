"""Who can be asked to answer, and what stands in the way: pasted people are looked up here, all of them at once.

Problems are codes with the number of their line; `wording.inviting` says them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Lower

from accounts import access
from accounts.address_lists import shorten
from accounts.models import Invitation, Membership
from accounts.queries import list_open_invitations, list_waiting_invitations
from assessments.models import OPEN_STATES, Assessment, Participant
from assessments.queries.earlier import older_than
from assessments.queries.pasted import MOST_ROLES, PastedLine
from roles.models import Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import Organisation, User

Lookup = Mapping[str, Sequence[Assessment]]


class Code(StrEnum):
    """What can be wrong with a line."""

    NO_ADDRESS = "no_address"
    SURPLUS = "surplus"
    TWICE = "twice"
    UNKNOWN_ROLE = "unknown_role"
    MANY_ROLES = "many_roles"
    NO_ROLE = "no_role"
    UNKNOWN_UNIT = "unknown_unit"
    AMBIGUOUS_UNIT = "ambiguous_unit"
    PAUSED = "paused"
    SWITCHED_OFF = "switched_off"
    OUT_OF_REACH = "out_of_reach"
    INVITED_ELSEWHERE = "invited_elsewhere"


class Way(StrEnum):
    """How somebody comes to take part."""

    JOINS = "joins"  # a member: at once
    GAINS = "gains"  # takes part already, gains roles
    STAYS = "stays"  # takes part already in all these roles
    INVITED = "invited"  # gets an invitation into the organisation
    WAITS = "waits"  # was invited by an administrator as something else: that invitation stays as it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong in one line; `about` is the word that it is about, `line` an earlier line."""

    number: int
    code: Code
    about: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Somebody who is to answer in these roles. `user` is None for whoever is no member yet."""

    email: str
    roles: tuple[Role, ...]
    assessment: Assessment
    way: Way
    user: User | None = None

    @property
    def name(self) -> str:
        return self.user.get_full_name() if self.user else self.email


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known about the words and addresses of a list; loaded in a fixed number of queries."""

    roles: Mapping[str, Role]
    assessments: Lookup
    members: Mapping[str, Membership]
    invited: Mapping[str, Invitation]
    renewable: Collection[str]
    held: Mapping[tuple[int, str], frozenset[str]]
    reach: dict[int, frozenset[int]] = field(default_factory=dict)

    def reaches(self, unit_id: int | None, assessment: Assessment) -> bool:
        """Whether a right that is limited to the unit, or to none, covers the unit of the assessment."""
        unit = assessment.unit
        if unit.pk not in self.reach:
            self.reach[unit.pk] = frozenset([unit.pk, *(above.pk for above in unit.ancestors())])
        return unit_id is None or unit_id in self.reach[unit.pk]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What a list comes to: whom to ask, or what is wrong. Nobody is asked while there are problems."""

    asks: tuple[Ask, ...]
    problems: tuple[Problem, ...]


def resolve(
    lines: Sequence[PastedLine], *, assessment: Assessment, by: User, default_roles: Iterable[Role] = ()
) -> Resolved:
    """Look up everybody on the lines; those that name no role get the default ones, if there are any."""
    known, default = _load_known(lines, assessment, by), tuple(default_roles)
    asks: list[Ask] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, int], int] = {}
    for line in lines:
        found = list(_check(line, known, assessment, default, seen))
        problems += [item for item in found if isinstance(item, Problem)]
        asks += [item for item in found if isinstance(item, Ask)]
    return Resolved(asks=tuple(asks), problems=tuple(problems))


def list_last_people(assessment: Assessment) -> list[Participant]:
    """Who took part in the unit's newest earlier assessment that had people, with their roles, and can still be asked.

    By name.
    """
    rows = Assessment.objects.filter(older_than(assessment), unit=assessment.unit_id)
    last = rows.filter(participants__isnull=False).order_by("-as_of", "-pk").first()
    if last is None:
        return []
    people = last.participants.filter(user__in=access.list_people(assessment.unit))
    return list(people.select_related("user").prefetch_related("roles").order_by("user__name", "user__email"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPerson:
    """An address that was asked and has not come yet, and its invitation, if there is one that was not withdrawn."""

    pk: int
    email: str
    roles: tuple[str, ...]
    keys: frozenset[str]
    invitation: Invitation | None


def list_planned(assessment: Assessment) -> list[PlannedPerson]:
    """Who was asked and has not come yet, by address. Three queries."""
    rows = list(assessment.planned.prefetch_related("roles").order_by("email"))
    waiting = Invitation.objects.filter(organisation=assessment.unit.organisation_id, email__in=[r.email for r in rows])
    found = {row.email: row for row in waiting.filter(accepted_at=None, withdrawn_at=None).order_by("pk")}
    return [
        PlannedPerson(
            pk=row.pk,
            email=row.email,
            roles=tuple(role.name for role in row.roles.all()),
            keys=frozenset(role.key for role in row.roles.all()),
            invitation=found.get(row.email),
        )
        for row in rows
    ]


def list_renewable(organisation: Organisation, by: User) -> QuerySet[Invitation]:
    """The invitations of which a lead may have a new link made: those of mere respondents of units that they lead.

    Whoever has a link can make the account of its address, and so must have no less right than it gives.
    """
    plain = list_waiting_invitations(organisation).filter(is_reviewer=False)
    led = access.list_units(by, kinds=access.LEADING).filter(organisation=organisation)
    whole = Q(unit=None) if led.filter(parent=None).exists() else Q(pk__in=[])
    return plain.filter(Q(unit__in=led) | whole, kind=Membership.Kind.RESPONDENT)


def _load_known(lines: Sequence[PastedLine], assessment: Assessment, by: User) -> Known:
    organisation, addresses = assessment.unit.organisation, {line.email for line in lines if line.email}
    members = organisation.memberships.annotate(address=Lower("user__email")).filter(address__in=addresses)
    waiting = list_open_invitations(organisation)
    mentioned = _list_mentioned(assessment, by)
    rows = Participant.objects.filter(assessment__in=[row.pk for rows in mentioned.values() for row in rows])
    held = rows.annotate(address=Lower("user__email")).filter(address__in=addresses).prefetch_related("roles")
    return Known(
        roles=_index_roles(),
        assessments=mentioned,
        members={row.address: row for row in members.select_related("user")},
        invited={row.email: row for row in waiting.filter(email__in=addresses).select_related("unit", "organisation")},
        renewable=set(list_renewable(organisation, by).filter(email__in=addresses).values_list("email", flat=True)),
        held={(row.assessment_id, row.address): frozenset(role.key for role in row.roles.all()) for row in held},
    )


def _list_mentioned(assessment: Assessment, by: User) -> dict[str, list[Assessment]]:
    """The open assessments of the round that the lead leads, by the name of their unit; this one always."""
    led = access.list_units(by, kinds=access.LEADING)
    rows = Assessment.objects.filter(cycle=assessment.cycle_id, state__in=OPEN_STATES, unit__in=led)
    found: dict[str, list[Assessment]] = {assessment.unit.name.casefold(): [assessment]}
    for row in rows.exclude(pk=assessment.pk).select_related("unit__organisation", "cycle"):
        found.setdefault(row.unit.name.casefold(), []).append(row)
    return found


def _index_roles() -> dict[str, Role]:
    """Answering roles by key, name and alias; a name wins over another role's alias."""
    roles = list(Role.answering().order_by("position"))
    aliases = {alias.strip().casefold(): role for role in roles for alias in role.aliases.splitlines() if alias.strip()}
    return aliases | {word.casefold(): role for role in roles for word in (role.key, role.name)}


def _check(
    line: PastedLine,
    known: Known,
    assessment: Assessment,
    default: tuple[Role, ...],
    seen: dict[tuple[str, int], int],
) -> Iterator[Problem | Ask]:
    """Every problem of one line, or whom it asks."""
    problems = [*_check_words(line, known, default)]
    found = known.assessments.get(line.unit.casefold(), ()) if line.unit else (assessment,)
    if len(found) != 1:
        code = Code.AMBIGUOUS_UNIT if found else Code.UNKNOWN_UNIT
        problems.append(Problem(number=line.number, code=code, about=shorten(line.unit)))
    elif line.email:
        problems += _check_person(line, known, found[0], seen)
    if problems:
        yield from problems
        return
    named = tuple(dict.fromkeys(known.roles[word.casefold()] for word in line.roles))
    yield _build_ask(line, known, found[0], named or default)


def _check_words(line: PastedLine, known: Known, default: tuple[Role, ...]) -> Iterator[Problem]:
    if not line.email:
        yield Problem(number=line.number, code=Code.NO_ADDRESS, about=line.entry)
    if line.surplus:
        yield Problem(number=line.number, code=Code.SURPLUS, about=line.surplus)
    if not line.roles and not default:
        yield Problem(number=line.number, code=Code.NO_ROLE, about=line.entry)
    if len(line.roles) > MOST_ROLES:
        yield Problem(number=line.number, code=Code.MANY_ROLES, about=str(len(line.roles)))
    for word in line.roles[:MOST_ROLES]:
        if word.casefold() not in known.roles:
            yield Problem(number=line.number, code=Code.UNKNOWN_ROLE, about=shorten(word))


def _check_person(
    line: PastedLine, known: Known, asked: Assessment, seen: dict[tuple[str, int], int]
) -> Iterator[Problem]:
    """Whether the person can be asked. Somebody new has one invitation, and so one unit at a time."""
    member, invitation = known.members.get(line.email), known.invited.get(line.email)
    earlier = seen.setdefault((line.email, asked.pk if member else 0), line.number)
    code = None
    if earlier != line.number:
        code = Code.TWICE
    elif member is not None:
        code = _find_obstacle(member, known, asked)
    elif invitation is not None and not known.reaches(invitation.unit_id, asked):
        code = Code.INVITED_ELSEWHERE
    if code is not None:
        yield Problem(number=line.number, code=code, about=line.email, line=earlier)


def _find_obstacle(member: Membership, known: Known, asked: Assessment) -> Code | None:
    if not member.user.is_active:
        return Code.SWITCHED_OFF
    if not member.is_active:
        return Code.PAUSED
    return None if known.reaches(member.unit_id, asked) else Code.OUT_OF_REACH


def _build_ask(line: PastedLine, known: Known, asked: Assessment, roles: Collection[Role]) -> Ask:
    member = known.members.get(line.email)
    if member is None:
        way = Way.WAITS if line.email in known.invited and line.email not in known.renewable else Way.INVITED
        return Ask(email=line.email, roles=tuple(roles), assessment=asked, way=way)
    held = known.held.get((asked.pk, line.email))
    way = Way.JOINS if held is None else Way.STAYS if {role.key for role in roles} <= held else Way.GAINS
    return Ask(email=line.email, roles=tuple(roles), assessment=asked, way=way, user=member.user)
