"""The address of Redis: which parameters it may have, and whether its certificate is verified."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from hotline.domain.errors import SettingProblemError

_CERTIFICATE_RULES = ("none", "optional", "required")
_REDIS_PARAMETERS = frozenset(
    [
        "db",
        "username",
        "password",
        "client_name",
        "protocol",
        "socket_timeout",
        "socket_connect_timeout",
        "socket_keepalive",
        "health_check_interval",
        "max_connections",
        "ssl_cert_reqs",
        "ssl_ca_certs",
        "ssl_ca_path",
        "ssl_ca_data",
        "ssl_certfile",
        "ssl_keyfile",
        "ssl_check_hostname",
        "ssl_min_version",
    ]
)


def redis_url(text: str, *, verifies: bool = True) -> str:
    """`text` for the Redis client. The certificate of a `rediss://` URL is verified.

    Without that, somebody in between reads and writes the queue. Only a platform that signs its
    certificate itself (Heroku) needs `verifies=False`, and a URL may say `?ssl_cert_reqs=none`.
    """
    if not text.startswith(("redis://", "rediss://", "unix://")):
        raise SettingProblemError("must begin with redis:// or rediss://")
    require_port(text)
    parts = urlsplit(text)
    if parts.scheme == "unix":
        return text
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    for name in query:
        if name not in _REDIS_PARAMETERS:
            raise SettingProblemError(f"has the parameter {name[:20]}, unknown to Redis")
    if query.get("ssl_cert_reqs", "none") not in _CERTIFICATE_RULES:
        raise SettingProblemError("has ssl_cert_reqs, which must be none, optional or required")
    if parts.scheme != "rediss" and any(name.startswith("ssl_") for name in query):
        raise SettingProblemError("has parameters of TLS: it must then begin with rediss://")
    if parts.scheme == "rediss" and not verifies:
        query.setdefault("ssl_cert_reqs", "none")
    return urlunsplit(parts._replace(query=urlencode(query)))


def require_port(url: str) -> None:
    """Raise SettingProblemError unless the port of `url`, if it has one, is a number."""
    try:
        urlsplit(url).port  # noqa: B018  (reading it is the check)
    except ValueError:
        raise SettingProblemError("has a port that is no number") from None
