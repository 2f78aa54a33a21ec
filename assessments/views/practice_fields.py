"""One practice on the questionnaire page: what to show in its fields, and what came of saving it."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from assessments.actions.answers import AnswerChange, Closed, Conflict, Outcome, Saved
from assessments.models import AnswerKind
from assessments.queries.answers import NOTHING, GivenAnswer, read_answer

if TYPE_CHECKING:
    from datetime import datetime

    from assessments.forms import AnswerForm
    from assessments.queries.earlier import EarlierAnswer
    from assessments.queries.questionnaires import Question

KEPT_GUIDANCE = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeField:
    """A question with the values its fields show. After a refused save those are what the person typed."""

    question: Question
    choice: str
    reason: str
    comment: str
    evidence: str
    version: int
    saved_at: datetime | None = None
    errors: dict[str, list[str]] = field(default_factory=dict)
    stored: GivenAnswer | None = None
    is_closed: bool = False
    lacks_reason: bool = False
    outdated: GivenAnswer | None = None
    is_ticked: bool = False
    is_complete: bool = False
    suggestion: EarlierAnswer | None = None
    is_preview: bool = False
    change: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def guidance(self) -> SafeString:
        """The folded guidance of the question, as markup."""
        return render_guidance(self.question, get_language() or "", is_preview=self.is_preview)

    @property
    def stored_fields(self) -> str:
        """What the fields become when the person keeps what is stored, as JSON for the page's script."""
        return _write_fields(self.stored or NOTHING)

    @property
    def suggested_fields(self) -> str:
        """The same for when the person confirms what is suggested."""
        return _write_fields(self.suggestion or NOTHING)

    @property
    def is_outdated(self) -> bool:
        """Whether the answer was given to an earlier wording and waits to be confirmed."""
        return self.outdated is not None

    @property
    def may_confirm(self) -> bool:
        """Whether the earlier answer is one that can still be chosen."""
        if self.outdated is None or self.outdated.kind != AnswerKind.RATED:
            return self.outdated is not None
        return self.question.scale.choice(self.outdated.point) is not None

    @property
    def is_refused(self) -> bool:
        return bool(self.errors) or self.stored is not None or self.is_closed

    @property
    def needs_attention(self) -> bool:
        """Whether something is chosen that does not count as answered yet."""
        return self.is_refused or self.lacks_reason or self.is_outdated


def _write_fields(answer: GivenAnswer | EarlierAnswer) -> str:
    evidence = "\n".join(answer.evidence)
    return json.dumps(
        {"choice": answer.choice, "reason": answer.reason, "comment": answer.comment, "evidence": evidence}
    )


@lru_cache(maxsize=KEPT_GUIDANCE)
def render_guidance(question: Question, _language: str, *, is_preview: bool) -> SafeString:
    """A question never changes, so its guidance is rendered once per language: a fifth of the time of a page.

    In a preview it leads to no page of a model or a practice: a draft's are not published yet.
    """
    context = {"question": question, "guidance": question.guidance, "is_preview": is_preview}
    return render_to_string("assessments/_guidance.html", context)


def show_stored(question: Question, answer: GivenAnswer) -> PracticeField:
    """The fields as they are stored."""
    return PracticeField(
        question=question,
        choice=answer.choice,
        reason=answer.reason,
        comment=answer.comment,
        evidence="\n".join(answer.evidence),
        version=answer.version,
        saved_at=answer.updated_at,
        lacks_reason=answer.lacks_reason,
        outdated=answer if answer.is_to_confirm else None,
        is_complete=answer.is_complete,
    )


def show_errors(form: AnswerForm, seen: GivenAnswer) -> PracticeField:
    """The fields as they were typed, with what is wrong with them."""
    errors = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
    outdated = seen if seen.is_to_confirm and "revision" not in errors else None
    return _show_typed(form, version=seen.version, errors=errors, outdated=outdated, is_complete=seen.is_complete)


def show_outcome(form: AnswerForm, outcome: Outcome) -> PracticeField:
    """The fields after a save: with the new version, or with both values of a conflict."""
    if isinstance(outcome, Saved):
        return _show_saved(form, outcome)
    if isinstance(outcome, Closed):
        return _show_typed(form, version=form.cleaned_data["version"], is_closed=True)
    stored = _read_conflict(form, outcome)
    return _show_typed(form, version=stored.version, stored=stored, is_complete=stored.is_complete)


def build_change(form: AnswerForm) -> AnswerChange:
    """What a valid form asks to store."""
    data = form.cleaned_data
    return AnswerChange(
        change_id=data["change"],
        seen_version=data["version"],
        follows=data["follows"],
        is_confirmed=data["confirm"],
        kind=form.kind,
        point_id=form.point_id,
        reason=data["reason"],
        comment=data["comment"],
        evidence=data["evidence"],
    )


def is_unchanged(form: AnswerForm, stored: GivenAnswer) -> bool:
    """Whether a valid form says just what is stored. An answer to an older wording is confirmed by its tick alone."""
    data = form.cleaned_data
    is_on_scale = stored.kind != AnswerKind.RATED or form.question.scale.choice(stored.point) is not None
    sent = (data["choice"], data["reason"], data["comment"], data["evidence"])
    known = (stored.choice if is_on_scale else "", stored.reason, stored.comment, stored.evidence)
    return sent == known and (stored.is_pinned or not data["confirm"])


def _read_conflict(form: AnswerForm, conflict: Conflict) -> GivenAnswer:
    return NOTHING if conflict.current is None else read_answer(conflict.current, form.question)


def _show_saved(form: AnswerForm, saved: Saved) -> PracticeField:
    if saved.unconfirmed is not None:
        outdated = read_answer(saved.unconfirmed, form.question)
        return _show_typed(form, version=saved.version, saved_at=saved.at, outdated=outdated)
    lacks_reason = form.cleaned_data["choice"] == "not_applicable" and not form.cleaned_data["reason"]
    is_complete = bool(form.cleaned_data["choice"]) and not lacks_reason
    return _show_typed(
        form, version=saved.version, saved_at=saved.at, lacks_reason=lacks_reason, is_complete=is_complete
    )


def _show_typed(
    form: AnswerForm,
    *,
    version: int,
    errors: dict[str, list[str]] | None = None,
    saved_at: datetime | None = None,
    stored: GivenAnswer | None = None,
    outdated: GivenAnswer | None = None,
    is_closed: bool = False,
    lacks_reason: bool = False,
    is_complete: bool = False,
) -> PracticeField:
    return PracticeField(
        question=form.question,
        choice=form.typed("choice"),
        reason=form.typed("reason"),
        comment=form.typed("comment"),
        evidence=form.typed("evidence"),
        version=version,
        errors=errors or {},
        saved_at=saved_at,
        stored=stored,
        outdated=outdated,
        is_ticked=bool(errors and form.typed("confirm")),
        is_closed=is_closed,
        lacks_reason=lacks_reason,
        is_complete=is_complete,
    )
