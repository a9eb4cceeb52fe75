"""Who sends most, one sender's story, and one of their texts."""

from datetime import timedelta

import pytest

from bot.screens.sender_detail import (
    busy_screen,
    no_text_screen,
    sender_detail_screen,
    text_screen,
)
from hotline.domain.detection.verdicts import Conduct, Mark, Verdict
from hotline.domain.reasons import Reason
from hotline.domain.replies import ReplyStatus
from hotline.domain.sender_history import LatestReply
from hotline.usecases.senders.list_busy_senders import PAGE, BusyPage, BusySender
from hotline.usecases.senders.show_sender import ReadText, SenderDetail
from tests.support.screens import (
    BOTH,
    EN,
    ESCAPED,
    FR,
    HOSTILE,
    LONG_NAME,
    NOW,
    all_taps,
    check_screen,
    labels,
    language,
    read,
    sender,
    taps,
)

BLOCKED = {"blocked_at": NOW - timedelta(minutes=30), "blocked_by": 1}


def busy(*senders, total=None, page=0, pages=1):
    return BusyPage(list(senders), page, pages, len(senders) if total is None else total)


def a_reply(status=ReplyStatus.PLANNED, reason=None):
    return LatestReply(
        31, 7, status, reason, NOW + timedelta(minutes=20), NOW - timedelta(minutes=5)
    )


def detail(marks=(), conduct=Conduct(1, 0, 1), **changes):  # noqa: B008
    return SenderDetail(
        **{
            "sender": sender(),
            "conduct": conduct,
            "verdict": Verdict(tuple(marks), 1.0),
            "reply": None,
            "texts": 1,
            **changes,
        }
    )


def a_text(body="salut", place=0, of=1):
    return ReadText(sender(), place, of, NOW - timedelta(minutes=10), body)


def text(screen):
    return read(check_screen(screen).text)


def story(found, words=EN):
    return text(sender_detail_screen(found, words, now=NOW)).split("\n")


# Who sends most


def test_nobody_within_the_hour():
    assert text(busy_screen(busy(), EN)) == ("Nobody has written or called within the hour.")
    assert text(busy_screen(busy(), FR)) == ("Personne n'a écrit ni appelé depuis une heure.")
    assert busy_screen(busy(), EN).rows == []


@pytest.mark.parametrize(
    ("total", "english", "french"),
    [
        pytest.param(1, "<b>1 sender within the hour:</b>",
                     "<b>1 expéditeur depuis une heure :</b>", id="one"),
        pytest.param(2, "<b>2 senders within the hour,</b> the busiest first:",
                     "<b>2 expéditeurs depuis une heure,</b> les plus actifs d'abord :", id="two"),
    ],
)  # fmt: skip
def test_the_busiest_are_listed(total, english, french):
    found = busy(BusySender(sender(), 9, (Mark.MANY, Mark.COPIED)), total=total)

    assert text(busy_screen(found, EN)) == (
        f"{english}\n"
        "<b>#412</b> +33 6•• ••• •78: 9 within the hour. does not stop, copies a text\n"
        "One of them: /sender #412"
    )
    assert text(busy_screen(found, FR)) == (
        f"{french}\n"
        "<b>#412</b> +33 6•• ••• •78 : 9 depuis une heure. n'arrête pas, copie un texte\n"
        "L'un d'eux : /expediteur #412"
    )


def test_each_of_the_busiest_can_be_looked_at_or_blocked():
    found = busy(
        BusySender(sender(), 9, ()), BusySender(sender(7, **BLOCKED), 3, ()), page=1, pages=3
    )
    screen = busy_screen(found, EN)

    assert taps(screen) == [
        ["sender:412", "block:412"],
        ["sender:7", "unblock:7"],
        ["senders:all:0", "senders:all:2"],
    ]
    assert labels(screen) == [
        ["#412", "Block #412"], ["#7", "Unblock #7"], ["‹ Back", "Next ›"],
    ]  # fmt: skip


# One sender's story


def test_an_ordinary_story():
    assert story(detail(reply=a_reply())) == [
        "<b>#412</b> +33 6•• ••• •78: 1 text, 0 calls, last 16:50.",
        "Nothing has spoken against them in the last day.",
        "At most 1 within half an hour; 0 with an insult.",
        "Reply: planned, due 17:20.",
    ]
    assert story(detail(reply=a_reply()), FR) == [
        "<b>#412</b> +33 6•• ••• •78 : 1 texto, 0 appel, dernier 16:50.",
        "Rien ne parle contre lui depuis un jour.",
        "Au plus 1 en une demi-heure ; 0 avec une insulte.",
        "Réponse : prévue, pour 17:20.",
    ]


def test_what_speaks_against_them_is_named():
    found = detail([Mark.MANY, Mark.COPIED])

    assert story(found)[1] == (
        "What speaks against them, in the last day: does not stop, copies a text."
    )
    assert story(found, FR)[1] == (
        "Ce qui parle contre lui depuis un jour : n'arrête pas, copie un texte."
    )


