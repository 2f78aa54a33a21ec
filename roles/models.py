"""The body of knowledge: who does what at which level, which risks that lowers, and the guides around it.

Texts that are lists hold one entry per line, so that an editor needs no mark-up; `roles_text.lines` shows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

if TYPE_CHECKING:
    from collections.abc import Sequence

LOWEST_LEVEL, HIGHEST_LEVEL = 1, 5
ONE_PER_LINE = _("One per line.")
LEVEL_RANGE: Sequence[MinValueValidator | MaxValueValidator] = (
    MinValueValidator(LOWEST_LEVEL),
    MaxValueValidator(HIGHEST_LEVEL),
)


Content = TypeVar("Content", bound=models.Model)


class KeyedManager(models.Manager[Content]):
    """Finds content by its stable key, which is what fixtures refer to."""

    def get_by_natural_key(self, key: str) -> Content:
        return self.get(key=key)


class Keyed(models.Model):
    """Content known by a stable key, shown in a chosen order."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = KeyedManager()

    class Meta:
        abstract = True
        ordering: ClassVar = ["position", "key"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.key,)


class Sourced(models.Model):
    """Content that says who said it and under which licence we may show it."""

    source = models.CharField(_("source"), max_length=300)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    licence = models.CharField(_("licence (SPDX)"), max_length=60, blank=True)
    attribution = models.TextField(_("attribution"), blank=True)

    class Meta:
        abstract = True


class Role(Keyed, Sourced):
    """A role of the body of knowledge. Answering roles answer practices; reading roles only read."""

    class Kind(models.TextChoices):
        ANSWERING = "answering", _("Answers")
        READING = "reading", _("Reads")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    aliases = models.TextField(_("also called"), blank=True, help_text=ONE_PER_LINE)
    summary = models.TextField(_("summary"))
    engagement = models.TextField(_("engagement with open source"))
    objectives = models.TextField(_("objectives"), blank=True, help_text=ONE_PER_LINE)
    challenges = models.TextField(_("challenges"), blank=True, help_text=ONE_PER_LINE)
    calls_to_action = models.TextField(_("calls to action"), blank=True, help_text=ONE_PER_LINE)
    traits = models.TextField(_("traits"), blank=True, help_text=ONE_PER_LINE)
    works_with = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="+")
    reports_to = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="+")

    history = HistoricalRecords(m2m_fields=[works_with, reports_to])

    class Meta(Keyed.Meta):
        abstract = False
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def get_absolute_url(self) -> str:
        return reverse("roles:role", args=[self.key])

    @classmethod
    def answering(cls) -> models.QuerySet[Role]:
        return cls.objects.filter(kind=cls.Kind.ANSWERING)


class Expectation(models.Model):
    """What one role is expected to do at one level of the open source maturity model."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="expectations")
    level = models.PositiveSmallIntegerField(_("level"), validators=LEVEL_RANGE)
    structure = models.CharField(_("form of the office"), max_length=60, blank=True)
    state = models.TextField(_("state"))
    responsibilities = models.TextField(_("responsibilities"), blank=True, help_text=ONE_PER_LINE)
    encouraged = models.TextField(_("encouraged activities and key results"), blank=True, help_text=ONE_PER_LINE)
    source = models.CharField(_("source"), max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("expectation")
        verbose_name_plural = _("expectations")
        ordering: ClassVar = ["role", "level"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["role", "level"], name="one_expectation_per_role_and_level"),
            models.CheckConstraint(
                condition=models.Q(level__gte=LOWEST_LEVEL, level__lte=HIGHEST_LEVEL), name="expectation_level_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}, {self.level}"


class Risk(Keyed, Sourced):
    """Something that can go wrong with open source; activities lower it."""

    summary = models.TextField(_("summary"))
    raised_by = models.TextField(_("raised by"), blank=True, help_text=ONE_PER_LINE)
    lowered_by = models.TextField(_("lowered by"), blank=True, help_text=ONE_PER_LINE)

    history = HistoricalRecords()

    class Meta(Keyed.Meta):
        abstract = False
        verbose_name = _("risk")
        verbose_name_plural = _("risks")

    def get_absolute_url(self) -> str:
        return reverse("roles:risk", args=[self.key])


class Activity(Keyed, Sourced):
    """Something that roles are expected to do, at one level of the open source maturity model."""

    level = models.PositiveSmallIntegerField(_("level"), validators=LEVEL_RANGE)
    is_overview = models.BooleanField(_("overview"), default=False)
    summary = models.TextField(_("summary"))
    why = models.TextField(_("why it matters"), blank=True)
    how = models.TextField(_("how to do it"), blank=True, help_text=ONE_PER_LINE)
    roles = models.ManyToManyField(Role, blank=True, related_name="activities")
    risks = models.ManyToManyField(Risk, blank=True, related_name="activities")

    history = HistoricalRecords(m2m_fields=[roles, risks])

    class Meta(Keyed.Meta):
        abstract = False
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering: ClassVar = ["level", "position", "key"]

    def get_absolute_url(self) -> str:
        return reverse("assessments:activity", args=[self.key])

    @classmethod
    def with_tags(cls) -> models.QuerySet[Activity]:
        """All activities, with as much of their roles and risks as a tag shows."""
        tagged = (("roles", Role), ("risks", Risk))
        tags = (models.Prefetch(name, kind._default_manager.only("key", "name", "position")) for name, kind in tagged)
        return cls.objects.prefetch_related(*tags)


class Guide(Keyed, Sourced):
    """One entry of a guide, such as one form that an office can take. Which texts it has depends on its kind.

    The guides of the kind *staffing* that name a role are the posts of an office; of *strategy*, the rungs of a ladder
    in their order, each asking for its action items on top of those below.
    """

    class Kind(models.TextChoices):
        STRUCTURE = "structure", _("Structure of the office")
        STAFFING = "staffing", _("Staffing")
        COMPLIANCE_TEAM = "compliance-team", _("Core compliance team")
        HAT = "hat", _("Hat")
        CHARACTERISTIC = "characteristic", _("Characteristic of an OSPO")
        STRATEGY = "strategy", _("Strategy")
        CHALLENGE = "challenge", _("Challenge area")
        EDUCATION = "education", _("Education programme")
        RESPONSIBILITY = "responsibility", _("Responsibility")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    aliases = models.TextField(_("also called"), blank=True, help_text=ONE_PER_LINE)
    summary = models.TextField(_("summary"))
    body = models.TextField(_("text"), blank=True)
    points = models.TextField(_("points"), blank=True, help_text=ONE_PER_LINE)
    action_items = models.TextField(_("action items"), blank=True, help_text=ONE_PER_LINE)
    cautions = models.TextField(_("what to watch for"), blank=True, help_text=ONE_PER_LINE)
    roles = models.ManyToManyField(Role, blank=True, related_name="guides")
    activities = models.ManyToManyField(Activity, blank=True, related_name="guides")

    history = HistoricalRecords(m2m_fields=[roles, activities])

    class Meta(Keyed.Meta):
        abstract = False
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def get_absolute_url(self) -> str:
        return reverse("roles:guide", args=[self.key])
