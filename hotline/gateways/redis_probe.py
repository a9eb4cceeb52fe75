"""What Redis does when its memory is full: a queue that forgets silently is no queue."""

from redis import Redis
from redis.exceptions import RedisError, ResponseError

_TIMEOUT_SECONDS = 5


class RedisProbe:
    """Asks Redis. `CONFIG` is closed where Redis is rented; `INFO` says as much."""

    def __init__(self, redis_url: str) -> None:
        self._url = redis_url

    def eviction_policy(self) -> str | None:
        """`noeviction`, `allkeys-lru`…; empty: it does not say; None: it is away."""
        try:
            with Redis.from_url(
                self._url,
                socket_connect_timeout=_TIMEOUT_SECONDS,
                socket_timeout=_TIMEOUT_SECONDS,
            ) as redis:
                found = redis.info("memory")
        except ResponseError:
            # It is there, and does not let us ask.
            return ""
        except RedisError:
            return None
        return str(found.get("maxmemory_policy", "")) if isinstance(found, dict) else ""