@pytest.mark.parametrize(
    ("reply", "english", "french"),
    [
        pytest.param(a_reply(ReplyStatus.HELD, Reason.RAID), "Reply: held (raid), due 17:20.",
                     "Réponse : retenue (raid), pour 17:20.", id="held"),
        pytest.param(a_reply(ReplyStatus.DELIVERED), "Reply: delivered, 16:55.",
                     "Réponse : reçue, 16:55.", id="delivered"),
        pytest.param(a_reply(ReplyStatus.DROPPED, Reason.BLOCKED),
                     "Reply: dropped (blocked), 16:55.", "Réponse : abandonnée (bloqué), 16:55.",
                     id="dropped"),
        pytest.param(a_reply(ReplyStatus.UNKNOWN), "Reply: perhaps sent, 16:55.",
                     "Réponse : peut-être envoyée, 16:55.", id="perhaps sent"),
    ],
)  # fmt: skip
def test_the_story_says_where_the_reply_is(reply, english, french):
    assert story(detail(reply=reply))[3] == english
    assert story(detail(reply=reply), FR)[3] == french


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("status", ReplyStatus)
def test_every_status_has_its_words(status, words):
    for reason in (None, *Reason):
        story(detail(reply=a_reply(status, reason)), words)


@pytest.mark.parametrize(
    ("threats", "english", "french"),
    [
        pytest.param(1, "1 text that threatens, counted.",
                     "1 texto de menace, compté.", id="one"),
        pytest.param(2, "2 texts that threaten, counted.",
                     "2 textos de menace, comptés.", id="two"),
    ],
)  # fmt: skip
def test_threats_are_counted(threats, english, french):
    assert story(detail(threats=threats))[3] == english
    assert story(detail(threats=threats), FR)[3] == french


@pytest.mark.parametrize(
    ("of_sender", "english", "french"),
    [
        pytest.param(BLOCKED, ["Blocked at 16:30 by Alice."], ["Bloqué à 16:30 par Alice."],
                     id="for good"),
        pytest.param({**BLOCKED, "blocked_until": NOW + timedelta(hours=1)},
                     ["Blocked at 16:30 by Alice, until 18:00."],
                     ["Bloqué à 16:30 par Alice, jusqu'à 18:00."], id="for a while"),
        pytest.param({**BLOCKED, "block_note": "insults"},
                     ["Blocked at 16:30 by Alice.", "Why: insults"],
                     ["Bloqué à 16:30 par Alice.", "Pourquoi : insults"], id="with a note"),
        pytest.param({**BLOCKED, "blocked_in": 3},
                     ["Blocked at 16:30 by Alice.", "Why: with others, in incident 3."],
                     ["Bloqué à 16:30 par Alice.", "Pourquoi : avec d'autres, dans l'incident 3."],
                     id="with others"),
        pytest.param({"opted_out_at": NOW}, ["They have written STOP."], ["Il a écrit STOP."],
                     id="opted out"),
    ],
)  # fmt: skip
def test_the_story_ends_with_what_shuts_them_out(of_sender, english, french):
    found = detail(sender=sender(**of_sender), blocked_by="Alice")

    assert story(found)[3:] == english
    assert story(found, FR)[3:] == french


def test_the_person_who_blocked_them_may_have_no_name():
    found = detail(sender=sender(**BLOCKED))

    assert story(found)[-1] == "Blocked at 16:30 by somebody."
    assert story(found, FR)[-1] == "Bloqué à 16:30 par quelqu'un."


