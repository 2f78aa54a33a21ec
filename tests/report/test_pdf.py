"""The PDF: the same numbers as the page, tagged, repeatable, closed to the outside, and bounded."""

from __future__ import annotations

import io
import re
import time
import unicodedata
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from assessments.models import Answer, Assessment, Participant
from assessments.report.files import load_report, render_report_pdf
from assessments.report.json import to_json
from assessments.report.pdf import PdfFailure, PdfLimits, render_pdf, write_document
from tests.factories import make_membership
from tests.report.reading import list_numbers, read_pdf_text, read_text

pytestmark = pytest.mark.django_db
IDENTIFIER = b"0123456789abcdef"
LIMITS = PdfLimits(seconds=60, memory_mb=768)
NESTED = "<div style='display:flex'>" * 14 + "x" + "</div>" * 14


def render(body: str, limits: PdfLimits = LIMITS) -> bytes | PdfFailure:
    html = f"<html lang='en'><head><title>T</title></head><body><h1>T</h1>{body}</body></html>"
    return render_pdf(html, identifier=IDENTIFIER, limits=limits)


def render_bytes(body: str) -> bytes:
    pdf = render(body)
    assert isinstance(pdf, bytes)
    return pdf


def render_report(assessment: Assessment) -> bytes:
    pdf = render_report_pdf(load_report(assessment))
    assert isinstance(pdf, bytes)
    return pdf


def open_pdf(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def test_every_number_of_the_page_is_in_the_pdf_and_the_json(
    client: Client, assessment: Assessment, alice: Participant
) -> None:
    make_membership(alice.user, assessment.unit.organisation, Membership.Kind.LEAD)
    client.force_login(alice.user)
    page = client.get(reverse("assessments:results", args=[assessment.pk])).content.decode()
    shown = list_numbers(read_text(page))
    assert len(shown) > 20
    assert shown - list_numbers(read_pdf_text(render_report(assessment))) == set()
    assert shown - list_numbers(to_json(load_report(assessment))) == set()


def test_same_data_gives_the_same_bytes(assessment: Assessment, alice: Participant) -> None:
    assert render_report(assessment) == render_report(assessment)


def test_other_data_gives_another_identifier(assessment: Assessment, alice: Participant) -> None:
    first = open_pdf(render_report(assessment)).trailer.ID[0]
    Answer.objects.filter(participant=alice).first().delete()
    assert open_pdf(render_report(assessment)).trailer.ID[0] != first


def test_pdf_is_tagged_and_says_what_it_is(assessment: Assessment, alice: Participant) -> None:
    with open_pdf(render_report(assessment)) as pdf:
        root: Any = pdf.Root
        assert bool(root.MarkInfo.Marked) is True
        assert str(root.Lang) == "en-gb"
        assert bool(root.ViewerPreferences.DisplayDocTitle) is True
        assert str(pdf.docinfo.Title) == "Open source maturity of Payments, 2026 H2"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_every_figure_says_its_finding(assessment: Assessment, alice: Participant) -> None:
    with open_pdf(render_report(assessment)) as pdf:
        figures = [str(item.get("/Alt", "")) for item in pdf.objects if is_tag(item, "/Figure")]
    assert len(figures) == 4
    assert [text for text in figures if "highest in" not in text and "In place:" not in text] == []


def is_tag(item: Any, name: str) -> bool:
    return isinstance(item, pikepdf.Dictionary) and str(item.get("/S", "")) == name


def test_draft_stands_on_every_page(assessment: Assessment, alice: Participant) -> None:
    data = render_report(assessment)
    count = len(open_pdf(data).pages)
    text = read_pdf_text(data)
    assert count > 3
    assert len(re.findall(r"\bDRAFT\b", text)) >= count
    assert re.findall(r"(\d+) / (\d+)", text)[:2] == [("1", str(count)), ("2", str(count))]


def test_hostile_text_stays_text(assessment: Assessment, alice: Participant) -> None:
    hostile = (
        "<script>alert(1)</script><link rel=attachment href='file:///etc/hostname'>"
        "<img src='http://127.0.0.1:9/x.png'><h1>Big</h1>{{ settings }}"
    )
    Answer.objects.filter(participant=alice).update(comment=hostile)
    data = render_report(assessment)
    with open_pdf(data) as pdf:
        assert list(pdf.attachments) == []
    assert squeeze(hostile) in squeeze(read_pdf_text(data))


def test_longest_unbroken_comment_is_printed_whole_and_soon(assessment: Assessment, alice: Participant) -> None:
    answer = Answer.objects.filter(participant=alice).first()
    answer.comment = "x" * 4000
    answer.save()
    started = time.monotonic()
    data = render_report(assessment)
    assert time.monotonic() - started < 20
    assert read_pdf_text(data).count("x") >= 4000


def squeeze(text: str) -> str:
    visible = (char for char in text if unicodedata.category(char) not in ("Cf", "Zs", "Cc"))
    return "".join(visible)


@pytest.mark.parametrize(
    "body",
    [
        "<img src='file:///etc/hostname' alt='a'>",
        "<img src='http://127.0.0.1:9/a.png' alt='a'>",
        "<style>@import url('file:///etc/passwd'); p { background: url('http://127.0.0.1:9/b') }</style><p>x</p>",
        "<link rel='attachment' href='file:///etc/hostname'>",
        "<object data='file:///etc/hostname'></object>",
    ],
)
def test_nothing_outside_the_document_is_read(body: str) -> None:
    with open_pdf(render_bytes(body)) as pdf:
        assert list(pdf.attachments) == []
        assert [item for item in pdf.objects if is_tag(item, "/Image")] == []


def test_rendering_stops_at_its_time_limit() -> None:
    started = time.monotonic()
    assert render(NESTED, PdfLimits(seconds=1, memory_mb=768)) is PdfFailure.TOO_LONG
    assert time.monotonic() - started < 10


def test_rendering_stops_at_its_memory_limit() -> None:
    assert render("<p>word</p>" * 4000, PdfLimits(seconds=60, memory_mb=1)) is PdfFailure.STOPPED


def test_child_that_fails_is_a_failure_and_no_exception() -> None:
    assert render("<div>" * 3000) is PdfFailure.STOPPED


def test_bounded_and_unbounded_rendering_give_the_same_bytes() -> None:
    html = "<html lang='en'><head><title>T</title></head><body><h1>T</h1></body></html>"
    assert render("") == write_document(html, IDENTIFIER)
