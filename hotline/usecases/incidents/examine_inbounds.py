"""Examine new inbounds: mark insults and threats, and keep keyed hashes to recognize copies.

**Idempotent:** what is already examined is skipped. **On a crash** the transaction rolls back, and
the next look examines the same inbounds again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, timedelta

from sqlalchemy import Connection

from hotline.domain.detection.arrivals import Arrival
from hotline.domain.detection.insults import is_insulting
from hotline.domain.detection.machine_texts import is_machine_text, without_our_words
from hotline.domain.detection.text_copies import only_letters, text_keys
from hotline.domain.detection.threats import is_threatening
from hotline.domain.reply_texts import variants_of
from hotline.store.reply_texts import latest_bodies
from hotline.store.threats import mark_threats
from hotline.store.watch import (
    Examined,
    Unexamined,
    common_keys,
    count_machine_texts,
    keep_examined,
    texted_by_us,
    unexamined,
)
from hotline.vault import UnreadableSecretError, Vault

# A phrase that three senders had used an hour before, outside a raid, is common.
_COMMON_TO = 3
_COMMON_AFTER = timedelta(hours=1)
# Reactions, and answers of a phone: more of one sender in an hour count as theirs.
_MACHINE_TEXTS = 3
_TEXTS_OF_OURS = 40


def examine_inbounds(
    connection: Connection, vault: Vault, *, cursor: int, limit: int, in_raid: bool
) -> list[Arrival]:
    """Examine at most `limit` new inbounds after `cursor`. A text costs about 0.1 ms.

    What phones and carriers write by themselves is marked: it is no crowd, and nobody's copy.
    """
    found = unexamined(connection, cursor, limit)
    texts = _texts(connection, vault, found)
    keys = [_keys(vault, one.rest) for one in texts]
    common = _common(connection, texts, keys)
    threats = [one.inbound for one in texts if is_threatening(one.rest)]
    threatening = {one.inbound_id for one in threats}
    examined = [
        _examine(one, one.inbound.inbound_id in threatening or is_insulting(one.rest), own, common)
        for one, own in zip(texts, keys, strict=True)
    ]
    keep_examined(connection, examined, in_raid=in_raid)
    mark_threats(connection, threats)
    return [one.arrival for one in examined]


@dataclass(frozen=True)
class _Text:
    """An inbound that is examined. `rest`: what it says beside our own words."""

    inbound: Unexamined
    rest: str = field(repr=False)
    is_machine: bool


def _texts(connection: Connection, vault: Vault, found: Sequence[Unexamined]) -> list[_Text]:
    bodies = [_read(vault, one) for one in found]
    ours = _our_words(connection) if any(bodies) else []
    rests = [without_our_words(body, ours) for body in bodies]
    machines = [is_machine_text(body, rest) for body, rest in zip(bodies, rests, strict=True)]
    by_machines = [one for one, is_so in zip(found, machines, strict=True) if is_so]
    allowed = _allowed(connection, by_machines)
    return [
        _Text(one, rest, is_machine and one.inbound_id in allowed)
        for one, rest, is_machine in zip(found, rests, machines, strict=True)
    ]


def _our_words(connection: Connection) -> list[str]:
    """The letters of what our replies say, and said, the newest first."""
    bodies = latest_bodies(connection, _TEXTS_OF_OURS)
    return [only_letters(one) for body in bodies for one in variants_of(body)]


def _allowed(connection: Connection, machines: Sequence[Unexamined]) -> set[int]:
    """The ids of those that count as a machine's: of a sender whom we texted, a few in an hour.

    Phones react to what they received. Otherwise a raid could hide behind texts that look like it.
    """
    if not machines:
        return set()
    senders = [one.sender_id for one in machines]
    since = min(one.received_at for one in machines) - _COMMON_AFTER
    counts, texted = (
        count_machine_texts(connection, senders, since),
        texted_by_us(connection, senders),
    )
    allowed = set()
    for one in machines:
        if one.sender_id not in texted:
            continue
        counts[one.sender_id] = counts.get(one.sender_id, 0) + 1
        if counts[one.sender_id] <= _MACHINE_TEXTS:
            allowed.add(one.inbound_id)
    return allowed


def _examine(one: _Text, is_insult: bool, keys: tuple[bytes, ...], common: set[bytes]) -> Examined:
    arrival = Arrival(
        at=one.inbound.received_at.timestamp(),
        inbound_id=one.inbound.inbound_id,
        sender_id=one.inbound.sender_id,
        kind=one.inbound.kind,
        is_first=one.inbound.is_first,
        is_insult=is_insult,
        keys=() if one.is_machine else tuple(key for key in keys if key not in common),
        is_machine=one.is_machine,
    )
    return Examined(arrival, () if one.is_machine else keys)


def _read(vault: Vault, one: Unexamined) -> str:
    """The body; empty if it is deleted or cannot be decrypted: the inbound still counts."""
    try:
        return "" if one.body_secret is None else vault.read(one.body_secret)
    except UnreadableSecretError:
        return ""


def _keys(vault: Vault, body: str) -> tuple[bytes, ...]:
    return tuple(vault.find(f"text {key}")[:16] for key in text_keys(body))


def _common(
    connection: Connection,
    texts: Sequence[_Text],
    keys: Sequence[tuple[bytes, ...]],
) -> set[bytes]:
    wanted = sorted({key for own in keys for key in own})
    if not wanted:
        return set()
    first = min(one.inbound.received_at for one in texts)
    before = first.astimezone(UTC) - _COMMON_AFTER
    return common_keys(connection, wanted, before=before, senders=_COMMON_TO)
