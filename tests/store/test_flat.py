"""What is asked often costs the same, however much is stored: it reads only rows of its own."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from hotline.store.incident_replies import read_fates
from hotline.store.incidents import get_incident, read_crowd, worst_senders
from hotline.store.senders import blocked_senders, count_blocked
from hotline.store.text_senders import largest_groups, senders_of_text, text_of_senders
from hotline.store.traffic_minutes import count_fates
from hotline.store.watch import common_keys
from tests.support.large import RowsRead

MANY = 5_000
KEY, OTHER = b"k" * 16, b"o" * 16
_STORED = """
INSERT INTO senders (number_hash, number_secret, key_id, number_kind, first_seen_at, last_seen_at,
                     texts, blocked_at)
SELECT n::text::bytea, '', '', 'mobile', moment, moment, 1, CASE WHEN n % 500 = 0 THEN moment END
  FROM generate_series(1, :many) AS n, CAST(:now AS timestamptz) AS moment;
INSERT INTO inbounds (provider_sid, kind, sender_id, line, key_id, segments, media, received_at)
SELECT n::text, 'sms', n, '', '', 1, 0, :now FROM generate_series(1, :many) AS n;
INSERT INTO replies (sender_id, inbound_id, status, line, country, planned_at, due_at, expires_at,
                     changed_at)
SELECT n, n, 'delivered', '', 'FR', moment, moment, moment, moment
  FROM generate_series(1, :many) AS n, CAST(:now AS timestamptz) AS moment;
INSERT INTO incidents (kind, opened_at, onset_at, alarm, evidence, raid_chance, kinds,
                       usual_per_minute, last_alarm_at, weighed_at)
VALUES ('raid', :now, :now, '{}', '[]', 1, '[]', 0, :now, :now);
INSERT INTO incident_senders (incident_id, sender_id, texts, first_at, last_at)
SELECT 1, n, 4 - n % 3, :now, :now FROM unnest(ARRAY[1, 2501, 4999]) AS n;
INSERT INTO text_senders (key, sender_id, first_at, last_at, in_raid)
SELECT CAST('kkkkkkkkkkkkkkkk' AS bytea), n, moment - n * interval '1 min', moment, false
  FROM generate_series(1, :many) AS n, CAST(:now AS timestamptz) AS moment;
INSERT INTO text_senders (key, sender_id, first_at, last_at, in_raid)
SELECT decode(md5(n::text), 'hex'), n, moment - interval '1 h', moment, false
  FROM generate_series(1, :many) AS n, CAST(:now AS timestamptz) AS moment
"""

_MORE = """
WITH later AS (
  INSERT INTO inbounds (provider_sid, kind, sender_id, line, key_id, segments, media, reason,
                        received_at)
  SELECT 'later' || n, 'sms', n, '', '', 1, 0, CASE WHEN n > 3 THEN 'already_answered' END, :later
    FROM generate_series(1, 1000) AS n RETURNING id, sender_id)
INSERT INTO replies (sender_id, inbound_id, status, line, country, planned_at, due_at, expires_at,
                     changed_at)
SELECT sender_id, id, 'sent', '', 'FR', :later, :later, :later, :later FROM later
"""


@pytest.fixture
def full(database, now):
    """Thousands of senders: all sent one text, and one of their own; three are in an incident."""
    with database.transaction() as connection:
        for statement in _STORED.split(";"):
            values = {"now": now, "many": MANY}
            used = {name: values[name] for name in values if f":{name}" in statement}
            connection.execute(text(statement), used)
        connection.execute(text("ANALYZE"))
    return database


def test_an_incident_reads_its_own_senders_and_replies_even_if_a_join_looks_cheap(full):
    with full.transaction() as connection:
        # As when PostgreSQL misjudges how few take part: it would read all the others.
        connection.execute(text("SET LOCAL enable_nestloop = off"))
        rows_read = RowsRead(connection)
        incident = get_incident(connection, 1)
        crowd = read_crowd(connection, incident, worst=9)
        fates = read_fates(connection, incident)
        worst = worst_senders(connection, 1, limit=2)

        assert (crowd.senders, crowd.messages, fates.sent) == (3, 8, 3)
        assert [part.sender_id for part in worst] == [1, 4999]
        assert rows_read("senders") <= 20
        assert rows_read("replies") <= 20


def test_the_minutes_of_an_incident_look_up_only_replies_that_were_owed(full, now):
    """A thousand of its texts were owed none: they are given one here, which must not be read."""
    later = now + timedelta(minutes=1)
    with full.transaction() as connection:
        connection.execute(text(_MORE), {"later": later})
        # As when PostgreSQL misjudges: it would read all replies there are.
        connection.execute(text("SET LOCAL enable_nestloop = off"))
        rows_read = RowsRead(connection)
        (minute,) = count_fates(connection, later, later + timedelta(minutes=1))

        assert (minute.answered, minute.held, minute.unanswered) == (3, 0, 997)
        assert rows_read("replies") <= 20
        assert rows_read("inbounds") <= 1_200


def test_the_groups_of_a_raid_look_up_their_own_senders(full, now):
    since = now - timedelta(minutes=5)
    with full.transaction() as connection:
        connection.execute(text("SET LOCAL enable_nestloop = off"))
        rows_read = RowsRead(connection)
        (group,) = largest_groups(connection, since, limit=3, at_least=3)
        senders = senders_of_text(connection, KEY, since)

        assert (group.key, group.senders, senders) == (KEY, 5, [1, 2, 3, 4, 5])
        assert rows_read("senders") <= 20


def test_whether_a_phrase_is_everybodys_is_known_from_a_few_who_used_it(full, now):
    with full.transaction() as connection:
        rows_read = RowsRead(connection)
        found = common_keys(connection, [KEY, OTHER], before=now, senders=3)
        assert rows_read("text_senders") <= 20

        assert found == {KEY}
        # Within less than a day, or by two alone, it is nobody's phrase yet.
        days_ago = now - timedelta(minutes=MANY)
        for later, common in ((1, set()), (2, set()), (1_439, set()), (1_443, {KEY})):
            before = days_ago + timedelta(minutes=later, seconds=1)
            assert common_keys(connection, [KEY], before=before, senders=3) == common
        connection.execute(text("UPDATE text_senders SET in_raid = true"))
        assert common_keys(connection, [KEY], before=now, senders=3) == set()


def test_of_a_text_that_thousands_sent_a_thousand_are_counted(full):
    with full.transaction() as connection:
        rows_read = RowsRead(connection)
        assert text_of_senders(connection, [3], at_least=4) == {3: KEY}
        assert rows_read("text_senders") <= 1_100
        assert text_of_senders(connection, [3], at_least=MANY) == {}


def test_the_blocked_are_listed_without_reading_the_others(full):
    with full.transaction() as connection:
        assert count_blocked(connection) == MANY / 500
        connection.execute(text("UPDATE senders SET number_secret = :one WHERE id % 500 = 0"),
                           {"one": full.vault.hide("+33612345678")})  # fmt: skip
        rows_read = RowsRead(connection)
        assert len(blocked_senders(connection, full.vault, limit=8, offset=0)) == 8
        assert rows_read("senders") <= 50
