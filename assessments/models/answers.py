"""Answers: what each participant said of each practice, and what the lead recorded for the unit."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.assessments import Assessment, Participant
from assessments.models.library import Practice, PracticeRevision, ScalePoint

MAX_COMMENT, MAX_REASON, MAX_LINK, MAX_LINKS = 4000, 500, 2000, 10


class AnswerKind(models.TextChoices):
    """How a practice was answered; `NONE` keeps a comment that was written before a choice was made."""

    NONE = "", _("Not answered")
    RATED = "rated", _("Rated")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")
    DONT_KNOW = "dont_know", _("Don’t know")


class EvidenceState(models.TextChoices):
    ASSERTED = "asserted", _("Asserted")
    LINKED = "linked", _("Linked")
    CHECKED = "checked", _("Checked")


class Reply(models.Model):
    """What every answer has: the revision that was answered, and a point exactly when it was rated."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey(PracticeRevision, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("answer"), max_length=14, choices=AnswerKind, blank=True, default=AnswerKind.NONE)
    point = models.ForeignKey(ScalePoint, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=MAX_REASON, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True


def point_only_when_rated(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(kind=AnswerKind.RATED, point__isnull=False)
        | (~models.Q(kind=AnswerKind.RATED) & models.Q(point__isnull=True)),
        name=name,
    )


class Answer(Reply):
    """One participant's answer to one practice. It counts only while its revision is the pinned one."""

    # The index below begins with the participant, so that none of its own is needed.
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="answers", db_index=False)
    comment = models.TextField(_("comment"), max_length=MAX_COMMENT, blank=True)
    evidence = models.JSONField(_("evidence"), default=list, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant", "practice"], name="one_answer_per_participant_and_practice"),
            point_only_when_rated("answer_has_point_only_when_rated"),
        ]
        # Whether somebody's answers have changed is read from this alone (`queries.settling`).
        indexes: ClassVar = [models.Index(fields=["participant", "version"], name="answer_versions_of_participant")]

    def __str__(self) -> str:
        return f"{self.practice_id}: {self.kind}"


class AgreedAnswer(Reply):
    """The lead's answer for the unit after the conversation, with a reason and the state of the evidence.

    Without an answer (`AnswerKind.NONE`) it records why the practice is left open.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="agreed_answers")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    evidence_state = models.CharField(
        _("evidence"), max_length=8, choices=EvidenceState, default=EvidenceState.ASSERTED
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    holds_until = models.DateField(_("evidence holds until"), null=True, blank=True)

    class Meta:
        verbose_name = _("agreed answer")
        verbose_name_plural = _("agreed answers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "practice"], name="one_agreed_answer_per_practice"),
            point_only_when_rated("agreed_answer_has_point_only_when_rated"),
            models.CheckConstraint(
                condition=models.Q(evidence_state=EvidenceState.CHECKED, checked_by__isnull=False)
                | ~models.Q(evidence_state=EvidenceState.CHECKED),
                name="checked_evidence_names_the_checker",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id}: {self.kind}"
