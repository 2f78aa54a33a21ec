"""People, organisations, their unit tree, and what a person may do there."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.managers import UserManager

MAX_UNIT_DEPTH = 4
MAX_NOTE = 2000
# No mail ever goes there: the name is reserved (RFC 2606).
ERASED_ADDRESSES = "erased.invalid"


def is_erased(email: str) -> bool:
    return email.endswith(f"@{ERASED_ADDRESSES}")


def name_person(name: str, email: str) -> str:
    """How somebody is called wherever they are named, from their columns."""
    return gettext("Erased person") if is_erased(email) else name or email


class User(AbstractUser):
    """A person who signs in by e-mail. `person` is the opaque id under which the trail knows them."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    person = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wants_reminders = models.BooleanField(_("gets reminders"), default=True)
    reminded_on = models.DateField(_("last reminded"), null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_user_per_address")]

    def __str__(self) -> str:
        return self.get_full_name()

    @property
    def is_erased(self) -> bool:
        """Whether everything personal was taken away, and only the row is left (`accounts.actions.erasing`)."""
        return is_erased(self.email)

    def get_full_name(self) -> str:
        return name_person(self.name, self.email)

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email


class Organisation(models.Model):
    """A company or agency. Its root unit is the organisation itself."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), unique=True)
    requires_second_factor = models.BooleanField(_("members need a second step to sign in"), default=False)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A part of an organisation, in a tree at most four deep; exactly one unit of an organisation has no parent."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="units")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(parent__isnull=True), name="one_root_unit_per_organisation"
            ),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="unit_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a parent elsewhere, a circle, and a tree deeper than four. Queries once per level."""
        above = self.ancestors()
        if any(unit.organisation_id != self.organisation_id for unit in above):
            raise ValidationError({"parent": _("The parent belongs to another organisation.")})
        if self.pk is not None and any(unit.pk == self.pk for unit in above):
            raise ValidationError({"parent": _("A unit cannot be moved under itself.")})
        if len(above) + self.height() > MAX_UNIT_DEPTH:
            raise ValidationError({"parent": _("Units can be at most four levels deep.")})

    def ancestors(self) -> list[Unit]:
        """The units above this one, nearest first. Queries once per ancestor; stops at a circle."""
        above: list[Unit] = []
        unit = self.parent
        while unit is not None and unit not in above:
            above.append(unit)
            unit = unit.parent
        return above

    def height(self) -> int:
        """How many levels the unit and what is below it take: 1 for a leaf. Queries once per level."""
        level, height = [self.pk] if self.pk else [], 1
        while level := list(Unit.objects.filter(parent__in=level).values_list("pk", flat=True)):
            height += 1
        return height


class Membership(models.Model):
    """What one person may do in one organisation; limited to `unit` and what is below it when that is set.

    A paused one (not `is_active`) gives no right; it is kept so that it can be taken up again.
    """

    class Kind(models.TextChoices):
        ADMIN = "admin", _("Administrator")
        LEAD = "lead", _("Lead")
        RESPONDENT = "respondent", _("Respondent")
        VIEWER = "viewer", _("Viewer")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships")
    kind = models.CharField(_("may act as"), max_length=12, choices=Kind)
    is_reviewer = models.BooleanField(_("may check evidence"), default=False)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_membership_per_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation} ({self.get_kind_display()})"

    def clean(self) -> None:
        if self.unit is not None and self.unit.organisation_id != self.organisation_id:
            raise ValidationError({"unit": _("The unit belongs to another organisation.")})


class Invitation(models.Model):
    """A link that lets the holder of one address into one organisation, once and for a time.

    Only a hash of its code is kept. Of the invitations of an address into an organisation at most one is open.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        EXPIRED = "expired", _("Expired")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    kind = models.CharField(_("may act as"), max_length=12, choices=Membership.Kind)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations")
    is_reviewer = models.BooleanField(_("may check evidence"), default=False)
    target = models.CharField(_("leads to"), max_length=200, blank=True)
    note = models.TextField(_("words of the inviter"), max_length=MAX_NOTE, blank=True)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_per_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} – {self.organisation}"

    @property
    def state(self) -> State:
        if self.accepted_at is not None:
            return self.State.ACCEPTED
        if self.withdrawn_at is not None:
            return self.State.WITHDRAWN
        return self.State.OPEN if timezone.now() < self.expires_at else self.State.EXPIRED

    def fits(self, user: User) -> bool:
        """Whether it was sent to the address by which the person signs in."""
        return self.email.lower() == user.email.lower()
