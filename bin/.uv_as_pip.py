"""Installs with uv from where pip would install: pip's index, certificates and proxy are used.

`.venv/bin/python bin/.uv_as_pip.py -r requirements.txt …`. uv itself reads none of pip's settings.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

# The later wins, as in pip: its files for all commands, for `install`, and its variables.
_SECTIONS = ("global", "install", ":env:")
# pip's setting, and the variable of uv that means the same. What is set for uv itself stays.
_VARIABLES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "timeout": "UV_HTTP_TIMEOUT",
    "proxy": "ALL_PROXY",
}
_NO = ("", "0", "false", "no", "off")


def read_pip_settings(listed: str) -> dict[str, str]:
    """{name: value} from what `pip config list` prints."""
    found: dict[str, dict[str, str]] = {section: {} for section in _SECTIONS}
    for line in listed.splitlines():
        key, is_setting, value = line.partition("=")
        section, _, name = key.rpartition(".")
        if is_setting and section in found:
            found[section][name] = str(ast.literal_eval(value))
    return found["global"] | found["install"] | found[":env:"]


def uv_variables(settings: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that make uv look where pip would, beside those in `environment`."""
    made = {"UV_NO_PROGRESS": "1", "UV_INDEX_STRATEGY": "unsafe-best-match"}
    for name, variable in _VARIABLES.items():
        # Lists may be written on several lines.
        value = " ".join(settings.get(name, "").split())
        if value:
            made[variable] = value
    if environment.get("UV_INDEX_URL"):
        made.pop("UV_DEFAULT_INDEX", None)
    return {name: value for name, value in made.items() if not environment.get(name)}


def uv_options(settings: Mapping[str, str]) -> list[str]:
    """The options of uv for what it has no variable for."""
    options = ["--no-index"] if settings.get("no-index", "").lower() not in _NO else []
    for place in settings.get("find-links", "").split():
        options += ["--find-links", place]
    for host in settings.get("trusted-host", "").split():
        options += ["--allow-insecure-host", host]
    return options


def main() -> None:
    """Become uv, which installs into the environment of the Python that runs this, or of
    `--python`.
    """
    asked = [sys.executable, "-m", "pip", "config", "list"]
    listed = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    settings = read_pip_settings(listed)
    uv = str(Path(sys.prefix) / "bin" / "uv")
    here = [] if "--python" in sys.argv else ["--python", sys.executable]
    command = [uv, "pip", "install", *here, "--require-hashes"]
    os.execve(  # noqa: S606  (the uv that was just installed)
        uv,
        [*command, *uv_options(settings), *sys.argv[1:]],
        {**os.environ, **uv_variables(settings, os.environ)},
    )


if __name__ == "__main__":
    main()
