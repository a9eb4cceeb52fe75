"""The hotline asks again after three months what an organizer has assured."""

from datetime import timedelta

import pytest

from hotline.domain.checkups import Check
from hotline.domain.errors import RefusedError
from hotline.usecases.checkups.record_assurance import record_assurance
from tests.support.checkups import found
from tests.support.inbounds import rows


def test_what_people_assured_is_asked_again_after_three_months(healthy, database, alice, now):
    record_assurance(alice, "key_backup", database=database, now=now - timedelta(days=91))
    assert list(found(healthy, database)) == [(Check.KEY_BACKUP, "long_ago")]
    assert rows(database, "SELECT DISTINCT kind FROM notices") == [("act.assure",)]

    with pytest.raises(RefusedError, match="nothing_there"):
        record_assurance(alice, "balance", database=database, now=now)
