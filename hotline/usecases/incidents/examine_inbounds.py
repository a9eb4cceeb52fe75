"""Examine new inbounds: mark insults and threats, and keep keyed hashes to recognize copies.

**Idempotent:** what is already examined is skipped. **On a crash** the transaction rolls back, and
the next look examines the same inbounds again.
"""

from collections.abc import Sequence
from datetime import UTC, timedelta

from sqlalchemy import Connection

from hotline.domain.detection.arrivals import Arrival
from hotline.domain.detection.insults import is_insulting
from hotline.domain.detection.text_copies import text_keys
from hotline.domain.detection.threats import is_threatening
from hotline.store.threats import mark_threats
from hotline.store.watch import Examined, Unexamined, common_keys, keep_examined, unexamined
from hotline.vault import UnreadableSecretError, Vault

# A phrase that three senders had used an hour before, outside a raid, is common.
_COMMON_TO = 3
_COMMON_AFTER = timedelta(hours=1)


def examine_inbounds(
    connection: Connection, vault: Vault, *, cursor: int, limit: int, in_raid: bool
) -> list[Arrival]:
    """Examine at most `limit` new inbounds after `cursor`. A text costs about 0.1 ms."""
    found = unexamined(connection, cursor, limit)
    texts = [(one, _read(vault, one)) for one in found]
    keys = [_keys(vault, body) for _, body in texts]
    common = _common(connection, texts, keys)
    threats = [one for one, body in texts if is_threatening(body)]
    threatening = {one.inbound_id for one in threats}
    examined = [
        _examine(one, one.inbound_id in threatening or is_insulting(body), own, common)
        for (one, body), own in zip(texts, keys, strict=True)
    ]
    keep_examined(connection, examined, in_raid=in_raid)
    mark_threats(connection, threats)
    return [one.arrival for one in examined]


def _examine(
    one: Unexamined, is_insult: bool, keys: tuple[bytes, ...], common: set[bytes]
) -> Examined:
    arrival = Arrival(
        at=one.received_at.timestamp(),
        inbound_id=one.inbound_id,
        sender_id=one.sender_id,
        kind=one.kind,
        is_first=one.is_first,
        is_insult=is_insult,
        keys=tuple(key for key in keys if key not in common),
    )
    return Examined(arrival, keys)


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
    texts: Sequence[tuple[Unexamined, str]],
    keys: Sequence[tuple[bytes, ...]],
) -> set[bytes]:
    wanted = sorted({key for own in keys for key in own})
    if not wanted:
        return set()
    first = min(one.received_at for one, _ in texts)
    before = first.astimezone(UTC) - _COMMON_AFTER
    return common_keys(connection, wanted, before=before, senders=_COMMON_TO)
