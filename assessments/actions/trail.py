"""The one way into the append-only trail."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assessments.models import NOBODY, TrailEntry, TrailText

if TYPE_CHECKING:
    from accounts.models import User
    from assessments.models import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeText:
    """What a person wrote in a change. It is kept apart from the entry, so that it can be blanked."""

    reason: str = ""
    comment: str = ""
    evidence: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.reason or self.comment or self.evidence)

    def to_json(self) -> str:
        return json.dumps(
            {"reason": self.reason, "comment": self.comment, "evidence": list(self.evidence)}, ensure_ascii=False
        )


def record(
    *,
    action: TrailEntry.Action,
    user: User | None,
    assessment: Assessment,
    change_id: uuid.UUID | None = None,
    practice_id: int | None = None,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    text: FreeText | None = None,
) -> TrailEntry:
    """Add one entry, inside the caller's transaction; `new` gains the id of the text, when there is any.

    Without a user it is nobody's act: it followed from what others did.
    """
    person, after = user.person if user else NOBODY, dict(new or {})
    if text:
        after["text"] = str(TrailText.objects.create(person=person, body=text.to_json()).pk)
    return TrailEntry.objects.create(
        change_id=change_id or uuid.uuid4(),
        person=person,
        action=action,
        assessment=assessment,
        practice_id=practice_id,
        old=old,
        new=after or None,
    )
