"""The first steps: one question each, with what there is now and how to change it."""

from datetime import timedelta

import pytest

from bot.screens.first_steps import (
    View,
    done_screen,
    greeting_screen,
    later_screen,
    step_screen,
    way_on_row,
)
from hotline.domain.first_steps import STEPS, Step, after
from hotline.usecases.setup.take_first_step import FirstStep
from tests.support.cast import LINE
from tests.support.screens import (
    BOTH,
    EN,
    ESCAPED,
    FR,
    HOSTILE,
    NOW,
    all_taps,
    check_screen,
    cost,
    labels,
    language,
    read,
    settings,
    taps,
)


def view(step, *, senders=(LINE,), lines=(LINE,), **changes):
    found = FirstStep(
        **{
            "step": step,
            "settings": settings(),
            "countries": ["FR"],
            "language": "fr",
            "text": cost(),
            "people": 1,
            "last_inbound_at": None,
            **changes,
        }
    )
    return View(found, senders, lines, NOW)


def text(found, words=EN):
    return read(check_screen(step_screen(found, words)).text)


WHOLE = [
    pytest.param(
        view(Step.LANGUAGE),
        "<b>1/7 · Language</b>\nWhich language shall I speak with you? What senders get stays as it"
        " is: that comes at question 3.",
        "<b>1/7 · Langue</b>\nQuelle langue parlons-nous ici ? Ce que reçoivent les expéditeurs"
        " n'en dépend pas : c'est la question 3.",
        id="language",
    ),
    pytest.param(
        view(Step.COUNTRIES),
        f"<b>2/7 · Lines and countries</b>\nThe hotline's number: {LINE}. Replies may go to:"
        " France. People who write from elsewhere get none, and cost nothing more.\n"
        f"{LINE} is a French mobile number, and carriers block what programs send from those. Set"
        " TWILIO_REPLY_FROM to up to 11 letters (such as Respect), which nobody can answer, or to"
        " a number of another country.",
        f"<b>2/7 · Lignes et pays</b>\nLe numéro de la ligne : {LINE}. Les réponses peuvent aller"
        " vers : France. Qui écrit d'ailleurs n'en reçoit pas, et ne coûte rien de plus.\n"
        f"{LINE} est un numéro de mobile français, et les opérateurs bloquent ce que des"
        " programmes envoient de là. Mettez dans TWILIO_REPLY_FROM jusqu'à 11 lettres (par"
        " exemple Respect), auxquelles personne ne peut répondre, ou un numéro d'un autre pays.",
        id="countries",
    ),
    pytest.param(
        view(Step.TEXT),
        "<b>3/7 · The reply</b>\nThis is what a man will read. Other languages: /reply.\n"
        "<blockquote>Respect her choice.</blockquote>\n1 SMS · GSM-7, 19 units · €0.08 a reply"
        " (FR)\nFrench, for senders from: France.",
        "<b>3/7 · La réponse</b>\nVoici ce qu'un homme lira. Autres langues : /reponse.\n"
        "<blockquote>Respect her choice.</blockquote>\n1 SMS · GSM-7, 19 unités · 0,08 € la"
        " réponse (FR)\nfrançais, pour qui écrit de : France.",
        id="text",
    ),
    pytest.param(
        view(Step.DELAY),
        "<b>4/7 · The wait</b>\nReplies wait 60 min. The wait is your defence: what has not left"
        " can still be called off, for free.",
        "<b>4/7 · Le délai</b>\nLes réponses attendent 60 min. Ce délai est votre défense : ce"
        " qui n'est pas parti s'annule encore, gratuitement.",
        id="delay",
    ),
    pytest.param(
        view(Step.BUDGET),
        "<b>5/7 · Money</b>\nFor replies, at most €20.00 a day and €200.00 in all. What is over is"
        " held, and you are told. Received texts cost beside that, without a bound unless you set"
        " one: /budget unplug 40\nThat is 250 replies a day.",
        "<b>5/7 · L'argent</b>\nPour les réponses, au plus 20,00 € par jour et 200,00 € en tout. Ce"
        " qui dépasse est retenu, et vous êtes prévenu·e. Les textos reçus coûtent en plus, sans"
        " borne tant que vous n'en réglez pas : /budget débrancher 40\nSoit 250 réponses par"
        " jour.",
        id="budget",
    ),
    pytest.param(
        view(Step.TEAM),
        "<b>6/7 · The team</b>\nYou are alone on the team. Who answers while you sleep, or when"
        " your phone is lost? Invite a second person.",
        "<b>6/7 · L'équipe</b>\nVous êtes seul·e dans l'équipe. Qui répond pendant que vous"
        " dormez, ou si votre téléphone se perd ? Invitez une deuxième personne.",
        id="team",
    ),
    pytest.param(
        view(Step.TEST),
        f"<b>7/7 · A try</b>\nText {LINE} from your own phone, anything. It shows here at once, and"
        " its reply comes after 60 min. Or have the reply sent to you now.\n"
        "Nobody has written or called yet.",
        f"<b>7/7 · Un essai</b>\nEnvoyez un texto à {LINE} depuis votre téléphone, n'importe quoi."
        " Il se voit ici aussitôt, et sa réponse vient après 60 min. Ou faites-vous envoyer la"
        " réponse maintenant.\nPersonne n'a encore écrit ni appelé.",
        id="test",
    ),
]


