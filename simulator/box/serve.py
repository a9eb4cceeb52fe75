"""Serve the two networks of a running box, and the page on which both are seen."""

import os
import signal
import threading
from collections.abc import Mapping
from urllib.parse import urlsplit

from hotline.settings import Settings
from hotline.wiring import wire
from simulator.box.environment import PAGE, PEOPLE
from simulator.chat.network import ChatNetwork, Person
from simulator.chat.server import create_chat_app
from simulator.page.drill import Drill
from simulator.page.figures import Figures
from simulator.page.server import Stage, create_page_app
from simulator.page.team import Team
from simulator.page.trouble import Trouble
from simulator.phone.carrier import line_for
from simulator.phone.network import PhoneNetwork
from simulator.phone.server import create_phone_app
from simulator.serving import Served


def serve_box() -> None:
    """Serve until told to stop. What is configured for real is not served."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    servers = [*_phone(os.environ), *_chat(os.environ), *_page(os.environ)]
    stopping.wait()
    for server in servers:
        server.stop()


def _phone(environment: Mapping[str, str]) -> list[Served]:
    port = _port(environment.get("TWILIO_API_URL", ""))
    if port is None:
        return []
    numbers = environment["TWILIO_NUMBERS"].split(",")
    network = PhoneNetwork(
        account_sid=environment["TWILIO_ACCOUNT_SID"],
        auth_token=environment["TWILIO_AUTH_TOKEN"],
        lines=[line_for(number, environment["PUBLIC_URL"]) for number in numbers],
        currency=environment.get("CURRENCY", "EUR"),
    )
    print(f"a phone network with the line {numbers[0]}", flush=True)
    return [Served(create_phone_app(network), port=port).start()]


def _chat(environment: Mapping[str, str]) -> list[Served]:
    port = _port(environment.get("TELEGRAM_API_URL", ""))
    if port is None:
        return []
    network = ChatNetwork(environment["TELEGRAM_BOT_TOKEN"])
    for number, name, language in PEOPLE:
        network.people[number] = Person(number, name, language)
    print("a chat network with " + ", ".join(name for _, name, _ in PEOPLE), flush=True)
    return [Served(create_chat_app(network), port=port).start()]


def _page(environment: Mapping[str, str]) -> list[Served]:
    """Where both networks are the box's own."""
    addresses = [environment.get(name, "") for name in ("TWILIO_API_URL", "TELEGRAM_API_URL")]
    port = _port(environment.get(PAGE, ""))
    if port is None or None in map(_port, addresses):
        return []
    hotline = wire(Settings.from_env(environment), process="page", pool_size=3)
    urls = dict(zip(("phone", "chat"), addresses, strict=True))
    line, delay = hotline.settings.twilio_numbers[0], environment.get("REPLY_DELAY", "60m")
    stage = Stage(
        Figures(hotline.database),
        Drill(urls["phone"]),
        Trouble(urls, hotline.settings.redis_url),
        Team(hotline.database, urls["chat"]),
        urls,
        {"line": line, "delay": delay},
    )
    return [Served(create_page_app(stage), port=port).start()]


def _port(url: str) -> int | None:
    parts = urlsplit(url)
    return parts.port if parts.hostname == "127.0.0.1" else None
