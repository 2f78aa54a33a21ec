"""The questionnaire as a PDF: the reader's own practices first, every word that helps to answer, and no answer."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import Membership, Organisation, User
from assessments.models import Assessment, Participant, PracticeRevision
from assessments.queries.own import load_own
from assessments.queries.questionnaires import load_questionnaire
from assessments.report.paper import build_assessment_paper, render_paper_html, render_paper_pdf
from tests.assessments_factories import (
    make_answer,
    make_answering_role,
    make_assessment,
    make_model_version,
    make_participant,
    publish,
)
from tests.factories import make_membership, make_organisation, make_user
from tests.report.reading import read_pdf_text

pytestmark = pytest.mark.django_db
OWN = "todo-stages-inventory-2-1"


@pytest.fixture
def acme() -> Organisation:
    return make_organisation()


@pytest.fixture
def assessment(acme: Organisation) -> Assessment:
    version = make_model_version(published=False)
    PracticeRevision.objects.filter(practice__key=OWN).update(provider=make_answering_role("lawyer"))
    PracticeRevision.objects.update(does_not_count="Only <planning> it.", who_knows="The *depot*.")
    return make_assessment(acme.units.get(), [publish(version)])


@pytest.fixture
def lawyer(assessment: Assessment, acme: Organisation) -> Participant:
    user = make_user("alice@example.org")
    make_membership(user, acme, Membership.Kind.RESPONDENT)
    return make_participant(assessment, user, ["lawyer"])


def write_html(participant: Participant) -> str:
    questionnaire = load_questionnaire(participant.assessment)
    own = load_own(participant, questionnaire)
    return " ".join(render_paper_html(build_assessment_paper(participant.assessment, questionnaire, own)).split())


def get_paper(user: User, assessment: Assessment) -> tuple[int, bytes]:
    client = Client()
    client.force_login(user)
    response = client.get(reverse("assessments:paper", args=[assessment.pk]))
    return response.status_code, response.content


def test_own_practices_come_first_then_the_others(lawyer: Participant) -> None:
    page = write_html(lawyer)
    own, others = page.split('id="own"')[1].split('id="others"')
    assert (own.count('class="question"'), others.count('class="question"')) == (1, 7)
    assert f"We do what {OWN} asks for." in own
    assert "<dt>For you</dt><dd>1 practice, about 1 min</dd>" in page


def test_whoever_is_asked_for_everything_gets_one_list(assessment: Assessment) -> None:
    part = make_participant(assessment, make_user("bob@example.org"), ["ciso"])
    page = write_html(part)
    assert ('id="all"' in page, 'id="others"' in page, page.count('class="question"')) == (True, False, 8)


def test_wording_guidance_scale_and_room_for_notes_are_there_and_no_answer(lawyer: Participant) -> None:
    make_answer(lawyer, OWN, "improved", comment="Canary comment")
    page = write_html(lawyer)
    assert page.count("<dt>Standard</dt><dd>Standard describes it.</dd>") == 1
    assert page.count("<li>Standard</li>") == page.count(">Notes</p>") == 8
    assert page.count("Only &lt;planning&gt; it.") == page.count("The <em>depot</em>.") == 8
    assert "Canary" not in page


def test_pdf_is_tagged_titled_and_the_same_each_time(lawyer: Participant) -> None:
    questionnaire = load_questionnaire(lawyer.assessment)
    paper = build_assessment_paper(lawyer.assessment, questionnaire, load_own(lawyer, questionnaire))
    first, again = render_paper_pdf(paper), render_paper_pdf(paper)
    assert isinstance(first, bytes)
    assert first == again
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Questionnaire of Acme, 2026 H2"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "en-gb"
    assert f"We do what {OWN} asks for." in " ".join(read_pdf_text(first).split())


def test_participants_and_leads_get_the_file(lawyer: Participant, acme: Organisation) -> None:
    lead = make_user("carol@example.org")
    make_membership(lead, acme, Membership.Kind.LEAD)
    for user in (lawyer.user, lead):
        status, data = get_paper(user, lawyer.assessment)
        assert (status, data[:5]) == (200, b"%PDF-")


@pytest.mark.parametrize(("kind", "status"), [(Membership.Kind.VIEWER, 403), (None, 404)])
def test_others_do_not(lawyer: Participant, acme: Organisation, kind: str | None, status: int) -> None:
    user = make_user("eve@example.org")
    if kind:
        make_membership(user, acme, kind)
    assert get_paper(user, lawyer.assessment)[0] == status


def test_editors_get_the_file_of_a_draft_version() -> None:
    version = make_model_version("draft", published=False)
    client = Client()
    client.force_login(make_user("admin@example.org", is_staff=True, is_superuser=True))
    response = client.get(reverse("assessments:preview-paper", args=[version.pk]))
    assert (response.status_code, response.content[:5]) == (200, b"%PDF-")
    assert "questionnaire.pdf" in client.get(reverse("assessments:preview", args=[version.pk])).content.decode()


def test_page_says_what_to_do_when_it_takes_too_long(lawyer: Participant) -> None:
    with override_settings(PDF_SECONDS=0):
        status, page = get_paper(lawyer.user, lawyer.assessment)
    assert (status, "It took longer than this installation allows" in page.decode()) == (503, True)
    assert f'href="{reverse("assessments:assessment", args=[lawyer.assessment_id])}">Back</a>' in page.decode()
