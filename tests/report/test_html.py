"""The document that becomes the PDF: its structure, and text that people wrote."""

from __future__ import annotations

import itertools
import re

import pytest

from assessments.models import Answer, Assessment, Participant
from assessments.report.files import load_report
from assessments.report.html import render_html
from assessments.templatetags.result_text import BREAK_HERE, breakable, lookup
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db


def test_headings_skip_no_level(assessment: Assessment, alice: Participant) -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)", render_html(load_report(assessment)))]
    assert levels.count(1) == 1
    assert [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_every_table_has_a_caption_and_every_heading_cell_a_scope(assessment: Assessment, alice: Participant) -> None:
    html = render_html(load_report(assessment))
    assert html.count("<table") == html.count("<caption")
    assert [cell for cell in re.findall(r"<th\b[^>]*>", html) if "scope=" not in cell] == []


def test_document_refers_to_nothing_that_is_fetched(assessment: Assessment, alice: Participant) -> None:
    html = render_html(load_report(assessment))
    assert re.findall(r"<(?:img|link|script|iframe|object|embed)\b|\bsrc=|\bstyle=|url\(", html) == []


def test_what_people_wrote_is_escaped(assessment: Assessment, alice: Participant) -> None:
    Answer.objects.filter(participant=alice).update(comment="<b>&{{ x }}</b>\nsecond line")
    assert "&lt;b&gt;&amp;{{ x }}&lt;/b&gt;<br>second line" in render_html(load_report(assessment))


def test_contents_lead_to_sections_that_exist(assessment: Assessment, alice: Participant) -> None:
    html = render_html(load_report(assessment))
    wanted = re.findall(r'href="#([^"]+)"', html)
    assert len(wanted) == 8
    assert [name for name in wanted if f'id="{name}"' not in html] == []


def test_assessment_without_versions_is_an_empty_report() -> None:
    unit = make_organisation().units.get()
    cycle = unit.organisation.cycles.create(name="2026", starts_on="2026-01-01")
    assessment = Assessment.objects.create(unit=unit, cycle=cycle)
    assert load_report(assessment).models == ()


def test_long_words_get_places_to_break_and_short_ones_none() -> None:
    assert breakable("short words stay") == "short words stay"
    assert breakable("a " + "x" * 100) == "a " + BREAK_HERE.join(["x" * 40, "x" * 40, "x" * 20])
    assert breakable("y" * 59) == "y" * 59


def test_lookup_of_an_unknown_key_is_nothing() -> None:
    assert (lookup({"a": 1}, "a"), lookup({"a": 1}, "b")) == (1, None)
