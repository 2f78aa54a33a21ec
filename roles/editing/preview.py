"""What the long texts of a form will look like, before anything is saved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import capfirst

from roles.models import ONE_PER_LINE

if TYPE_CHECKING:
    from django.db.models import Field, Model

NUMBERED = re.compile(r"(?P<prefix>\w+)-(?P<row>\d+)-(?P<name>\w+)", re.ASCII)
RichFields = Mapping[str, "Field"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One text that was sent: `field` is its name in the form, `label` what people call it."""

    field: str
    label: str
    text: str
    is_list: bool


def list_rich_fields(kind: type[Model], names: tuple[str, ...], *, prefix: str = "") -> dict[str, Field]:
    """The rich fields of a kind of content: "summary", or "levels-summary" for the rows of an inline."""
    lead = f"{prefix}-" if prefix else ""
    return {f"{lead}{name}": kind._meta.get_field(name) for name in names}


def build_previews(sent: Mapping[str, str], rich: RichFields) -> Iterator[Preview]:
    """The texts of a sent form that are Markdown and not empty, in the order of the form."""
    for name in sent:
        numbered = NUMBERED.fullmatch(name)
        field = rich.get(f"{numbered['prefix']}-{numbered['name']}" if numbered else name)
        if field is None or not sent[name].strip():
            continue
        label = capfirst(str(field.verbose_name))
        if numbered:
            label = f"{capfirst(str(field.model._meta.verbose_name))} {int(numbered['row']) + 1}: {label}"
        yield Preview(field=name, label=label, text=sent[name], is_list=field.help_text == ONE_PER_LINE)
