"""An error of the database's never shows what it was about."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.support.cast import HIM


def test_parameters_do_not_show_in_database_errors(database):
    with pytest.raises(DBAPIError) as raised, database.transaction() as connection:
        connection.execute(text("SELECT :number / 0 FROM nowhere"), {"number": HIM})

    assert HIM not in str(raised.value)
    assert database.engine.hide_parameters
