"""The ports of the box's parts: each the same at every start, so that a bookmark stays right.

A part's first port is kept in a file. If another program has it, the part takes another one for
this time only.
"""

import json
from pathlib import Path

from simulator.serving import free_port

# Where each part listens unless another program was there first: then one of the next nine.
USUAL = {"web": 8000, "phone": 8010, "chat": 8020, "page": 8030}
_NEXT = 9


class Ports:
    """Chooses ports, and keeps them in the file `ports.json` in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "ports.json"

    def kept(self, part: str) -> int | None:
        """The port that this part had the first time; None: it had none yet."""
        found = self._read().get(part)
        return found if isinstance(found, int) else None

    def choose(self, part: str) -> int:
        """A port for this part, on which nobody listens. Raises OSError: there is none."""
        kept, usual = self.kept(part), USUAL[part]
        wanted = [*([kept] if kept else []), *range(usual, usual + _NEXT + 1)]
        port = next((one for one in wanted if is_free(one)), None) or free_port()
        if kept is None:
            self._keep(part, port)
        return port

    def keep_others(self) -> None:
        """Keep, for each part that has none yet, a port that no box usually has."""
        for part in USUAL:
            if self.kept(part) is None:
                self._keep(part, free_port())

    def _keep(self, part: str, port: int) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps({**self._read(), part: port}))

    def _read(self) -> dict[str, object]:
        try:
            found = json.loads(self._file.read_text())
        except (FileNotFoundError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def is_free(port: int) -> bool:
    """Whether no process listens on this port."""
    return free_port(port) == port
