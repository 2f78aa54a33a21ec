"""A test that commits leaves nothing behind: no rows, no change of what every installation has, all guards."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.db import connection

from accounts.models import Organisation
from assessments import guards
from assessments.models import ModelVersion
from tests.assessments_factories import make_model_version
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("turn", [1, 2])
def test_every_turn_finds_the_database_as_it_was_at_first(turn: int) -> None:
    assert not Organisation.objects.exists()
    assert not ModelVersion.objects.exists()
    assert Permission.objects.filter(codename="add_organisation").exists()
    assert guards.list_missing(connection) == []
    make_organisation()
    make_model_version()
    Permission.objects.all().delete()
