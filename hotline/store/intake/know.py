"""The first round trip: lock the senders of these inbounds, and read what we know of them.

Every sender has an advisory lock, taken before the row and in one order, so two transactions with
several senders never wait for each other in a circle, and a first text that arrives twice makes one
sender, even while processes with old and new keys overlap.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, literal_column, select

from hotline.domain.eligibility import Standing
from hotline.domain.numbers import Number, NumberKind
from hotline.domain.settings import HotlineSettings
from hotline.store.intake.statements import SETTINGS_VERSION, STATEMENTS
from hotline.store.sessions.round_trips import RoundTrips, literal
from hotline.store.settings import NotSetUpError, settings_from
from hotline.store.tables import settings
from hotline.vault import Vault

_SETTINGS = select(settings, literal_column(SETTINGS_VERSION).label("version"))
_MEMORY = "settings"
_HEX = "\\x"
# One row that is locked for long must not keep all the others waiting: see `is_hurried`.
_HURRY_MS = 1_000


@dataclass(frozen=True)
class KnownSender:
    """A sender as the store has them: the row's id; None: they are new."""

    id: int | None = None
    standing: Standing = field(default_factory=Standing)


@dataclass(frozen=True)
class Known:
    """What the store knows when inbounds arrive. `kept_sids`: those that are stored already.

    `senders`: by their canonical number; a withheld number is nobody's.
    """

    settings: HotlineSettings
    senders: dict[str, KnownSender]
    kept_sids: frozenset[str]


def know(
    trips: RoundTrips,
    vault: Vault,
    sids: Sequence[str],
    numbers: Sequence[Number],
    *,
    is_hurried: bool = False,
) -> Known:
    """Begin the transaction: lock the senders until its end, and read what we know.

    `sids`: the provider's ids of the inbounds; `numbers`: who sent each. `is_hurried`: wait for a
    locked row at most a second, not three. Raises NotSetUpError.
    """
    people = {one.canonical for one in numbers if one.kind is not NumberKind.WITHHELD}
    hashes = {found: one for one in people for found in vault.find_any(one)}
    locks = sorted(vault.lock_number(one) for one in people)
    # A plan that was made for an empty table must not read a full one from end to end.
    local = "SET LOCAL enable_seqscan = off"
    if is_hurried:
        local += f"; SET LOCAL lock_timeout = {_HURRY_MS}"
    *_, senders, sids, versions = trips.begin(
        local,
        f"EXECUTE lock_senders({_array(locks)})",
        f"EXECUTE know_senders({_array(_HEX + one.hex() for one in hashes)})",
        f"EXECUTE known_sids({_array(sids)})",
        "EXECUTE settings_version",
        prepared=STATEMENTS,
    )
    if not versions:
        raise NotSetUpError
    known = dict.fromkeys(people, KnownSender())
    for found, sender_id, blocked_at, opted_out_at, last_planned_at in senders:
        standing = Standing(blocked_at is not None, opted_out_at, last_planned_at)
        known[hashes[bytes(found)]] = KnownSender(sender_id, standing)
    kept_sids = frozenset(sid for (sid,) in sids)
    return Known(_settings(trips, versions[0][0]), known, kept_sids)


def _settings(trips: RoundTrips, version: str) -> HotlineSettings:
    """The settings; they are read again only if they have changed."""
    remembered: tuple[str, HotlineSettings] = trips.memory.get(_MEMORY, ("", None))
    if remembered[0] == version:
        return remembered[1]
    return _read_settings(trips)


def _read_settings(trips: RoundTrips) -> HotlineSettings:
    connection: Connection = trips.connection
    row = connection.execute(_SETTINGS).one()
    found = settings_from(row)
    trips.memory[_MEMORY] = (row.version, found)
    return found


def _array(values: Iterable[object]) -> str:
    """An array as a constant: of numbers, hashes or ids, which are quoted all the same."""
    quoted = (str(one).replace("\\", "\\\\").replace('"', '\\"') for one in values)
    return literal("{" + ",".join(f'"{one}"' for one in quoted) + "}")
