"""Clients that send signed texts as fast as the server answers, each over one connection."""

import http.client
import multiprocessing
import secrets
import threading
import time
from urllib.parse import urlencode, urlsplit

from twilio.request_validator import RequestValidator

_HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Connection": "keep-alive"}


def signed_texts(
    url: str, count: int, *, account: str, token: str, line: str
) -> list[tuple[str, str]]:
    """(body, signature) of `count` texts, each from another number; made before the timing."""
    validator = RequestValidator(token)
    found = []
    for _ in range(count):
        form = {
            "AccountSid": account,
            "ApiVersion": "2010-04-01",
            "Body": "salut toi, on se voit quand ?",
            "From": f"+336{secrets.randbelow(10**8):08d}",
            "FromCity": "",
            "FromCountry": "FR",
            "MessageSid": "SM" + secrets.token_hex(16),
            "NumMedia": "0",
            "NumSegments": "1",
            "To": line,
        }
        found.append((urlencode(form), validator.compute_signature(url, form)))
    return found


def send_all(url: str, texts: list[tuple[str, str]], *, clients: int) -> tuple[float, list[float]]:
    """(seconds in all, seconds of each text), sent by `clients` connections in two processes."""
    processes = 2
    shares = [texts[n::processes] for n in range(processes)]
    began = time.perf_counter()
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        found = pool.starmap(_send_share, [(url, one, clients // processes) for one in shares])
    seconds, each = time.perf_counter() - began, [one for share in found for one in share]
    if len(each) != len(texts):
        raise SystemExit(f"only {len(each)} of {len(texts)} texts were taken")
    return seconds, each


def _send_share(url: str, texts: list[tuple[str, str]], clients: int) -> list[float]:
    latencies: list[float] = []
    threads = [
        threading.Thread(target=_send, args=(url, texts[n::clients], latencies))
        for n in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return latencies


def _send(url: str, texts: list[tuple[str, str]], latencies: list[float]) -> None:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    for body, signature in texts:
        began = time.perf_counter()
        headers = _HEADERS | {"X-Twilio-Signature": signature}
        connection.request("POST", parts.path, body, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            return
        latencies.append(time.perf_counter() - began)
    connection.close()
