"""The arrivals of the last hours, in the order in which they reached the lines."""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from hotline.domain.detection.arrivals import Arrival
from hotline.domain.detection.baselines import HOUR, MINUTE, Minute
from hotline.domain.inbounds import InboundKind

# The most that is kept; then older ones go earlier. A flood that fills this is already found.
_MOST = 20_000


class Traffic:
    """A cache of what the store holds. A process that loses it reads the last hours again."""

    def __init__(self, arrivals: Iterable[Arrival] = ()) -> None:
        self._arrivals = sorted(arrivals)
        self._times = [one.at for one in self._arrivals]

    def take(self, arrivals: Sequence[Arrival]) -> None:
        """Add new arrivals, in any order: some are announced late."""
        for one in sorted(arrivals):
            if self._times and one.at < self._times[-1]:
                insort(self._arrivals, one)
                insort(self._times, one.at)
            else:
                self._arrivals.append(one)
                self._times.append(one.at)

    def forget(self, now: float) -> None:
        """Remove arrivals that are older than 2 h 20: no rule and no learning needs them."""
        gone = bisect_left(self._times, now - 2 * HOUR - 20 * MINUTE)
        gone = max(gone, len(self._times) - _MOST)
        if gone > 0:
            del self._arrivals[:gone], self._times[:gone]

    def since(self, moment: float, until: float | None = None) -> list[Arrival]:
        """The arrivals from `moment` on, and before `until` (seconds since 1970)."""
        first = bisect_left(self._times, moment)
        return self._arrivals[first : None if until is None else bisect_left(self._times, until)]

    def count_since(self, moment: float) -> int:
        """How many arrivals there are from `moment` on."""
        return len(self._times) - bisect_left(self._times, moment)

    def minute(self, start: float) -> Minute:
        """What the minute that began at `start` brought."""
        found, minute = self.since(start, start + MINUTE), Minute()
        if not found:
            return minute
        before = {one.sender_id for one in self.since(start - HOUR, start)}
        firsts = [one for one in found if one.is_first]
        return Minute(
            messages=len(found),
            senders=len({one.sender_id for one in found} - before),
            first_texts=len(firsts),
            insults=sum(one.is_insult for one in firsts),
        )


def senders_of(arrivals: Iterable[Arrival]) -> set[int]:
    """The ids of their senders, without withheld numbers."""
    return {one.sender_id for one in arrivals if one.sender_id}


def texts_by_sender(arrivals: Iterable[Arrival]) -> Counter[int]:
    """{sender: texts and calls}, without withheld numbers."""
    return Counter(one.sender_id for one in arrivals if one.sender_id)


def senders_by_key(arrivals: Iterable[Arrival]) -> dict[bytes, set[int]]:
    """{text key: senders}, for texts that are long enough to have keys."""
    found: defaultdict[bytes, set[int]] = defaultdict(set)
    for one in arrivals:
        for key in one.keys:
            found[key].add(one.sender_id)
    return found


def calls_of(arrivals: Iterable[Arrival]) -> list[Arrival]:
    """The calls among the arrivals."""
    return [one for one in arrivals if one.kind is InboundKind.CALL]
