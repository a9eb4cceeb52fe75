"""What Redis does when its memory is full: if it evicts keys, queued jobs vanish silently."""

from redis import Redis
from redis.exceptions import RedisError, ResponseError

from hotline.gateways.redis_problems import RedisProblem, name_problem

_TIMEOUT_SECONDS = 5


class RedisProbe:
    """Asks Redis by `INFO`: hosted services forbid `CONFIG`."""

    def __init__(self, redis_url: str) -> None:
        self._url = redis_url

    def look(self) -> RedisProblem | str:
        """`noeviction`, `allkeys-lru`…; empty: Redis does not say. Or why it cannot be used."""
        try:
            with Redis.from_url(
                self._url,
                socket_connect_timeout=_TIMEOUT_SECONDS,
                socket_timeout=_TIMEOUT_SECONDS,
            ) as redis:
                redis.ping()
                found = _memory(redis)
        except (RedisError, TypeError, ValueError) as error:
            return name_problem(error, self._url)
        return str(found.get("maxmemory_policy", "")) if isinstance(found, dict) else ""


def _memory(redis: Redis) -> object:
    try:
        return redis.info("memory")
    except ResponseError:
        # Redis is there, but does not allow the question.
        return {}
