"""What the box says to itself goes through no proxy."""

from collections.abc import Mapping


def without_proxy(environment: Mapping[str, str]) -> dict[str, str]:
    """Variables that exempt this machine from any proxy: the box's own traffic stays here."""
    exempt = [
        environment.get("NO_PROXY") or environment.get("no_proxy") or "",
        "127.0.0.1",
        "localhost",
    ]
    return dict.fromkeys(("NO_PROXY", "no_proxy"), ",".join(one for one in exempt if one))
