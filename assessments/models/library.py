"""The library: scales, and the practices that are answered on them."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from assessments.models.fields import FractionField
from roles.models import ONE_PER_LINE, Activity, KeyedManager, Role

ACCEPTED = _("The authoring warnings that are accepted here, each by its code with the reason.")


def check_reasons(value: object) -> None:
    """A mapping of codes to reasons; whether the codes fit is checked with the rest of the content."""
    if not isinstance(value, dict) or not all(isinstance(text, str) and text.strip() for text in value.values()):
        raise ValidationError(_('Write each code with its reason, such as {"degree": "The law says formal."}.'))


class Scale(models.Model):
    """Ordered answers with values from 0 to 1, exactly one of which is the in-place point."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    summary = models.TextField(_("summary"), blank=True)

    objects = KeyedManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("scale")
        verbose_name_plural = _("scales")
        ordering: ClassVar = ["key"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.key,)


class ScalePoint(models.Model):
    """One answer of a scale. Values rise with the position, from 0 to 1."""

    scale = models.ForeignKey(Scale, on_delete=models.CASCADE, related_name="points")
    code = models.SlugField(_("code"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=60)
    description = models.CharField(_("description"), max_length=300, blank=True)
    value = FractionField(_("value"))
    is_in_place = models.BooleanField(_("in place from here"), default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("scale point")
        verbose_name_plural = _("scale points")
        ordering: ClassVar = ["scale", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scale", "code"], name="one_point_per_scale_and_code"),
            models.UniqueConstraint(fields=["scale", "position"], name="one_point_per_scale_and_position"),
            models.UniqueConstraint(
                fields=["scale"], condition=models.Q(is_in_place=True), name="one_in_place_point_per_scale"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Practice(models.Model):
    """The thing that is answered. Everything that may change about it stands in its revisions."""

    key = models.SlugField(_("key"), max_length=80, unique=True)

    objects = KeyedManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        ordering: ClassVar = ["key"]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("assessments:practice", args=[self.key])

    def natural_key(self) -> tuple[str]:
        return (self.key,)


class PracticeRevision(models.Model):
    """One wording of a practice, and who answers it. Frozen as soon as a published version counts it."""

    class Scope(models.TextChoices):
        ORGANISATION = "organisation", _("Organisation")
        UNIT = "unit", _("Unit")

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("revision"), default=1)
    title = models.CharField(_("title"), max_length=40)
    statement = models.CharField(_("statement"), max_length=200)
    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="revisions")
    scope = models.CharField(_("scope"), max_length=12, choices=Scope)
    provider = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="provided")
    users = models.ManyToManyField(Role, related_name="used", verbose_name=_("user roles"))
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="practice_revisions"
    )
    counts = models.TextField(_("what counts"), blank=True)
    does_not_count = models.TextField(_("what does not count"), blank=True)
    evidence = models.JSONField(
        _("evidence"), default=dict, blank=True, help_text=_("One line of evidence for each scale point code.")
    )
    who_knows = models.TextField(_("who would know"), blank=True)
    example = models.TextField(_("example"), blank=True)
    source = models.CharField(_("source"), max_length=300)
    paraphrase_tried = models.BooleanField(_("tried by paraphrase"), default=False)
    remarks = models.TextField(_("remarks for editors"), blank=True, help_text=ONE_PER_LINE)
    exceptions = models.JSONField(
        _("accepted warnings"), default=dict, blank=True, help_text=ACCEPTED, validators=[check_reasons]
    )

    history = HistoricalRecords(m2m_fields=[users])

    class Meta:
        verbose_name = _("practice revision")
        verbose_name_plural = _("practice revisions")
        ordering: ClassVar = ["practice", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "number"], name="one_revision_per_practice_and_number"),
        ]

    def __str__(self) -> str:
        return self.title
