"""A look at the provider's list proves that a reply left, or did not, or proves nothing."""

from datetime import UTC, datetime, timedelta

from hotline.domain.replies import ReplyStatus
from hotline.domain.reply_lookups import (
    Absent,
    Found,
    SentSms,
    Unclear,
    judge,
    next_look,
    next_price_look,
)

THEN = datetime(2026, 10, 30, 16, 0, tzinfo=UTC)


def sms(sid, *, body="Bonjour.", minutes=0.0):
    created = THEN + timedelta(minutes=minutes)
    return SentSms(sid, ReplyStatus.SENT, created, 1, body=body)


def look(messages, *, looks=0, minutes=2.0, known=()):
    return judge(
        messages,
        body="Bonjour.",
        claimed_at=THEN,
        known_sids=known,
        looks=looks,
        now=THEN + timedelta(minutes=minutes),
    )


def test_the_same_words_to_the_same_number_since_the_claim_are_the_reply():
    assert look([sms("SM2", minutes=1), sms("SM1", minutes=0.5)]) == Found(sms("SM1", minutes=0.5))


def test_absence_is_certain_at_the_second_look_after_a_quarter_of_an_hour():
    assert look([]) == Absent(is_certain=False)
    assert look([], looks=1, minutes=14) == Absent(is_certain=False)
    assert look([], looks=0, minutes=60) == Absent(is_certain=False)
    assert look([], looks=1, minutes=15) == Absent(is_certain=True)


def test_older_messages_and_those_of_other_replies_are_not_this_reply():
    messages = [sms("SMold", minutes=-60), sms("SMknown", minutes=1)]

    assert look(messages, known={"SMknown"}, looks=1, minutes=15) == Absent(is_certain=True)


def test_other_words_to_the_same_number_are_never_guessed_about():
    assert look([sms("SM1", body="Autre chose", minutes=1)], looks=5, minutes=99) == Unclear()


def test_looks_come_after_two_minutes_and_a_quarter_of_an_hour():
    first = next_look(THEN, THEN)
    second = next_look(THEN, first)

    assert first == THEN + timedelta(minutes=2)
    assert second == THEN + timedelta(minutes=15)
    assert next_look(THEN, second) == second + timedelta(minutes=2)


def test_prices_are_asked_for_ever_more_rarely_and_not_for_ever():
    waits = [next_price_look(looks, THEN) for looks in range(31)]

    assert waits[0] == THEN + timedelta(minutes=2)
    assert waits[:5] == sorted(waits[:5])
    assert waits[29] == THEN + timedelta(days=1)
    assert waits[30] is None
