"""Prints the licence of each component of an SBOM; ends with 1 if one says none."""

import json
import sys
from pathlib import Path


def licences_of(component: dict) -> str:
    """What a component says of its licences; empty: nothing."""
    found = [one.get("expression") or _named(one) for one in component.get("licenses", [])]
    return ", ".join(sorted({one for one in found if one}))


def _named(one: dict) -> str:
    licence = one.get("license", {})
    return licence.get("id") or licence.get("name", "")


def main() -> None:
    """Read the file that is named, and print a line for each component."""
    components = json.loads(Path(sys.argv[1]).read_text())["components"]
    silent = []
    for one in sorted(components, key=lambda component: component["name"].lower()):
        licence = licences_of(one)
        print(f"{one['name']} {one['version']}: {licence or 'says none'}")
        if not licence:
            silent.append(one["name"])
    sys.exit(bool(silent))


if __name__ == "__main__":
    main()
