"""The second round trip: write the inbounds, their senders, and the replies that are planned."""

import json
from collections.abc import Mapping, Sequence

from hotline.domain.eligibility import Standing
from hotline.domain.inbounds import InboundKind
from hotline.domain.intake import Decision
from hotline.domain.reasons import Reason
from hotline.domain.replies import ReplyStatus
from hotline.store.intake.know import Known
from hotline.store.sessions.round_trips import RoundTrips, literal
from hotline.vault import Vault


def keep(
    trips: RoundTrips,
    vault: Vault,
    decisions: Sequence[Decision],
    known: Known,
    standings: Mapping[str, Standing],
) -> None:
    """Write what was decided, and commit.

    `standings`: what is known of each sender afterwards, by their canonical number. No inbound may
    be stored already, and none may be there twice.
    """
    content = json.dumps(_content(vault, decisions, known, standings))
    trips.commit(f"EXECUTE keep_inbounds({literal(content)})")


def _content(
    vault: Vault,
    decisions: Sequence[Decision],
    known: Known,
    standings: Mapping[str, Standing],
) -> dict[str, object]:
    by_sender: dict[str, list[Decision]] = {}
    for one in decisions:
        if one.read.number.canonical in known.senders:
            by_sender.setdefault(one.read.number.canonical, []).append(one)
    new, seen = {}, []
    for canonical, theirs in by_sender.items():
        sender_id, standing = known.senders[canonical].id, standings[canonical]
        if sender_id is None:
            new[canonical] = {**_new(vault, theirs), **_added(theirs, standing)}
        else:
            seen.append({"id": sender_id, **_added(theirs, standing)})
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
    }


def _added(theirs: Sequence[Decision], standing: Standing) -> dict[str, object]:
    """What these inbounds of one sender, in their order, add to the sender's row."""
    opted_out_at = standing.opted_out_at
    texts = sum(one.read.inbound.kind is InboundKind.SMS for one in theirs)
    planned = [one.read.inbound.received_at for one in theirs if one.plan is not None]
    return {
        "texts": texts,
        "calls": len(theirs) - texts,
        "last": max(one.read.inbound.received_at for one in theirs).isoformat(),
        "planned": planned[-1].isoformat() if planned else None,
        "opted_out": None if opted_out_at is None else opted_out_at.isoformat(),
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
            **_reply(one, plan.held_for),
            "due": plan.due_at.isoformat(),
            "expires": plan.expires_at.isoformat(),
        }
    return row


def _reply(one: Decision, held_for: Reason | None) -> dict[str, object]:
    if one.is_called_off:
        status, reason = ReplyStatus.DROPPED, Reason.OPTED_OUT
        return {"status": status, "reply_reason": reason, "was_held_for": held_for}
    status = ReplyStatus.HELD if held_for else ReplyStatus.PLANNED
    return {"status": status, "reply_reason": held_for}
