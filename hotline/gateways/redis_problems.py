"""What is wrong with Redis, by its own words: not every failure is an outage.

Sources: the error prefixes of Redis (WRONGPASS, NOAUTH, NOPERM, OOM, READONLY: redis.io, "RESP
protocol" and "ACL"), and what redis-py and OpenSSL say when the two ends speak different protocols.
"""

import socket
import ssl
from contextlib import suppress
from enum import StrEnum
from urllib.parse import urlsplit

from redis.exceptions import (
    AuthenticationError,
    NoPermissionError,
    OutOfMemoryError,
    ReadOnlyError,
)

_PROBE_SECONDS = 3


class RedisProblem(StrEnum):
    """Why Redis cannot be used. The catalogues hold a sentence for each (`doctor.queue.…`)."""

    AWAY = "away"
    PASSWORD = "password"  # noqa: S105  (a kind of problem)
    FORBIDDEN = "forbidden"
    CERTIFICATE = "certificate"
    SPEAKS_TLS = "speaks_tls"
    SPEAKS_NO_TLS = "speaks_no_tls"
    PARAMETER = "parameter"
    NO_DATABASE = "no_database"
    FULL = "full"
    READ_ONLY = "read_only"


# The first that occurs in what was said counts.
_SAID = (
    ("wrongpass", RedisProblem.PASSWORD),
    ("noauth", RedisProblem.PASSWORD),
    ("authentication required", RedisProblem.PASSWORD),
    ("invalid username-password", RedisProblem.PASSWORD),
    ("invalid password", RedisProblem.PASSWORD),
    ("without any password configured", RedisProblem.PASSWORD),
    ("noperm", RedisProblem.FORBIDDEN),
    ("no permissions", RedisProblem.FORBIDDEN),
    ("certificate_verify_failed", RedisProblem.CERTIFICATE),
    ("hostname mismatch", RedisProblem.CERTIFICATE),
    ("wrong_version_number", RedisProblem.SPEAKS_NO_TLS),
    ("wrong version number", RedisProblem.SPEAKS_NO_TLS),
    ("record layer failure", RedisProblem.SPEAKS_NO_TLS),
    ("unexpected keyword", RedisProblem.PARAMETER),
    ("invalid ssl certificate requirements", RedisProblem.PARAMETER),
    ("db index is out of range", RedisProblem.NO_DATABASE),
    ("invalid db index", RedisProblem.NO_DATABASE),
    ("maxmemory", RedisProblem.FULL),
    ("read only replica", RedisProblem.READ_ONLY),
)
_KINDS = (
    (AuthenticationError, RedisProblem.PASSWORD),
    (NoPermissionError, RedisProblem.FORBIDDEN),
    (OutOfMemoryError, RedisProblem.FULL),
    (ReadOnlyError, RedisProblem.READ_ONLY),
    (TypeError, RedisProblem.PARAMETER),
)
_SENTENCES = {
    RedisProblem.AWAY: "Redis is away: replies wait",
    RedisProblem.PASSWORD: "Redis refuses the password of REDIS_URL: copy the address again",
    RedisProblem.FORBIDDEN: "Redis does not allow this user what a queue needs: see its ACL",
    RedisProblem.CERTIFICATE: (
        "the certificate of Redis is not to be trusted: give its authority by ?ssl_ca_certs=FILE,"
        " or, where the platform signs it itself (Heroku does), set REDIS_CERTIFICATE=unverified"
    ),
    RedisProblem.SPEAKS_TLS: "Redis speaks TLS: REDIS_URL must begin with rediss://",
    RedisProblem.SPEAKS_NO_TLS: "Redis does not speak TLS: REDIS_URL must begin with redis://",
    RedisProblem.PARAMETER: "REDIS_URL has a parameter that the Redis client does not know",
    RedisProblem.NO_DATABASE: "Redis has no database of that number: see the end of REDIS_URL",
    RedisProblem.FULL: "the memory of Redis is full: replies wait",
    RedisProblem.READ_ONLY: "this Redis is a read-only copy: REDIS_URL must lead to the main one",
}


def name_problem(error: BaseException, url: str) -> RedisProblem:
    """Name the problem. Where no word was said, `url` is tried in the other protocol: 3 s."""
    said = f"{type(error).__name__} {error} {error.__cause__ or ''} {error.__context__ or ''}"
    for words, problem in _SAID:
        if words in said.lower():
            return problem
    for kind, problem in _KINDS:
        if isinstance(error, kind):
            return problem
    if url.startswith("redis://") and _speaks_tls(url):
        return RedisProblem.SPEAKS_TLS
    if url.startswith("rediss://") and _speaks_plainly(url):
        return RedisProblem.SPEAKS_NO_TLS
    return RedisProblem.AWAY


def sentence_of(problem: RedisProblem) -> str:
    """The sentence for a log: what is wrong, and what to do. It shows no address."""
    return _SENTENCES[problem]


def _speaks_tls(url: str) -> bool:
    parts = urlsplit(url)
    context = ssl.create_default_context()
    # Only whether it answers in TLS: nothing is sent.
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with (
        suppress(OSError),
        _reach(url) as plain,
        context.wrap_socket(plain, server_hostname=parts.hostname),
    ):
        return True
    return False


def _speaks_plainly(url: str) -> bool:
    with suppress(OSError), _reach(url) as plain:
        plain.sendall(b"PING\r\n")
        # PONG, or an error: it wants a password.
        return plain.recv(1) in (b"+", b"-")
    return False


def _reach(url: str) -> socket.socket:
    parts = urlsplit(url)
    address = (parts.hostname or "localhost", parts.port or 6379)
    return socket.create_connection(address, timeout=_PROBE_SECONDS)
