"""Serve the two networks of a running box."""

import os
import signal
import threading
from collections.abc import Mapping
from urllib.parse import urlsplit

from simulator.box.environment import PEOPLE
from simulator.chat.network import ChatNetwork, Person
from simulator.chat.server import create_chat_app
from simulator.phone.carrier import line_for
from simulator.phone.network import PhoneNetwork
from simulator.phone.server import create_phone_app
from simulator.serving import Served


def serve_box() -> None:
    """Serve until told to stop. What is configured for real is not served."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    servers = [*_phone(os.environ), *_chat(os.environ)]
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


def _port(url: str) -> int | None:
    parts = urlsplit(url)
    return parts.port if parts.hostname == "127.0.0.1" else None
