"""Scripted faults: what goes wrong, how often, and for which requests."""

import threading
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Fault:
    """One scripted fault.

    `kind`: one of the network's kinds. `on`: the name of a method or a way of reading, a phone
    number or a chat id; `*`: any request.
    """

    kind: str
    on: str = "*"
    times: int = 1
    options: dict[str, Any] = field(default_factory=dict)


class FaultScript:
    """A queue of faults. Each is used up by the requests that it hits (`Fault.times`)."""

    def __init__(self, kinds: Collection[str]) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self._kinds = frozenset(kinds)

    def add(self, fault: Fault) -> None:
        """Script one more fault. `times` below zero: until cleared. Raises ValueError (kind)."""
        if fault.kind not in self._kinds:
            raise ValueError(f"no such fault: {fault.kind}")
        with self._lock:
            self._faults.append(fault)

    def clear(self) -> None:
        """Remove all faults."""
        with self._lock:
            self._faults.clear()

    @property
    def is_used_up(self) -> bool:
        """Whether every fault has hit all of its requests."""
        with self._lock:
            return not self._faults

    def take(self, *names: str, only_named: bool = False) -> Fault | None:
        """The next fault for a request that has any of `names`, and count it as used once.

        `only_named`: faults on `*` do not apply.
        """
        with self._lock:
            for fault in self._faults:
                if fault.on in names or (fault.on == "*" and not only_named):
                    fault.times -= 1
                    if fault.times == 0:
                        self._faults.remove(fault)
                    return fault
        return None


def fault_from(data: dict[str, Any]) -> Fault:
    """A fault from the control API's JSON."""
    known = {"kind", "on", "times"}
    options = {name: value for name, value in data.items() if name not in known}
    return Fault(str(data["kind"]), str(data.get("on", "*")), int(data.get("times", 1)), options)
