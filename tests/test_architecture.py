"""The import table of the architecture holds, and the test of it sees what it should."""

from __future__ import annotations

import pytest

from tests.house.imports import check_module, list_modules
from tests.house.source import report

KNOWN = ("assessments", "assessments.models", "assessments.models.answers", "assessments.queries", "roles.models")


def check(module: str, text: str) -> list[str]:
    return [finding.what for finding in check_module(module, text, known=KNOWN)]


def test_modules_import_only_what_their_layer_may() -> None:
    modules = list_modules()
    assert (
        report(finding for name, text in modules.items() for finding in check_module(name, text, known=modules)) == ""
    )


@pytest.mark.parametrize(
    ("module", "text", "refused"),
    [
        ("assessments.scoring.engine", "import django", "django"),
        (
            "assessments.scoring.engine",
            "def f():\n    from assessments.models import answers",
            "assessments.models.answers",
        ),
        (
            "assessments.scoring.engine",
            "if TYPE_CHECKING:\n    import assessments.charts.svg",
            "assessments.charts.svg",
        ),
        ("assessments.charts.svg", "import yaml", "yaml"),
        ("assessments.charts.svg", "from assessments.exchange import format", "assessments.exchange"),
        ("assessments.exchange.format", "import plotly.graph_objects", "plotly.graph_objects"),
        ("accounts.models", "from roles.models import Role", "roles.models"),
        ("roles.admin", "from assessments.scoring import engine", "assessments.scoring"),
        ("assessments.models.answers", "from ..queries import answers", "assessments.queries"),
        ("assessments.queries.answers", "from assessments.actions import answers", "assessments.actions"),
        ("assessments.actions.answers", "import weasyprint", "weasyprint"),
        ("assessments.views.home", "from ospo_site import settings", "ospo_site"),
    ],
)
def test_import_from_a_higher_layer_is_found(module: str, text: str, refused: str) -> None:
    assert [what.rpartition(" ")[2] for what in check(module, text)] == [refused]


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("assessments.scoring.engine", "from fractions import Fraction\nfrom .types import Rubric"),
        ("assessments.charts.radar", "import plotly.graph_objects\nfrom assessments.scoring import results"),
        ("assessments.models", "from .answers import Answer"),
        ("assessments.report.pdf", "def f():\n    import weasyprint"),
        ("assessments.apps", "from assessments import system_checks, guards"),
        ("ospo_site.urls", "from allauth.account import decorators\nimport assessments.urls"),
    ],
)
def test_import_from_a_lower_layer_is_fine(module: str, text: str) -> None:
    assert check(module, text) == []


@pytest.mark.parametrize("module", ["assessments.helpers", "assessments.utils.text", "surveys.models"])
def test_module_in_no_layer_is_found(module: str) -> None:
    assert check(module, "") == ["stands in no layer of the architecture"]


def test_package_page_that_imports_is_found() -> None:
    assert check("assessments", "from assessments.models import answers") == ["stands in no layer of the architecture"]
