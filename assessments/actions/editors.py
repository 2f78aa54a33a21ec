"""The group whose members edit the content, and nothing else."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from roles.history import list_tracked

CONTENT_EDITORS = "Content editors"


@transaction.atomic
def ensure_content_editors() -> Group:
    """The group, with every permission on every kind of content and no other; writes nothing when it is so already.

    Its members also need to be staff, else the administration does not open to them. What has a history is content.
    """
    group, _is_new = Group.objects.get_or_create(name=CONTENT_EDITORS)
    kinds = ContentType.objects.get_for_models(*list_tracked()).values()
    group.permissions.set(Permission.objects.filter(content_type__in=kinds))
    return group
