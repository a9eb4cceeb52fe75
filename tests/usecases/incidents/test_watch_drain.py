"""The watch tells a slow drain quietly and holds only the senders concerned."""

from datetime import timedelta

from sqlalchemy import text

from hotline.domain.modes import Mode
from hotline.usecases.incidents.watch_drain import watch_drain
from hotline.usecases.incidents.watch_traffic import Memory, watch_traffic
from simulator.scenarios.people import Event
from tests.support.afternoons import bring, mode_of, notices
from tests.support.inbounds import one, reply_states, rows

HOUR = timedelta(hours=1)


def test_a_slow_drain_is_told_quietly_and_holds_only_those_concerned(database, now):
    memory = Memory()
    heavy = [
        Event(n * 600.0 + k, f"+3369911100{k}", "sms", "encore un sms", "attack")
        for n in range(20)
        for k in range(3)
    ]
    fresh = [Event(11_900.0, "+33699222000", "sms", "salut", "genuine")]
    for event in [*heavy, *fresh]:
        bring(database, event, now)
    at = now + timedelta(seconds=12_000)
    watch_traffic(database=database, memory=memory, now=at)
    with database.transaction() as connection:
        connection.execute(text("UPDATE replies SET due_at = :due"), {"due": at + HOUR})
    drain = watch_drain(database=database, now=at)

    assert drain.kind == "drain"
    assert set(rows(database, "SELECT is_loud FROM incident_cards")) == {(False,)}
    assert notices(database) == []
    assert reply_states(database) == [("held", "drain")] * 3 + [("planned", None)]
    assert mode_of(database) is Mode.OPEN
    assert one(database, "SELECT count(*) FROM incident_senders") == 3
    over = at + timedelta(hours=10)
    watch_traffic(database=database, memory=memory, now=over)
    assert watch_drain(database=database, now=over) is None
