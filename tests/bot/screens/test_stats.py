"""/stats: what came in, what became of it, what it cost; and the other periods."""

from datetime import timedelta

import pytest

from bot.screens.stats import stats_screen, stats_text
from hotline.domain.reasons import Reason
from hotline.domain.replies import ReplyStatus
from hotline.store.statistics import Counts
from hotline.usecases.reports.show_stats import Period, Stats
from hotline.words import Html
from tests.support.screens import (
    BOTH,
    CAPTION,
    EN,
    FR,
    NOW,
    check_screen,
    figures,
    labels,
    language,
    read,
    taps,
)


def stats(period=Period.WEEK, threats=0, **counts):
    return Stats(
        period=period,
        since=NOW - timedelta(days=7),
        counts=Counts(
            **{
                "texts": 0, "calls": 0, "senders": 0, "new_senders": 0, "replies": {},
                "unanswered": {}, **counts,
            }
        ),
        threats=threats,
        spent_micros=160_000,
        inbound_micros=7_500,
        currency="EUR",
        unit="day",
        spans=[],
        timezone="Europe/Paris",
    )  # fmt: skip


def text(found, words=EN):
    return read(check_screen(stats_screen(found, words)).text)


def line(number, words=EN, **changes):
    return read(stats_text(Html("<b>x</b>"), figures(**changes), words)).split("\n")[number]


def test_a_week_in_figures():
    found = stats(
        texts=5, calls=2, senders=4, new_senders=3,
        replies={"delivered": 2, "sent": 1, "planned": 1},
        unanswered={"already_answered": 2, "landline": 1},
    )  # fmt: skip

    assert text(found) == (
        "<b>The last 7 days</b>\n"
        "5 texts and 2 calls from 4 senders, 3 of them new.\n"
        "Replies planned since then: 1 planned, 1 sent, 2 delivered.\n"
        "No reply owed: 2 answered before, 1 landline.\n"
        "Spent on replies €0.16; texts that came in €0.01."
    )


def test_a_week_in_figures_in_french():
    found = stats(
        texts=5, calls=2, senders=4, new_senders=3,
        replies={"delivered": 1, "sent": 1}, unanswered={"landline": 1},
    )  # fmt: skip

    assert text(found, FR) == (
        "<b>Les 7 derniers jours</b>\n"
        "5 textos et 2 appels de 4 expéditeurs, dont nouveaux : 3.\n"
        "Réponses : 1 envoyée, 1 reçue.\n"
        "Sans réponse due : 1 fixe.\n"
        "Dépensé en réponses 0,16 € ; textos reçus 0,01 €."
    )


def test_when_nothing_happened_it_says_so():
    assert text(stats()) == (
        "<b>The last 7 days</b>\n"
        "Nobody wrote or called.\n"
        "Spent on replies €0.16; texts that came in €0.01."
    )
    assert text(stats(), FR) == (
        "<b>Les 7 derniers jours</b>\n"
        "Personne n'a écrit ni appelé.\n"
        "Dépensé en réponses 0,16 € ; textos reçus 0,01 €."
    )


@pytest.mark.parametrize(
    ("texts", "calls", "senders", "new", "english", "french"),
    [
        pytest.param(
            0, 1, 1, 0, "0 texts and 1 call from 1 sender, 0 of them new.",
            "0 texto et 1 appel de 1 expéditeur, dont nouveaux : 0.", id="one call",
        ),
        pytest.param(
            1, 0, 1, 1, "1 text and 0 calls from 1 sender, 1 of them new.",
            "1 texto et 0 appel de 1 expéditeur, dont nouveaux : 1.", id="one text",
        ),
        pytest.param(
            2, 2, 2, 2, "2 texts and 2 calls from 2 senders, 2 of them new.",
            "2 textos et 2 appels de 2 expéditeurs, dont nouveaux : 2.", id="of each two",
        ),
    ],
)  # fmt: skip
def test_what_came_in_is_counted(texts, calls, senders, new, english, french):
    came = {"texts": texts, "calls": calls, "senders": senders, "new_senders": new}

    assert line(1, EN, **came) == english
    assert line(1, FR, **came) == french


def test_replies_stand_in_the_order_of_their_way():
    found = line(2, EN, by_status=dict.fromkeys(reversed(ReplyStatus), 1))

    assert found == (
        "Replies planned since then: 1 planned, 1 held, 1 dropped, 1 being sent, 1 sent,"
        " 1 delivered, 1 not delivered, 1 failed, 1 perhaps sent."
    )


def test_what_is_none_and_what_a_newer_program_counts_is_left_out():
    assert line(2, EN, by_status={"held": 0, "flown": 3, "sent": 1}) == (
        "Replies planned since then: 1 sent."
    )


