"""What Redis does when its memory is full: if it evicts keys, queued jobs vanish silently."""

from redis import Redis
from redis.exceptions import RedisError, ResponseError

_TIMEOUT_SECONDS = 5


class RedisProbe:
    """Asks Redis by `INFO`: hosted services forbid `CONFIG`."""

    def __init__(self, redis_url: str) -> None:
        self._url = redis_url

    def eviction_policy(self) -> str | None:
        """`noeviction`, `allkeys-lru`…; empty: Redis does not say; None: Redis is unreachable."""
        try:
            with Redis.from_url(
                self._url,
                socket_connect_timeout=_TIMEOUT_SECONDS,
                socket_timeout=_TIMEOUT_SECONDS,
            ) as redis:
                found = redis.info("memory")
        except ResponseError:
            # Redis is there, but does not allow the question.
            return ""
        except RedisError:
            return None
        return str(found.get("maxmemory_policy", "")) if isinstance(found, dict) else ""
