"""The second round trip: write the inbounds, their senders, and the replies that are planned."""

import json
from collections.abc import Sequence

from hotline.domain.inbounds import InboundKind
from hotline.domain.intake import Decision
from hotline.domain.replies import ReplyStatus
from hotline.store.intake.know import Known
from hotline.store.sessions.round_trips import RoundTrips, literal
from hotline.vault import Vault


def keep(
    trips: RoundTrips, vault: Vault, decisions: Sequence[Decision], known: Known, *, last: bool
) -> dict[str, int | None]:
    """Write what was decided: {provider_sid: the sender's id}. `last`: and commit.

    No inbound may be stored already, and none may be there twice.
    """
    statement = f"EXECUTE keep_inbounds({literal(json.dumps(_content(vault, decisions, known)))})"
    ((*rows,),) = trips.commit(statement) if last else trips.execute(statement)
    return dict(rows)


def _content(vault: Vault, decisions: Sequence[Decision], known: Known) -> dict[str, object]:
    by_sender: dict[str, list[Decision]] = {}
    for one in decisions:
        if one.read.number.canonical in known.senders:
            by_sender.setdefault(one.read.number.canonical, []).append(one)
    new, seen = {}, []
    for canonical, theirs in by_sender.items():
        sender_id = known.senders[canonical].id
        if sender_id is None:
            new[canonical] = _new(vault, theirs)
        else:
            seen.append({"id": sender_id, **_added(theirs)})
    return {
        "key": vault.key_id,
        "new": list(new.values()),
        "seen": seen,
        "inbounds": [
            _row(vault, one)
            | {
                "sender": _id_of(one, known),
                "hash": new.get(one.read.number.canonical, {}).get("hash"),
            }
            for one in decisions
        ],
    }


def _id_of(one: Decision, known: Known) -> int | None:
    sender = known.senders.get(one.read.number.canonical)
    return None if sender is None else sender.id


def _new(vault: Vault, theirs: Sequence[Decision]) -> dict[str, object]:
    number = theirs[0].read.number
    return {
        "hash": vault.find(number.canonical).hex(),
        "secret": vault.hide(number.canonical).decode("ascii"),
        "kind": number.kind,
        "country": number.country,
        "first": min(one.read.inbound.received_at for one in theirs).isoformat(),
        **_added(theirs),
    }


def _added(theirs: Sequence[Decision]) -> dict[str, object]:
    """What these inbounds of one sender, in their order, add to the sender's row."""
    texts = sum(one.read.inbound.kind is InboundKind.SMS for one in theirs)
    planned = [one.read.inbound.received_at for one in theirs if one.plan is not None]
    return {
        "texts": texts,
        "calls": len(theirs) - texts,
        "last": max(one.read.inbound.received_at for one in theirs).isoformat(),
        "planned": planned[-1].isoformat() if planned else None,
    }


def _row(vault: Vault, one: Decision) -> dict[str, object]:
    inbound, plan = one.read.inbound, one.plan
    row: dict[str, object] = {
        "sid": inbound.provider_sid,
        "kind": inbound.kind,
        "line": inbound.line,
        "body": None if inbound.body is None else vault.hide(inbound.body).decode("ascii"),
        "segments": inbound.segments,
        "media": inbound.media,
        "reason": one.reason,
        "received": inbound.received_at.isoformat(),
    }
    if plan is not None:
        row |= {
            "country": plan.country,
            "status": ReplyStatus.HELD if plan.held_for else ReplyStatus.PLANNED,
            "held_for": plan.held_for,
            "due": plan.due_at.isoformat(),
            "expires": plan.expires_at.isoformat(),
        }
    return row
