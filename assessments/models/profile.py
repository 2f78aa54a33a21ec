"""How an organisation looks after open source: its structure, who fills which role, and its strategy."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from roles.models import Guide, Role

LONGEST_NAME = 200


class OrganisationProfile(models.Model):
    """What an organisation says of itself, in the words of the guides; nothing in it is counted anywhere."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="profile")
    structure = models.ForeignKey(Guide, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    strategy_now = models.ForeignKey(Guide, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    strategy_wanted = models.ForeignKey(Guide, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(_("last changed"), null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("organisation profile")
        verbose_name_plural = _("organisation profiles")
        ordering: ClassVar = ["organisation"]

    def __str__(self) -> str:
        return str(self.organisation)


class ProfileChange(models.Model):
    """One change of a profile: what, from what to what, by whom and when. Rows are only added.

    Guides and roles are named as they were called then. Of people only those with an account are named, and by
    reference: whoever else is taken out of a role is gone.
    """

    class Part(models.TextChoices):
        STRUCTURE = "structure", _("Structure")
        STRATEGY_NOW = "strategy_now", _("Strategy now")
        STRATEGY_WANTED = "strategy_wanted", _("Strategy wanted")
        FILLED = "filled", _("Put into a role")
        VACATED = "vacated", _("Taken out of a role")

    profile = models.ForeignKey(OrganisationProfile, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    part = models.CharField(_("part"), max_length=15, choices=Part)
    old = models.CharField(_("before"), max_length=LONGEST_NAME, blank=True)
    new = models.CharField(_("after"), max_length=LONGEST_NAME, blank=True)
    role = models.CharField(_("role"), max_length=LONGEST_NAME, blank=True)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("change of a profile")
        verbose_name_plural = _("changes of profiles")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_part_display()}"


class Staffing(models.Model):
    """One person in one role: a member of the organisation, or the plain name of somebody who does not sign in."""

    profile = models.ForeignKey(OrganisationProfile, on_delete=models.CASCADE, related_name="staffing")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="staffing")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="staffing"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("filled role")
        verbose_name_plural = _("filled roles")
        ordering: ClassVar = ["profile", "role", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(member__isnull=False, name="") | models.Q(member__isnull=True) & ~models.Q(name=""),
                name="staffing_by_a_member_or_a_name",
            ),
            models.UniqueConstraint(
                fields=["profile", "role", "member"],
                condition=models.Q(member__isnull=False),
                name="one_staffing_per_role_and_member",
            ),
            models.UniqueConstraint(
                fields=["profile", "role", "name"], condition=~models.Q(name=""), name="one_staffing_per_role_and_name"
            ),
        ]

    def __str__(self) -> str:
        return str(self.role)
