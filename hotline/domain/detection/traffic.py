"""The last hour of arrivals, in the order in which they reached the lines."""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from hotline.domain.detection.arrivals import Arrival
from hotline.domain.detection.baselines import HOUR, MINUTE, Minute
from hotline.domain.inbounds import InboundKind

# Beyond so many the older ones are forgotten sooner: a flood that fills this is found already.
_MOST = 20_000


class Traffic:
    """A cache of what the store holds: whoever loses it reads the last hour again."""

    def __init__(self, arrivals: Iterable[Arrival] = ()) -> None:
        self._arrivals = sorted(arrivals)
        self._times = [one.at for one in self._arrivals]

    def take(self, arrivals: Sequence[Arrival]) -> None:
        """What has come since, in any order: some are announced late."""
        for one in sorted(arrivals):
            if self._times and one.at < self._times[-1]:
                insort(self._arrivals, one)
                insort(self._times, one.at)
            else:
                self._arrivals.append(one)
                self._times.append(one.at)

    def forget(self, now: float) -> None:
        """What is over an hour and the learning's delay old has served."""
        gone = bisect_left(self._times, now - 2 * HOUR - 20 * MINUTE)
        gone = max(gone, len(self._times) - _MOST)
        if gone > 0:
            del self._arrivals[:gone], self._times[:gone]

    def since(self, moment: float, until: float | None = None) -> list[Arrival]:
        """Those from `moment` on, and before `until`."""
        first = bisect_left(self._times, moment)
        return self._arrivals[first : None if until is None else bisect_left(self._times, until)]

    def count_since(self, moment: float) -> int:
        """How many from `moment` on."""
        return len(self._times) - bisect_left(self._times, moment)

    def minute(self, start: float) -> Minute:
        """What the minute from `start` on brought."""
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
    """Who they are from; withheld numbers are nobody."""
    return {one.sender_id for one in arrivals if one.sender_id}


def texts_by_sender(arrivals: Iterable[Arrival]) -> Counter[int]:
    """How many texts and calls from each."""
    return Counter(one.sender_id for one in arrivals if one.sender_id)


def senders_by_key(arrivals: Iterable[Arrival]) -> dict[bytes, set[int]]:
    """Who sent what, for texts that are long enough to be told apart."""
    found: defaultdict[bytes, set[int]] = defaultdict(set)
    for one in arrivals:
        for key in one.keys:
            found[key].add(one.sender_id)
    return found


def calls_of(arrivals: Iterable[Arrival]) -> list[Arrival]:
    """The calls among them."""
    return [one for one in arrivals if one.kind is InboundKind.CALL]
