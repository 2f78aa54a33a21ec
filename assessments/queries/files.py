"""Versions as model files: what is written out, and what an incoming file meets."""

from __future__ import annotations

from assessments.exchange import Content, write_json, write_yaml
from assessments.models import ModelVersion
from assessments.queries.content import load_content_set

WRITERS = {"yaml": write_yaml, "json": write_json}


def find_version(key: str, number: str = "") -> ModelVersion | None:
    """The version with this number; without one the newest published version, else the newest draft."""
    rows = ModelVersion.objects.filter(maturity_model__key=key).select_related("maturity_model")
    if number:
        return rows.filter(number=number).first()
    published = rows.filter(status=ModelVersion.Status.PUBLISHED).order_by("-published_at", "-pk")
    return published.first() or rows.order_by("-pk").first()


def load_package(version: ModelVersion) -> Content:
    """The version with everything that is only its own: the scales and the practice revisions that it counts."""
    whole = load_content_set(ModelVersion.objects.filter(pk=version.pk))
    return Content(scales=whole.scales, practices=whole.practices, versions=whole.versions)


def render_model_file(version: ModelVersion, form: str) -> str:
    """The file as text; `form` is a key of `WRITERS`."""
    return WRITERS[form](load_package(version))


def name_model_file(version: ModelVersion, form: str) -> str:
    """A file name such as `todo-stages-1.0.yaml`: letters, digits, points and hyphens."""
    number = "".join(sign if sign.isascii() and (sign.isalnum() or sign in ".-") else "-" for sign in version.number)
    return f"{version.maturity_model.key}-{number}.{form}"