@pytest.mark.parametrize(("found", "english", "french"), WHOLE)
def test_each_question_says_what_there_is_now(found, english, french):
    assert text(found) == english
    assert text(found, FR) == french


@pytest.mark.parametrize(
    ("step", "buttons"),
    [
        pytest.param(Step.LANGUAGE, [["speak:en", "speak:fr"]], id="language"),
        pytest.param(Step.COUNTRIES, [["ask:countries"]], id="countries"),
        pytest.param(Step.TEXT, [["ask:reply_fr"]], id="text"),
        pytest.param(Step.DELAY, [["delay:1800s", "delay:7200s", "delay:10800s"], ["ask:delay"]],
                     id="delay"),
        pytest.param(Step.BUDGET, [["ask:budget_day", "ask:budget_total"]], id="budget"),
        pytest.param(Step.TEAM, [["invite:who"]], id="team"),
        pytest.param(Step.TEST, [["first:test"], ["ask:handset_fr"]], id="test"),
    ],
)  # fmt: skip
def test_each_question_can_be_answered_and_leads_on(step, buttons):
    assert taps(step_screen(view(step), EN)) == [*buttons, [f"first:{after(step) or 'done'}"]]


def test_the_way_on_says_next_until_the_end():
    assert [(one.label, one.data) for one in way_on_row("delay", EN)] == [("Next ›", "first:delay")]
    assert [(one.label, one.data) for one in way_on_row("done", EN)] == [("Done", "first:done")]
    assert way_on_row("done", FR)[0].label == "Terminé"


@pytest.mark.parametrize(
    ("found", "english", "french"),
    [
        pytest.param(view(Step.TEAM, people=2), "You are 2 on the team. Invite others if you like.",
                     "Vous êtes 2 dans l'équipe. Invitez-en d'autres si vous voulez.",
                     id="two on the team"),
        pytest.param(view(Step.BUDGET, text=cost(micros=30_000_000)), "That is 0 replies a day.",
                     "Soit 0 réponse par jour.", id="no reply a day"),
        pytest.param(view(Step.BUDGET, text=cost(micros=15_000_000)), "That is 1 reply a day.",
                     "Soit 1 réponse par jour.", id="one reply a day"),
        pytest.param(view(Step.BUDGET, text=cost(micros=10_000_000)), "That is 2 replies a day.",
                     "Soit 2 réponses par jour.", id="two replies a day"),
        pytest.param(view(Step.TEST, last_inbound_at=NOW - timedelta(seconds=9)),
                     "Last text or call: 9 s ago.", "Dernier texto ou appel : il y a 9 s.",
                     id="a text has arrived"),
    ],
)  # fmt: skip
def test_what_there_is_now_is_counted(found, english, french):
    assert text(found).endswith(english)
    assert text(found, FR).endswith(french)


