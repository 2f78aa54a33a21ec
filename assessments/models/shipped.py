"""What was loaded from the shipped files, so that the next release can tell an edited row from one that follows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ShippedItem(models.Model):
    """One item of content as it was last loaded: the digest of its file, and of what was stored for it.

    It outlives the row that it is about; then somebody removed that row here.
    """

    kind = models.CharField(_("kind"), max_length=20)
    key = models.CharField(_("key"), max_length=120)
    file_digest = models.CharField(_("digest of the file"), max_length=64)
    stored_digest = models.CharField(_("digest of the row"), max_length=64)

    class Meta:
        verbose_name = _("shipped item")
        verbose_name_plural = _("shipped items")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key"], name="one_shipped_item_per_kind_and_key")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.key}"
