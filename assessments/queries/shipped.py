"""What was remembered when shipped content was last loaded."""

from __future__ import annotations

from assessments.exchange import Memory
from assessments.models import ShippedItem


def load_memories() -> dict[tuple[str, str], Memory]:
    """By kind and key of the item. One query."""
    rows = ShippedItem.objects.values_list("kind", "key", "file_digest", "stored_digest")
    return {(kind, key): Memory(file=file, stored=stored) for kind, key, file, stored in rows}
