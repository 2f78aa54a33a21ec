"""An assessment by group that is lived through twice: who said what differs inside the groups, and nothing else does.

Whatever a lead can see has to be the same in both, at every moment. That covers every way of working back from a
number, a filter, an order, a day or a difference between two visits to what one person said, also those that nobody
thought of.
"""

from __future__ import annotations

import datetime
import itertools
import random
import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, User
from assessments.actions.agree import Agreement, agree
from assessments.actions.answers import AnswerChange, save_answer, submit_answers
from assessments.actions.collecting import add_participant, close_collecting
from assessments.actions.finalise import finalise, reopen
from assessments.models import AnswerKind, Assessment, Participant, Snapshot
from assessments.queries import settling
from assessments.queries.questionnaires import Question, load_questionnaire
from assessments.report.files import describe_final, load_report
from assessments.report.html import render_html
from assessments.report.json import to_json
from assessments.urls import urlpatterns
from tests.access.test_access import read_whole
from tests.assessments_factories import POINTS, get_point, make_answering_role, make_assessment, make_model_version
from tests.factories import make_membership, make_organisation, make_user

BEGIN = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
# Made anew for each page, or for each run: what stands in forms against forgery and repetition.
MADE_ANEW = re.compile(r'(name="csrfmiddlewaretoken" value=)"\w+"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')
# The file is drawn from the text of the report and its hash (`report.files`), and both are compared.
LEFT_OUT = {"report-pdf"}
# What stands for anything that there is none of here.
NOBODYS = 0
Seen = dict[str, str]
# Practice key → what each of several people said of it, in the order of the people.
Sayings = dict[str, list["Saying"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One answer, or none (`kind` empty)."""

    kind: str = AnswerKind.RATED
    point: str = ""
    reason: str = ""
    comment: str = ""
    evidence: tuple[str, ...] = ()
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The people by the roles that they hold. The silent never answer; the hesitant answer and do not submit."""

    roles: tuple[tuple[str, ...], ...]
    silent: frozenset[int] = frozenset()
    hesitant: frozenset[int] = frozenset()

    @property
    def speakers(self) -> list[int]:
        return [number for number in range(len(self.roles)) if number not in self.silent]


@dataclass(slots=True)
class Clock:
    """What the product takes for now. It moves when the story does, so that days and orders could tell something."""

    now: datetime.datetime = BEGIN

    def __call__(self) -> datetime.datetime:
        return self.now

    def sleep(self, **ahead: float) -> None:
        self.now += datetime.timedelta(**ahead)


@dataclass(slots=True, kw_only=True)
class Stage:
    """Everything that both worlds share: the assessment, its lead, and the people before anybody has answered."""

    assessment: Assessment
    lead: User
    people: list[Participant]
    cast: Cast
    clock: Clock
    groups: dict[int, str] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)


def make_stage(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Stage:
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    organisation = make_organisation()
    lead = make_user("lead@example.org", name="Lea Lead")
    make_membership(lead, organisation, Membership.Kind.ADMIN)
    by_group = Assessment.Confidentiality.BY_GROUP
    assessment = make_assessment(organisation.units.get(), [make_model_version()], confidentiality=by_group)
    people = [join(assessment, lead, number, roles) for number, roles in enumerate(cast.roles)]
    questions = load_questionnaire(assessment).questions
    return Stage(assessment=assessment, lead=lead, people=people, cast=cast, clock=clock, questions=questions)


def join(assessment: Assessment, lead: User, number: int, roles: Sequence[str]) -> Participant:
    user = make_user(f"person{number}@example.org", name=f"Person {number}")
    make_membership(user, assessment.unit.organisation, Membership.Kind.RESPONDENT)
    held = [make_answering_role(key) for key in roles]
    return add_participant(assessment=assessment, user=user, roles=held, by=lead)


def invent_sayings(stage: Stage, seed: int) -> Sayings:
    """Answers of every kind. Everybody answers the first practice, so that nobody's start depends on the draw."""
    dice, speakers = random.Random(seed), stage.cast.speakers  # noqa: S311 - a story, no secret
    first, *rest = stage.questions
    made: Sayings = {first: [Saying(point=dice.choice(POINTS)[0]) for _ in speakers]}
    for key in rest:
        made[key] = [invent_saying(dice, f"{key} by {number}") for number in speakers]
    return made


def invent_saying(dice: random.Random, mark: str) -> Saying:
    kind = dice.choice([AnswerKind.RATED] * 3 + [AnswerKind.NOT_APPLICABLE, AnswerKind.DONT_KNOW, AnswerKind.NONE])
    if kind == AnswerKind.NONE:
        return Saying(kind=kind, times=0)
    reason = f"Reason {mark}" if kind == AnswerKind.NOT_APPLICABLE else ""
    comment = dice.choice(["", f"Comment {mark}"])
    evidence = dice.choice([(), (f"https://example.org/{mark.replace(' ', '-')}",)])
    point = dice.choice(POINTS)[0] if kind == AnswerKind.RATED else ""
    times = dice.choice([1, 1, 2])
    return Saying(kind=kind, point=point, reason=reason, comment=comment, evidence=evidence, times=times)


def swap_inside_groups(stage: Stage, sayings: Sayings, seed: int) -> Sayings:
    """The other world: of each practice, what was said in a group was said by others of it. Not the first practice."""
    dice, speakers = random.Random(seed), stage.cast.speakers  # noqa: S311 - a story, no secret
    other = {}
    for position, (key, said) in enumerate(sayings.items()):
        other[key] = list(said)
        for alike in list_alike(stage) if position else ():
            places = [speakers.index(number) for number in alike]
            drawn = dice.sample(places, len(places))
            for place, source in zip(places, drawn, strict=True):
                other[key][place] = said[source]
    return other


def list_alike(stage: Stage) -> list[list[int]]:
    """The speakers by group, and in it by whether they submit: that is shown with their names."""
    kinds: dict[tuple[str, bool], list[int]] = {}
    for number in stage.cast.speakers:
        kinds.setdefault((stage.groups[number], number in stage.cast.hesitant), []).append(number)
    return list(kinds.values())


def live_through(stage: Stage, sayings: Sayings, *, before: str = "the end") -> Seen:
    """All that its lead saw of one world, from the first answer to the second report; then it is as if it never was.

    The story may be left before the moment of that name.
    """
    stage.clock.now = BEGIN
    # What was said is kept by keys and moments, which are the same in both worlds, and only in a test.
    settling.forget_replies()
    with transaction.atomic():
        seen = dict(itertools.takewhile(lambda sight: not sight[0].startswith(before), tell(stage, sayings)))
        transaction.set_rollback(True)
    return seen


def tell(stage: Stage, sayings: Sayings) -> Iterator[tuple[str, str]]:
    """The story. Each part ends with the lead looking at everything."""
    for place, number in enumerate(stage.cast.speakers):
        stage.clock.sleep(hours=20)
        speak(stage, stage.people[number], {key: said[place] for key, said in sayings.items()})
        if place in (0, len(stage.cast.speakers) - 2):
            yield from look(stage, f"after person {number}")
    stage.clock.sleep(days=1)
    if refetch(stage).state == Assessment.State.COLLECTING:
        close_collecting(assessment=stage.assessment, by=stage.lead)
    stage.groups = {number: Participant.objects.get(pk=one.pk).group for number, one in enumerate(stage.people)}
    yield from look(stage, "closed", everything=True)
    stage.clock.sleep(days=1)
    finish(stage, [*stage.questions][1])
    yield from look(stage, "final")
    reopen(assessment=stage.assessment, by=stage.lead, reason="Once more.")
    finish(stage, [*stage.questions][2])
    yield from look(stage, "final again")


def speak(stage: Stage, person: Participant, said: Mapping[str, Saying]) -> None:
    for key, saying in said.items():
        for version in range(saying.times):
            stage.clock.sleep(minutes=3)
            save_answer(participant=person, question=stage.questions[key], change=to_change(saying, version))
    # They leave at a time of their own, however long they took: that they were there is no secret.
    stage.clock.now = stage.clock.now.replace(hour=23, minute=0)
    if stage.people.index(person) not in stage.cast.hesitant:
        submit_answers(participant=person, questionnaire=load_questionnaire(stage.assessment))


def to_change(saying: Saying, version: int) -> AnswerChange:
    return AnswerChange(
        change_id=uuid.uuid4(),
        seen_version=version,
        kind=saying.kind,
        point_id=get_point(saying.point).pk if saying.point else None,
        reason=saying.reason,
        comment=saying.comment,
        evidence=saying.evidence,
    )


def finish(stage: Stage, key: str) -> None:
    """The lead records one practice, and finalises."""
    change = {"change_id": uuid.uuid4(), "seen_version": 0, "kind": AnswerKind.RATED}
    agreement = Agreement(**change, point_id=get_point("partial").pk, reason="Agreed.")  # type: ignore[arg-type]
    agree(assessment=stage.assessment, question=stage.questions[key], agreement=agreement, by=stage.lead)
    finalise(assessment=stage.assessment, by=stage.lead, describe=describe_final)


def look(stage: Stage, when: str, *, everything: bool = False) -> Iterator[tuple[str, str]]:
    """All that the lead gets at this moment: pages, files, and what they are drawn from."""
    client, assessment = Client(), refetch(stage)
    client.force_login(stage.lead)
    is_open = assessment.state == Assessment.State.COLLECTING
    for address in list_addresses(stage, everything=everything, is_open=is_open):
        yield f"{when}: {address}", read(client, address)
    if everything or is_open:
        yield from try_everything(stage, client, when)
    if not is_open:
        report = load_report(assessment)
        yield from ((f"{when}: report", render_html(report)), (f"{when}: JSON", to_json(report)))
    for snapshot in Snapshot.objects.filter(assessment=assessment).order_by("revision"):
        yield f"{when}: snapshot {snapshot.revision}", snapshot.digest


def list_addresses(stage: Stage, *, everything: bool, is_open: bool) -> Iterator[str]:
    """The home page, those of organisation and unit, and every address of the product below assessment and cycle."""
    assessment = stage.assessment
    yield from ("/", reverse("assessments:unit", args=[assessment.unit_id]))
    yield reverse("assessments:organisation", args=[assessment.unit.organisation.slug])
    values = {
        "practice": [*stage.questions][: 1 if is_open else None],
        "participant": [stage.people[0].pk],
        "model": ["todo-stages"],
        "dimension": ["licences"],
        "role": ["developer", "software-architect"],
    }
    for own, pk in (("assessments/", assessment.pk), ("cycles/", assessment.cycle_id)):
        for pattern in urlpatterns:
            names = [*pattern.pattern.converters]
            if str(pattern.pattern).startswith(f"{own}<int:pk>/") and pattern.name not in LEFT_OUT:
                choices = [{**values, "pk": [pk]}.get(name, [NOBODYS]) for name in names]
                for chosen in itertools.product(*choices):
                    yield reverse(f"assessments:{pattern.name}", kwargs=dict(zip(names, chosen, strict=True)))
    if everything:
        yield from list_filtered(stage)


def list_filtered(stage: Stage) -> Iterator[str]:
    """Every combination of the board's filters, and the trail by person, by action, by practice and by day.

    No other page of an assessment or a cycle takes a filter.
    """
    board, trail = (reverse(f"assessments:{name}", args=[stage.assessment.pk]) for name in ("board", "trail-csv"))
    states, sections = ("", "open", "differ", "recorded"), ("", "licences")
    roles = ("", *sorted({role for held in stage.cast.roles for role in held}))
    for state, section, role in itertools.product(states, sections, roles):
        yield f"{board}?state={state}&section={section}&role={role}"
    for person in stage.people:
        yield f"{trail}?person={person.user.person}"
    for action in ("answered", "submitted", "closed"):
        yield f"{trail}?action={action}"
    for key in stage.questions:
        yield f"{trail}?practice={key}"
    for day in range(9):
        text = (BEGIN + datetime.timedelta(days=day)).date().isoformat()
        yield f"{trail}?since={text}&until={text}"


def try_everything(stage: Stage, client: Client, when: str) -> Iterator[tuple[str, str]]:
    """What a lead may try: opening again, taking somebody out, taking a move back. All of it is undone."""
    pk = stage.assessment.pk
    tries = [reverse(f"assessments:{name}", args=[pk]) for name in ("reopen", "undo-move", "close")]
    tries += [reverse("assessments:remove-participant", args=[pk, person.pk]) for person in stage.people[:1]]
    for address in tries:
        with transaction.atomic():
            yield f"{when}: POST {address}", read(client, address, method="POST")
            transaction.set_rollback(True)


def read(client: Client, address: str, *, method: str = "GET") -> str:
    """Status and content, without what is made anew each time. A report is not rendered: its text is read instead."""
    with override_settings(PDF_SECONDS=0):
        response = read_whole(client.generic(method, address, follow=True))
    return f"{response.status_code} {clean(response)}"


def clean(response: HttpResponse) -> str:
    return MADE_ANEW.sub("anew", response.content.decode())


def refetch(stage: Stage) -> Assessment:
    return Assessment.objects.select_related("unit__organisation", "cycle").get(pk=stage.assessment.pk)


def list_differences(first: Seen, second: Seen) -> list[str]:
    """Where the two worlds look different, with the first line that does."""
    found = [] if first.keys() == second.keys() else ["other addresses"]
    for what in first:
        ours, theirs = first[what].splitlines(), second.get(what, "").splitlines()
        pair: Callable[[tuple[str, str]], bool] = lambda lines: lines[0] != lines[1]  # noqa: E731
        lines = next(filter(pair, itertools.zip_longest(ours, theirs, fillvalue="")), None)
        found += [f"{what}: {lines[0].strip()} | {lines[1].strip()}"] if lines else []
    return found