def test_without_a_price_nobody_guesses_how_many_replies_a_day():
    assert text(view(Step.BUDGET, text=cost(micros=None))).endswith(" /budget unplug 40")
    assert text(view(Step.TEXT, text=cost(micros=None))).endswith(
        "price not known yet\nFrench, for senders from: France."
    )


def test_of_several_countries_one_can_go_back_to_ones_own():
    found = view(Step.COUNTRIES, countries=["FR", "BE"], senders=["Respect"])

    assert text(found).endswith("cost nothing more.")
    assert all_taps(step_screen(found, EN)) == ["countries:FR", "ask:countries", "first:text"]


def test_several_lines_are_all_named():
    found = view(Step.COUNTRIES, lines=(LINE, "+32470123456"), senders=())

    assert f"{LINE}, +32470123456." in text(found)


def test_what_a_man_will_read_is_escaped():
    found = step_screen(view(Step.TEXT, text=cost(HOSTILE)), EN)

    assert f"<blockquote>{ESCAPED}</blockquote>" in found.text
    check_screen(found)


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("step", STEPS)
def test_the_longest_question_fits(step, words):
    body = "\n---\n".join(["€" * 1600] * 5)
    found = view(
        step, text=cost(body), countries=["GS"] * 20, people=30, lines=[LINE] * 10,
        senders=[LINE] * 5, settings=settings(delay=timedelta(hours=23, minutes=59)),
    )  # fmt: skip

    assert len(text(found, words)) > 20


# Around them


@pytest.mark.parametrize(
    ("step", "english", "french"),
    [
        pytest.param(
            Step.LANGUAGE,
            "This hotline is new. A few questions set it up, one at a time. Each can be skipped,"
            " everything can be changed later, and /start goes on where you left off.",
            "Cette ligne est neuve. Quelques questions la préparent, une à la fois. Chacune peut"
            " être passée, tout se change plus tard, et /start reprend là où vous en étiez.",
            id="at the beginning",
        ),
        pytest.param(
            Step.BUDGET, "The first steps are not finished: you are at question 5.",
            "Les premiers pas ne sont pas finis : vous en êtes à la question 5.", id="later",
        ),
    ],
)  # fmt: skip
def test_owners_are_greeted(step, english, french):
    assert read(greeting_screen(step, EN).text) == english
    assert read(greeting_screen(step, FR).text) == french
    assert taps(greeting_screen(step, EN)) == [[f"first:{step}"], ["first:later"]]


def test_the_greeting_says_begin_or_go_on():
    assert labels(greeting_screen(Step.LANGUAGE, EN)) == [["Begin"], ["Later"]]
    assert labels(greeting_screen(Step.TEAM, EN)) == [["Go on"], ["Later"]]
    assert labels(greeting_screen(Step.TEAM, FR)) == [["Reprendre"], ["Plus tard"]]


def test_later_loses_nothing():
    assert read(later_screen(EN).text) == (
        "Whenever you like: /start goes on from here. Until then the hotline works with what is set"
        " now."
    )
    assert read(later_screen(FR).text).startswith("Quand vous voudrez : /start reprend ici.")
    assert later_screen(EN).rows == []


def test_at_the_end_the_check_up_is_next():
    screen = check_screen(done_screen(EN))

    assert read(screen.text).startswith("<b>The hotline is ready.</b>")
    assert read(done_screen(FR).text).startswith("<b>La ligne est prête.</b>")
    assert taps(screen) == [["go:doctor"], ["go:menu"]]
    assert labels(screen) == [["Check-up"], ["‹ Menu"]]
