"""The inventory of content in plain text, for a terminal and for a file that is read by people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.exchange import Accepted, ModelInventory, RoleCount, SharedPractice

INDENT, GAP = "  ", "   "
Row = Sequence[str]


def list_inventory(item: ModelInventory) -> list[str]:
    """The lines of one version: its table, then its lists, each under a heading with its number."""
    title = f"{item.name} {item.number} ({item.model})"
    return [
        title,
        "=" * len(title),
        _say_counts(item),
        "",
        *_list_grid(item),
        *_list_keys(_("Key practices"), item.key),
        *_list_keys(_("Core practices (quick pass)"), item.core),
        *_list_keys(_("Level not named by the source"), item.level_is_ours),
        *_list_section(_("Shared with another model"), [_say_shared(one) for one in item.shared]),
        *_list_section(_("Exceptions to the cross-walk"), [_say_shared(one) for one in item.cross_walk_exceptions]),
        *list_roles(_("Practices per role"), item.roles),
        *_list_keys(_("Practices without a source"), item.without_source),
        *_list_trials(item),
        *_list_section(_("Accepted warnings"), [_say_accepted(one) for one in item.accepted]),
    ]


def list_roles(heading: str, roles: Mapping[str, RoleCount]) -> list[str]:
    """A table of roles: what they provide, what they use, the sum."""
    head = (_("role"), _("provides"), _("uses"), _("in all"))
    rows = [(role, str(one.provided), str(one.used), str(one.total)) for role, one in roles.items()]
    return _list_section(heading, _align([head, *rows]), count=len(rows))


def _say_counts(item: ModelInventory) -> str:
    count = ngettext("%(n)d practice", "%(n)d practices", item.practices) % {"n": item.practices}
    scales = _("scales: %(list)s") % {"list": _say_numbers(item.scales)}
    scopes = _("scope: %(list)s") % {"list": _say_numbers(item.scopes)}
    return f"{count}; {scales}; {scopes}."


def _say_numbers(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in numbers.items())


def _list_grid(item: ModelInventory) -> list[str]:
    """Dimensions down, levels across; a level at which a dimension counts nothing shows a dash."""
    head = (_("dimension"), *(str(level) for level in item.levels), _("all"))
    rows = [(row.key, *(str(count or "–") for count in row.levels), str(row.total)) for row in item.dimensions]
    sums = [str(sum(row.levels[index] for row in item.dimensions)) for index in range(len(item.levels))]
    foot = (_("all"), *sums, str(item.practices))
    heading = _("Practices by dimension and level") if item.levels else _("Practices by dimension; no levels")
    return _list_section(heading, _align([head, *rows, foot]), count=None)


def _list_keys(heading: str, keys: Sequence[str]) -> list[str]:
    return _list_section(heading, keys)


def _list_trials(item: ModelInventory) -> list[str]:
    """Practices that were not tried by paraphrase; when that is all of them, one line says so."""
    heading = _("Practices without a paraphrase trial")
    keys = item.without_paraphrase_trial
    if len(keys) == item.practices > 0:
        return _list_section(heading, [_("all of them")], count=len(keys))
    return _list_section(heading, keys)


def _list_section(heading: str, lines: Sequence[str], *, count: int | None = -1) -> list[str]:
    """A heading with a number (that of the lines unless one is given, none for None), the lines indented below."""
    number = len(lines) if count == -1 else count
    shown = heading if number is None else f"{heading}: {number}"
    return [shown, *(INDENT + line for line in lines), ""]


def _align(rows: Iterable[Row]) -> list[str]:
    """Columns: the first to the left, the others to the right."""
    table = list(rows)
    widths = [max(len(row[index]) for row in table) for index in range(len(table[0]))]
    return [
        GAP.join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in table
    ]


def _say_shared(item: SharedPractice) -> str:
    values = {"practice": item.practice, "own": _say_level(item.level), "other": item.other}
    text = _("%(practice)s: %(own)s here, %(there)s in %(other)s") % {**values, "there": _say_level(item.other_level)}
    return f"{text} ({item.note})" if item.note else text


def _say_level(level: int | None) -> str:
    return _("no level") if level is None else _("level %(number)d") % {"number": level}


def _say_accepted(item: Accepted) -> str:
    return f"{item.place}: {item.warning}: {item.reason}"
