"""A sender's phone, in a terminal: text or call the hotline, and see what comes back."""

import time
from typing import Any

import requests

from simulator.box.sentences import words
from simulator.box.state import BoxState


def text_hotline(state: BoxState, sender: str, body: str, *, wait_seconds: float) -> int:
    """Send a text and show the reply that comes back; the exit code (1: refused, or no reply)."""
    phone = _phone(state)
    before = len(_received(phone, sender))
    taken = _post(phone, "text", {"from": sender, "body": body})
    print(f"{sender} → {state.line}: {body}")
    if taken["status"] != 200:
        print(words("box.not_taken", status=taken["status"]))
        return 1
    if not wait_seconds:
        print(words("box.has_it"))
        return 0
    print(words("box.has_it_waiting", seconds=f"{wait_seconds:g}"), flush=True)
    return _show_replies(phone, sender, before, wait_seconds)


def call_hotline(state: BoxState, sender: str) -> int:
    """Call the hotline and show how the call ended; the exit code."""
    found = _post(_phone(state), "call", {"from": sender})
    status = found["call_status"]
    if status == "busy" and not found["billed"]:
        print(words("box.called_busy", sender=sender, line=state.line))
    else:
        print(words("box.called", sender=sender, line=state.line, status=status))
    return 0 if found["status"] == 200 else 1


def _show_replies(phone: str, number: str, before: int, wait_seconds: float) -> int:
    ends = time.monotonic() + wait_seconds
    while time.monotonic() < ends:
        for message in _received(phone, number)[before:]:
            show_message(message)
            return 0
        time.sleep(0.2)
    print(words("box.no_reply"))
    return 1


def show_message(message: dict[str, Any]) -> None:
    """Print a message as it reached the handset."""
    print(f"{message['from']} → {message['to']}: {message['body']}")


def _received(phone: str, number: str) -> list[dict[str, Any]]:
    answer = requests.get(f"{phone}/box/received", params={"number": number}, timeout=5)
    found: list[dict[str, Any]] = answer.json()
    return found


def _post(phone: str, what: str, data: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = requests.post(f"{phone}/box/{what}", json=data, timeout=60).json()
    return found


def _phone(state: BoxState) -> str:
    if state.phone is None:
        raise SystemExit(words("box.real_phone"))
    return state.phone