@pytest.mark.parametrize(
    ("status", "singular"),
    [
        pytest.param(ReplyStatus.DELIVERED, "reçue", id="delivered"),
        pytest.param(ReplyStatus.DROPPED, "abandonnée", id="dropped"),
        pytest.param(ReplyStatus.FAILED, "échouée", id="failed"),
        pytest.param(ReplyStatus.HELD, "retenue", id="held"),
        pytest.param(ReplyStatus.PLANNED, "prévue", id="planned"),
        pytest.param(ReplyStatus.SENT, "envoyée", id="sent"),
        pytest.param(ReplyStatus.UNDELIVERED, "non reçue", id="undelivered"),
        pytest.param(ReplyStatus.UNKNOWN, "peut-être envoyée", id="unknown"),
    ],
)
def test_two_replies_are_not_counted_in_the_singular(status, singular):
    found = line(2, FR, by_status={status: 2})

    assert f"2 {singular}." not in found


@pytest.mark.parametrize(
    ("reason", "english", "french"),
    [
        pytest.param(Reason.WITHHELD, "withheld number", "numéro masqué", id="withheld"),
        pytest.param(Reason.LANDLINE, "landline", "fixe", id="landline"),
        pytest.param(Reason.INVALID_NUMBER, "invalid number", "numéro invalide", id="invalid"),
        pytest.param(Reason.SHORT_CODE, "short code", "numéro court", id="short code"),
        pytest.param(Reason.OWN_LINE, "one of our numbers", "un de nos numéros", id="own line"),
        pytest.param(Reason.KEYWORD, "keyword", "mot-clé", id="keyword"),
        pytest.param(Reason.BLOCKED, None, "bloqué", id="blocked"),
    ],
)
def test_two_that_are_owed_no_reply_are_not_counted_in_the_singular(reason, english, french):
    assert f": 2 {english}." not in line(3, EN, unanswered={reason: 2})
    assert f": 2 {french}." not in line(3, FR, unanswered={reason: 2})


def test_the_most_frequent_reasons_come_first_and_the_rest_is_counted():
    unanswered = {"landline": 1, "blocked": 9, "country": 3, "machine": 3, "keyword": 1,
                  "expired": 1}  # fmt: skip

    assert line(3, EN, unanswered=unanswered) == (
        "No reply owed: 9 blocked, 3 country not allowed, 3 made by a machine, 1 too late,"
        " 2 for other reasons."
    )
    assert line(3, FR, unanswered=unanswered).endswith("1 trop tard, 2 pour d'autres raisons.")


def test_one_other_reason_is_no_plural():
    unanswered = {"blocked": 9, "country": 8, "machine": 7, "expired": 6, "keyword": 1}

    assert "1 for other reasons" not in line(3, EN, unanswered=unanswered)
    assert "1 pour d'autres raisons" not in line(3, FR, unanswered=unanswered)


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_its_words(reason, words):
    assert read(words(f"reason.{reason}")) in line(3, words, unanswered={reason: 1})


@pytest.mark.parametrize(
    ("threats", "english", "french"),
    [
        pytest.param(1, "1 text that threatens, counted.",
                     "1 texto de menace, compté.", id="one"),
        pytest.param(2, "2 texts that threaten, counted.",
                     "2 textos de menace, comptés.", id="two"),
    ],
)  # fmt: skip
def test_threats_are_shown_to_the_person_who_asks(threats, english, french):
    assert text(stats(threats=threats)).endswith(f"\n{english}")
    assert text(stats(threats=threats), FR).endswith(f"\n{french}")


@pytest.mark.parametrize(
    ("period", "english", "french"),
    [
        pytest.param(Period.DAY, "<b>The last 24 hours</b>", "<b>Les dernières 24 heures</b>"),
        pytest.param(Period.WEEK, "<b>The last 7 days</b>", "<b>Les 7 derniers jours</b>"),
        pytest.param(Period.MONTH, "<b>The last 30 days</b>", "<b>Les 30 derniers jours</b>"),
        pytest.param(Period.ALL, "<b>Since the beginning</b>", "<b>Depuis le début</b>"),
    ],
)
def test_each_period_has_its_title_and_leads_to_the_others(period, english, french):
    assert text(stats(period)).startswith(f"{english}\n")
    assert text(stats(period), FR).startswith(f"{french}\n")
    assert taps(stats_screen(stats(period), EN)) == [
        [f"stats:{one}" for one in Period if one is not period]
    ]


def test_the_periods_are_named_on_their_buttons():
    assert labels(stats_screen(stats(Period.ALL), EN)) == [["24 h", "7 days", "30 days"]]
    assert labels(stats_screen(stats(Period.DAY), FR)) == [["7 jours", "30 jours", "Tout"]]


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_the_longest_figures_fit_under_their_picture(words):
    found = stats(
        Period.ALL, threats=99_999, texts=999_999, calls=999_999, senders=999_999,
        new_senders=999_999, replies=dict.fromkeys(ReplyStatus, 999_999),
        unanswered=dict.fromkeys(Reason, 999_999),
    )  # fmt: skip

    check_screen(stats_screen(found, words), longest=CAPTION)
