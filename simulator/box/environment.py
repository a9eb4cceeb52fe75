"""The box's environment: configured values stay, and missing ones get made-up values."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from honcho.environ import parse

from simulator.box.ports import Ports, is_free
from simulator.box.proxies import without_proxy
from simulator.box.sentences import words
from simulator.box.state import DATA, ROOT
from simulator.phone.network import new_sid

LINE = "+33755501234"
DELAY = "60m"
# Two owners, so that one sees what the other's actions send to the team. The others are strangers
# to the bot; they can be invited.
PEOPLE = [
    (1001, "Alice", "en"),
    (1002, "Chloé", "fr"),
    (1004, "Sam", "en"),
    (1005, "Inès", "fr"),
    (1003, "Mallory", "fr"),
]
_OWNERS = "1001,1002"
# The variable with the address of the page with the two phones.
PAGE = "BOX_PAGE_URL"
# The setting with the page's port; it never takes another one.
PAGE_PORT = "BOX_PAGE_PORT"
# The variable that names which of PostgreSQL and Redis the box started, and so may empty.
OWN = "BOX_OWN"


def owned() -> set[str]:
    """The names of the settings (such as `REDIS_URL`) whose servers this box has started."""
    return set(os.environ.get(OWN, "").split(","))


def read_environment() -> dict[str, str]:
    """The process's environment, completed from `.env`; a variable that is really set wins.

    A private box reads the `.env` in its own folder: it must never send real texts because
    somebody has filled in real accounts here.
    """
    file = (ROOT if DATA == ROOT / ".data" else DATA) / ".env"
    found = parse(file.read_text()) if file.exists() else {}
    return {**{name: value for name, value in found.items() if value}, **os.environ}


def made_up(environment: Mapping[str, str]) -> dict[str, str]:
    """Made-up values for what `environment` leaves unset. Secrets are the same at every start.

    Only values of what the box simulates are made up: real data is not encrypted with a key from
    the box's folder, a real bot gets no made-up owners, and real texts need a real address.
    """
    kept, ports = _kept_secrets(), Ports(DATA)
    port = environment.get("PORT") or str(ports.choose("web"))
    values = {
        "PORT": port,
        "HOST": "127.0.0.1",
        "WEB_CONCURRENCY": "1",
        "METRICS_TOKEN": secrets.token_hex(16),
    } | without_proxy(environment)
    if not environment.get("DATABASE_URL"):
        values["SECRET_KEY"] = kept["SECRET_KEY"]
    if not environment.get("TWILIO_ACCOUNT_SID"):
        values |= {name: kept[name] for name in ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN")}
        values["PUBLIC_URL"] = f"http://127.0.0.1:{port}"
        values["TWILIO_NUMBERS"] = LINE
        values["TWILIO_API_URL"] = f"http://127.0.0.1:{ports.choose('phone')}"
        values["REPLY_DELAY"] = DELAY
    if not environment.get("TELEGRAM_BOT_TOKEN"):
        values["TELEGRAM_BOT_TOKEN"] = kept["TELEGRAM_BOT_TOKEN"]
        values["TELEGRAM_API_URL"] = f"http://127.0.0.1:{ports.choose('chat')}"
        values["OWNER_TELEGRAM_IDS"] = _OWNERS
    if "TWILIO_API_URL" in values and "TELEGRAM_API_URL" in values:
        values[PAGE] = f"http://127.0.0.1:{_page_port(environment, ports)}"
    return {
        name: value
        for name, value in values.items()
        if not environment.get(name) or name.lower() == "no_proxy"
    }


def _page_port(environment: Mapping[str, str], ports: Ports) -> int:
    """The port that is set, or else the page's own. Exits with a message if it cannot be had."""
    wanted = environment.get(PAGE_PORT)
    if not wanted:
        return ports.choose("page")
    if not (wanted.isdecimal() and 0 < int(wanted) < 65_536):
        raise SystemExit(words("box.page_port_wrong"))
    if not is_free(int(wanted)):
        raise SystemExit(words("box.page_port_taken", port=wanted))
    return int(wanted)


def _kept_secrets() -> dict[str, str]:
    file = DATA / "box.env"
    if not file.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        _write_secrets(file)
    return dict(parse(file.read_text()))


def _write_secrets(file: Path) -> None:
    values = {
        "SECRET_KEY": secrets.token_hex(32),
        "TWILIO_ACCOUNT_SID": new_sid("AC"),
        "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
        "TELEGRAM_BOT_TOKEN": f"{secrets.randbelow(10**9) + 10**9}:{secrets.token_urlsafe(26)}",
    }
    file.touch(mode=0o600)
    file.write_text("".join(f"{name}={value}\n" for name, value in values.items()))
