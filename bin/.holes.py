"""Prints the known holes that pip-audit found; ends with 1 if there is any.

A component whose holes could not be asked for is counted: silence about it would be no answer.
"""

import json
import sys
from pathlib import Path


def main() -> None:
    """Read the file that is named."""
    path = Path(sys.argv[1])
    found = json.loads(path.read_text())["dependencies"] if path.exists() else []
    looked = [one for one in found if "skip_reason" not in one]
    holes = [(one, hole) for one in looked for hole in one["vulns"]]
    for one, hole in holes:
        mended = ", ".join(hole["fix_versions"]) or "nowhere yet"
        print(f"{one['name']} {one['version']}: {hole['id']}, mended in {mended}")
    if not looked:
        print("Known holes: not looked. Their database cannot be reached from here.")
    else:
        print(f"Known holes: {len(holes)}, in {len(looked)} of {len(found)} components looked at.")
    sys.exit(bool(holes))


if __name__ == "__main__":
    main()
