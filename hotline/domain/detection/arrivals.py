"""An arrival: what the watch keeps of an inbound. The text cannot be recovered from it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from hotline.domain.inbounds import InboundKind


@dataclass(frozen=True, slots=True, order=True)
class Arrival:
    """One text or call. `at`: seconds since 1970 when it reached the line, not when we heard of it.

    `is_first`: the first text of this sender ever. `is_insult`: the lexicon found something.
    `keys`: hashes of its normalised text (see text_copies), for long texts only.
    `is_machine`: a phone or a carrier wrote it by itself, so it counts for no crowd.
    `sender_id` 0: a withheld number, which cannot be told from other withheld numbers.
    """

    at: float
    inbound_id: int
    sender_id: int
    kind: InboundKind = InboundKind.SMS
    is_first: bool = False
    is_insult: bool = False
    keys: tuple[bytes, ...] = ()
    is_machine: bool = False


def moment_of(seconds: float) -> datetime:
    """Seconds since 1970 as a datetime in UTC."""
    return datetime.fromtimestamp(seconds, UTC)
