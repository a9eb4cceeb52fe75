"""The result of a replay: which senders got a reply, what was paid, when people were alerted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text

from hotline.domain.money import MICROS
from hotline.store.ledger_check import find_differences
from hotline.vault import Vault
from simulator.replay.world import World
from simulator.scenarios.people import ATTACK, Event

_ON_TIME = timedelta(minutes=5)


@dataclass(frozen=True)
class Answer:
    """A reply that left."""

    number: str
    due_at: datetime
    left_at: datetime
    micros: int


def score(
    world: World, events: Sequence[Event], start: datetime, price_micros: int
) -> dict[str, Any]:
    """The figures; amounts are in euros. Raises AssertionError if the ledger does not add up."""
    with world.database.transaction() as connection:
        assert find_differences(connection) == [], "the ledger's figures differ"
        answers = _answers(connection, world.database.vault)
        incidents = _incidents(connection, start)
        loud = _loud(connection, start)
        most = connection.execute(
            text("SELECT max(spent_micros) FROM ledger_figures WHERE scope <> 'total'")
        ).scalar()
    attacks = sorted(event.t_seconds for event in events if event.label == ATTACK)
    return {
        "inbounds": len(events),
        **_money(answers, events, price_micros),
        **_people(answers, events),
        **_alerts(loud, attacks),
        "incidents": incidents,
        "loud_notices": len(loud),
        "false_incidents": sum(_is_false(one, attacks) for one in incidents),
        "max_spent_in_a_day": _euros(most or 0),
    }


def _hostile(events: Sequence[Event]) -> set[str]:
    return {event.number for event in events if event.label == ATTACK}


def _money(answers: Sequence[Answer], events: Sequence[Event], price_micros: int) -> dict[str, Any]:
    hostile, undefended = _hostile(events), price_micros * len(events)
    spent = sum(answer.micros for answer in answers)
    on_attack = sum(answer.micros for answer in answers if answer.number in hostile)
    return {
        "replies_sent": len(answers),
        "spent": _euros(spent),
        "spent_on_attack": _euros(on_attack),
        "spent_on_genuine": _euros(spent - on_attack),
        "saved": _euros(undefended - spent),
        "undefended_cost": _euros(undefended),
    }


def _people(answers: Sequence[Answer], events: Sequence[Event]) -> dict[str, Any]:
    hostile, everybody = _hostile(events), {event.number for event in events}
    genuine = [answer for answer in answers if answer.number not in hostile]
    on_time = {one.number for one in genuine if one.left_at - one.due_at <= _ON_TIME}
    return {
        "senders": len(everybody),
        "genuine_senders": len(everybody - hostile),
        "genuine_answered": len({answer.number for answer in genuine}),
        "genuine_answered_on_time": len(on_time),
        "attack_senders": len(hostile),
        "attack_answered": len({one.number for one in answers if one.number in hostile}),
    }


def _alerts(loud: Sequence[float], attacks: Sequence[float]) -> dict[str, Any]:
    """The first loud notice after the first hostile text; without such a text, the first one."""
    first_attack = attacks[0] if attacks else None
    first_alert = next((at for at in loud if first_attack is None or at >= first_attack), None)
    delay = None
    if first_alert is not None and first_attack is not None:
        delay = round(first_alert - first_attack, 3)
    return {
        "first_attack_seconds": first_attack,
        "first_alert_seconds": first_alert,
        "first_alert_delay_seconds": delay,
    }


def _euros(micros: int) -> float:
    return round(micros / MICROS, 6)


def _answers(connection: Connection, vault: Vault) -> list[Answer]:
    rows = connection.execute(
        text(
            "SELECT number_secret, due_at, claimed_at, cost_micros"
            "  FROM replies JOIN senders ON senders.id = replies.sender_id"
            " WHERE status IN ('sent', 'delivered', 'undelivered', 'unknown', 'sending')"
        )
    )
    return [
        Answer(vault.read(row.number_secret), row.due_at, row.claimed_at, row.cost_micros)
        for row in rows
    ]


def _incidents(connection: Connection, start: datetime) -> list[dict[str, Any]]:
    rows = connection.execute(
        text(
            "SELECT incidents.*, (SELECT coalesce(sum(edits), 0) FROM incident_cards"
            " WHERE incident_id = incidents.id) AS edits FROM incidents ORDER BY id"
        )
    )
    return [
        {
            "kind": row.kind,
            "opened_seconds": _seconds(row.opened_at, start),
            "closed_seconds": row.closed_at and _seconds(row.closed_at, start),
            "kinds_over_time": [
                [_seconds(datetime.fromisoformat(moment), start), kind]
                for moment, kind, _ in row.kinds
            ],
            "loud_notices": len(row.told_loudly),
            "card_edits": int(row.edits),
        }
        for row in rows
    ]


def _loud(connection: Connection, start: datetime) -> list[float]:
    """The moments at which phones made a sound: for incidents, and for all other loud notices."""
    told = connection.execute(text("SELECT told_loudly FROM incidents")).scalars()
    moments = [datetime.fromisoformat(moment) for one in told for moment in one]
    others = connection.execute(text("SELECT DISTINCT created_at, kind FROM notices WHERE is_loud"))
    moments += [row.created_at for row in others if not row.kind.startswith("incident_")]
    return sorted(_seconds(moment, start) for moment in moments)


def _seconds(moment: datetime, start: datetime) -> float:
    return round((moment - start).total_seconds(), 3)


def _is_false(incident: dict[str, Any], attacks: Sequence[float]) -> bool:
    """Whether it was called a raid or a drain, but nothing hostile came.

    What counts: hostile texts while it was open, or before that within an hour (drain: a day).
    """
    if all(kind == "surge" for _, kind in incident["kinds_over_time"]):
        return False
    opened = incident["opened_seconds"]
    closed = incident["closed_seconds"] or float("inf")
    reach = 86400.0 if incident["kind"] == "drain" else 3600.0
    return not any(opened - reach <= moment <= closed for moment in attacks)