@pytest.mark.parametrize(
    ("found", "data"),
    [
        pytest.param(detail(), ["block:412", "read:412:0", "log:on:412:0"], id="ordinary"),
        pytest.param(detail(texts=0), ["block:412", "log:on:412:0"], id="nothing to read"),
        pytest.param(detail(sender=sender(**BLOCKED)),
                     ["unblock:412", "read:412:0", "log:on:412:0"], id="blocked"),
        pytest.param(detail(reply=a_reply(ReplyStatus.HELD)),
                     ["block:412", "free:31", "drop:31", "read:412:0", "log:on:412:0"],
                     id="a reply is held"),
        pytest.param(detail(reply=a_reply(ReplyStatus.SENT)),
                     ["block:412", "read:412:0", "log:on:412:0"], id="a reply is sent"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("words", BOTH, ids=language)
def test_the_story_offers_what_can_be_done(found, data, words):
    assert all_taps(check_screen(sender_detail_screen(found, words, now=NOW))) == data


@pytest.mark.parametrize(
    ("texts", "english", "french"),
    [
        pytest.param(1, "Read their text", "Lire son texto", id="one"),
        pytest.param(2, "Read their 2 texts", "Lire ses 2 textos", id="two"),
    ],
)
def test_the_buttons_of_a_story(texts, english, french):
    found = detail(texts=texts, reply=a_reply(ReplyStatus.HELD))

    assert labels(sender_detail_screen(found, EN, now=NOW)) == [
        ["Block #412"], ["Release #412", "Drop #412"], [english], ["What was done about them"],
    ]  # fmt: skip
    assert labels(sender_detail_screen(found, FR, now=NOW)) == [
        ["Bloquer #412"],
        ["Libérer #412", "Abandonner #412"],
        [french],
        ["Ce qui a été fait à son sujet"],
    ]


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_names_and_notes_are_escaped(words):
    odd = sender(masked=HOSTILE, block_note=HOSTILE, **BLOCKED)
    screen = sender_detail_screen(detail(sender=odd, blocked_by=HOSTILE), words, now=NOW)

    assert screen.text.count(ESCAPED) == 3
    assert HOSTILE not in screen.text
    check_screen(screen)


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_the_longest_stories_fit(words):
    long_ago = NOW - timedelta(days=90)
    one = sender(
        10**12, texts=99_999, calls=99_999, last_seen_at=long_ago, blocked_at=long_ago,
        blocked_until=NOW + timedelta(days=90), block_note="W" * 200, opted_out_at=long_ago,
    )  # fmt: skip
    found = detail(
        Mark, Conduct(99_999, 99_999, 99_999, 99_999), sender=one, blocked_by=LONG_NAME,
        reply=a_reply(ReplyStatus.HELD, Reason.PRICE_UNKNOWN), texts=99_999, threats=99_999,
    )  # fmt: skip

    check_screen(sender_detail_screen(found, words, now=NOW))
    many = [BusySender(one, 99_999, tuple(Mark))] * PAGE
    check_screen(busy_screen(busy(*many, total=99_999, page=9, pages=99), words))


# One text


def test_a_text_is_hidden_until_it_is_touched():
    assert text(text_screen(a_text(), EN, now=NOW)) == (
        "<b>#412</b>, text 1 of 1, 16:50:\n<tg-spoiler>salut</tg-spoiler>"
    )
    assert text(text_screen(a_text(), FR, now=NOW)) == (
        "<b>#412</b>, texto 1 sur 1, 16:50 :\n<tg-spoiler>salut</tg-spoiler>"
    )


@pytest.mark.parametrize(
    ("words", "gone"),
    [pytest.param(EN, "It cannot be read any more.", id="en"),
     pytest.param(FR, "Il ne peut plus être lu.", id="fr")],
)  # fmt: skip
def test_a_text_that_cannot_be_read_says_so(words, gone):
    assert text(text_screen(a_text(None), words, now=NOW)).endswith(f":\n{gone}")


@pytest.mark.parametrize(
    ("place", "of", "number", "rows"),
    [
        pytest.param(0, 1, 1, [["block:412"], ["sender:412"]], id="the only one"),
        pytest.param(0, 3, 3, [["read:412:1"], ["block:412"], ["sender:412"]], id="the newest"),
        pytest.param(
            1,
            3,
            2,
            [["read:412:2", "read:412:0"], ["block:412"], ["sender:412"]],
            id="in the middle",
        ),
        pytest.param(2, 3, 1, [["read:412:1"], ["block:412"], ["sender:412"]], id="the oldest"),
    ],
)
def test_texts_are_turned_from_the_newest(place, of, number, rows):
    screen = text_screen(a_text(place=place, of=of), EN, now=NOW)

    assert f", text {number} of {of}, " in text(screen)
    assert taps(screen) == rows


def test_the_buttons_of_a_text_say_older_and_newer():
    screen = text_screen(a_text(place=1, of=3), EN, now=NOW)

    assert labels(screen) == [["‹ Older", "Newer ›"], ["Block #412"], ["Back to #412"]]
    assert labels(text_screen(a_text(place=1, of=3), FR, now=NOW)) == [
        ["‹ Plus ancien", "Plus récent ›"], ["Bloquer #412"],
        ["Retour à #412"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(HOSTILE, id="marks"),
        pytest.param("</tg-spoiler><a href='https://x.example'>x</a>", id="a way out of hiding"),
        pytest.param("{handle} {0} %s", id="blanks"),
        pytest.param("&lt;b&gt;", id="what looks escaped"),
    ],
)
def test_what_a_stranger_writes_breaks_nothing(body):
    found = text_screen(a_text(body), EN, now=NOW).text

    assert found.count("<") == 4
    assert found.endswith("</tg-spoiler>")


def test_an_empty_text_is_shown_as_one():
    assert "<tg-spoiler></tg-spoiler>" in text_screen(a_text(""), EN, now=NOW).text


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_a_long_text_is_cut(words):
    screen = check_screen(text_screen(a_text("&" * 1600), words, now=NOW))

    assert screen.text.endswith("&amp;" * 3 + "…</tg-spoiler>")
    assert screen.text.count("&amp;") == 600


def test_who_has_chosen_to_see_no_texts_is_not_offered_any():
    found = detail(texts=3)

    assert "read:412:0" in all_taps(sender_detail_screen(found, EN, now=NOW))
    chosen = sender_detail_screen(found, EN, now=NOW, reads_texts=False)
    assert "read:412:0" not in all_taps(chosen)


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_a_text_that_is_gone_leads_back_to_its_sender(words):
    assert taps(check_screen(no_text_screen(412, words))) == [["sender:412"]]
