"""The box's environment: what is configured stays, and what is missing is made up."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from honcho.environ import parse

from simulator.box.state import DATA, ROOT
from simulator.phone.network import new_sid
from simulator.serving import free_port

LINE = "+33755501234"
DELAY = "10s"
# Two owners, so that one sees what the other is told; the third is a stranger to the bot.
PEOPLE = [(1001, "Alice", "en"), (1002, "Chloé", "fr"), (1003, "Mallory", "fr")]
_OWNERS = "1001,1002"


def read_environment() -> dict[str, str]:
    """The process's environment, completed from `.env`; what is really set wins."""
    file = ROOT / ".env"
    found = parse(file.read_text()) if file.exists() else {}
    return {**{name: value for name, value in found.items() if value}, **os.environ}


def made_up(environment: Mapping[str, str]) -> dict[str, str]:
    """Values for what `environment` leaves open, the same at every start (they encrypt data)."""
    kept = _kept_secrets()
    web = f"http://127.0.0.1:{environment.get('PORT') or free_port(8000)}"
    values = {
        "PORT": web.rpartition(":")[2],
        "HOST": "127.0.0.1",
        "PUBLIC_URL": web,
        "WEB_CONCURRENCY": "1",
        "SECRET_KEY": kept["SECRET_KEY"],
        "OWNER_TELEGRAM_IDS": _OWNERS,
    }
    if not environment.get("TWILIO_ACCOUNT_SID"):
        values |= {name: kept[name] for name in ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN")}
        values["TWILIO_NUMBERS"] = LINE
        values["TWILIO_API_URL"] = f"http://127.0.0.1:{free_port(8010)}"
        values["REPLY_DELAY"] = DELAY
    if not environment.get("TELEGRAM_BOT_TOKEN"):
        values["TELEGRAM_BOT_TOKEN"] = kept["TELEGRAM_BOT_TOKEN"]
        values["TELEGRAM_API_URL"] = f"http://127.0.0.1:{free_port(8020)}"
    return {name: value for name, value in values.items() if not environment.get(name)}


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
