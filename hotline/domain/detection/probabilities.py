"""How unlikely a count is, as natural logarithms: the smaller, the less likely."""

from math import exp, inf, lgamma, log


def log_chance_of_count(count: int, expected: float, *, size: int) -> float:
    """ln P(at least `count`) for over-dispersed counts (negative binomial).

    The variance is `expected + expected² / size`: texts come in clumps, and rates change from one
    evening to the next.
    """
    if count <= 0:
        return 0.0
    if expected <= 0:
        return -inf
    # At least `count` failures before the `size`-th success means: at most size - 1 successes in
    # this many trials.
    trials = count + size - 1
    success, failure = log(size / (size + expected)), log(expected / (size + expected))
    terms = [_log_choose(trials, k) + k * success + (trials - k) * failure for k in range(size)]
    return min(0.0, _log_sum(terms))


def log_chance_of_share(hits: int, of: int, share: float) -> float:
    """An upper bound (Chernoff) of ln P(at least `hits` of `of`), each with probability `share`."""
    if not hits or hits / of <= share:
        return 0.0
    found = hits / of
    rest = 0.0 if found == 1 else (1 - found) * log((1 - found) / (1 - share))
    return -of * (found * log(found / share) + rest)


def log_ratio_of_shares(hits: int, of: int, usual: float, *, hostile: tuple[float, ...]) -> float:
    """How much better a hostile share explains `hits` of `of` than the usual one, in nats.

    The best of the `hostile` shares counts.
    """
    ratios = (
        hits * log(share / usual) + (of - hits) * log((1 - share) / (1 - usual))
        for share in hostile
        if usual < share < 1
    )
    return max(ratios, default=0.0)


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _log_sum(logs: list[float]) -> float:
    highest = max(logs)
    return highest + log(sum(exp(one - highest) for one in logs))
