"""What a verification found, in sentences."""

from hotline.store.ledger_check import Difference
from hotline.usecases.checkups.verify_store import Untrue, Verified
from hotline.words import Html, Words


def verified_in_words(verified: Verified, currency: str, words: Words) -> list[Html]:
    """A sentence for each finding; one that all is well, if there is none."""
    found = [] if verified.is_schema_current else [words("verify.schema")]
    found += [words("verify.trigger", name=one) for one in verified.triggers]
    found += [_difference(one, currency, words) for one in verified.differences]
    found += [_untrue(one, words) for one in verified.untrue]
    return found or [words("verify.fine")]


def _difference(one: Difference, currency: str, words: Words) -> Html:
    return words(
        "verify.ledger",
        scope=one.scope,
        spent=words.money(one.spent_micros, currency),
        reserved=words.money(one.reserved_micros, currency),
        inbound=words.money(one.inbound_micros, currency),
    )


def _untrue(one: Untrue, words: Words) -> Html:
    ids = ", ".join(f"#{number}" for number in one.ids)
    more = "…" if one.count > len(one.ids) else ""
    key = f"verify.{one.invariant}"
    return words.count(key, one.count, table=one.table, ids=ids + more)
