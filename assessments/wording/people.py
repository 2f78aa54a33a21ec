"""Who answered, how much, and how far a result has got."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.queries.progress import Exposure
from assessments.scoring import Score
from assessments.wording.numbers import list_left_out, say_list, say_percent


def say_status(*, is_final: bool) -> str:
    """What stands on every page of the PDF."""
    return _("FINAL") if is_final else _("DRAFT")


def say_status_note(*, is_final: bool) -> str:
    if is_final:
        return _("The assessment is finalised; this result does not change any more.")
    return _("The assessment is not finalised; answers and result may still change.")


def say_scope(*, is_quick: bool) -> str:
    return _("Quick pass (core practices)") if is_quick else _("Full assessment")


def say_how_shown(*, by_group: bool) -> str:
    """Who sees whose answers: told to whoever chooses it, and to everybody before they answer."""
    if by_group:
        return _("Only groups of at least three people are shown, and nothing before collecting closes.")
    return _("Leads see every answer with its name.")


def say_exposure(exposure: Exposure | None) -> str:
    """What that does not hide, for somebody whose answers could be told apart; else nothing."""
    said = {
        Exposure.FEW: _(
            "Fewer than three take part so far: if it stays so, what you say can be told from what is shown."
        ),
        Exposure.SOLE: _(
            "You are the only one here in one of your roles: your answers are shown together with those of other roles."
        ),
    }
    return said[exposure] if exposure else ""


def say_participants(total: int, submitted: int) -> str:
    """How many take part, and how many have submitted."""
    if total == 0:
        return _("Nobody takes part yet")
    people = ngettext("%(count)d participant", "%(count)d participants", total) % {"count": total}
    if total == submitted:
        return _("%(people)s, all submitted") % {"people": people} if total > 1 else _("1 participant, submitted")
    return _("%(people)s, %(submitted)d submitted") % {"people": people, "submitted": submitted}


def say_confidence(total: int, submitted: int, score: Score, open_conversations: int) -> str:
    """What the whole result rests on: people, share rated, what is left open."""
    parts = [say_participants(total, submitted)]
    if score.coverage is not None:
        rated = ngettext(
            "%(percent)s of %(count)d practice rated", "%(percent)s of %(count)d practices rated", score.applicable
        )
        parts.append(rated % {"percent": say_percent(score.coverage), "count": score.applicable})
    parts += list_left_out(score)
    if open_conversations:
        text = ngettext(
            "%(count)d practice needs a conversation", "%(count)d practices need a conversation", open_conversations
        )
        parts.append(text % {"count": open_conversations})
    return _("%(parts)s.") % {"parts": say_list(parts)}


def say_progress(score: Score, *, submitted: int, total: int, is_open: bool = True) -> str:
    """Where the answering stands, as the line under the title of the result. `is_open`: people can still answer."""
    answered = score.total - score.no_answer
    if not is_open:
        text = _("%(answered)d of %(total)d practices answered. Collecting is over.")
        return text % {"answered": answered, "total": score.total}
    if not answered:
        return _("Nothing is answered yet. The result fills as answers come in.")
    if submitted == total and total:
        return _("All answers are submitted.")
    return _("%(answered)d of %(total)d practices answered so far. The result changes as answers come in.") % {
        "answered": answered,
        "total": score.total,
    }
