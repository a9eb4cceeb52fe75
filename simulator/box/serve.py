"""Serve the two networks of a running box, and the page that shows both."""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from flask import Flask

from hotline.settings import Settings
from hotline.wiring import wire
from simulator.box.emptying import empty_box, may_empty
from simulator.box.environment import PAGE, PEOPLE, owned
from simulator.box.sentences import words
from simulator.chat.network import ChatNetwork, Person
from simulator.chat.server import create_chat_app
from simulator.clock import CLOCK_FILE
from simulator.page.drill import Drill
from simulator.page.fault_injection import FaultInjection
from simulator.page.figures import Figures
from simulator.page.server import create_page_app
from simulator.page.stage import Stage
from simulator.page.team import Team
from simulator.page.time_travel import TimeTravel
from simulator.phone.carrier import line_for
from simulator.phone.network import PhoneNetwork
from simulator.phone.server import create_phone_app
from simulator.serving import Served

# Requests are kept for contract tests only, and a box runs for days.
_REMEMBERED = 20


def serve_box() -> int:
    """Serve until a signal stops it; the exit code.

    A network that is configured for real is not served.
    """
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    phone, chat = _serve(_phone_app, "TWILIO_API_URL"), _serve(_chat_app, "TELEGRAM_API_URL")
    page = _serve_page(phone, chat) if phone and chat else None
    stopping.wait()
    for server in filter(None, (phone, chat, page)):
        server.stop()
    return 0


def _serve(make: Callable[[Mapping[str, str]], Flask], name: str) -> Served | None:
    """Serve at the address in variable `name`; None if it is not an address of the box."""
    port = _port(os.environ.get(name, ""))
    return None if port is None else Served(make(os.environ), port=port).start()


def _phone_app(environment: Mapping[str, str]) -> Flask:
    numbers = environment["TWILIO_NUMBERS"].split(",")
    network = PhoneNetwork(
        account_sid=environment["TWILIO_ACCOUNT_SID"],
        auth_token=environment["TWILIO_AUTH_TOKEN"],
        lines=[line_for(number, environment["PUBLIC_URL"]) for number in numbers],
        currency=environment.get("CURRENCY", "EUR"),
    )
    network.requests = deque(maxlen=_REMEMBERED)
    print(words("box.phones", line=numbers[0]), flush=True)
    return create_phone_app(network)


def _chat_app(environment: Mapping[str, str], first_number: int = 0) -> Flask:
    network = ChatNetwork(environment["TELEGRAM_BOT_TOKEN"])
    network.next_number = max(network.next_number, first_number)
    network.requests = deque(maxlen=_REMEMBERED)
    for number, name, language in PEOPLE:
        network.people[number] = Person(number, name, language)
    print(words("box.chats", names=", ".join(name for _, name, _ in PEOPLE)), flush=True)
    return create_chat_app(network)


def _serve_page(phone: Served, chat: Served) -> Served | None:
    hotline = wire(Settings.from_env(os.environ), process="page", pool_size=3)
    database, redis_url = hotline.database, hotline.settings.redis_url
    urls = {"phone": phone.url, "chat": chat.url}

    def renew() -> None:
        time_travel.go_back()
        phone.app.extensions["network"].delayed_callbacks.end()
        phone.replace(_phone_app(os.environ))
        # Numbers go on from the last one, because open pages ask for what came after a number.
        chat.replace(_chat_app(os.environ, chat.app.extensions["network"].next_number))

    figures, time_travel = Figures(database), TimeTravel(database)
    stage = Stage(
        figures,
        Drill(urls["phone"], time_travel, figures.has_incident),
        FaultInjection(urls, redis_url if "REDIS_URL" in owned() else None),
        Team(database, urls["chat"]),
        time_travel,
        urls,
        lambda: empty_box(database, redis_url, renew),
        may_empty(),
        may_play=CLOCK_FILE in os.environ,
    )
    port = _port(os.environ.get(PAGE, ""))
    return None if port is None else Served(create_page_app(stage), port=port).start()


def _port(url: str) -> int | None:
    parts = urlsplit(url)
    return parts.port if parts.hostname == "127.0.0.1" else None
