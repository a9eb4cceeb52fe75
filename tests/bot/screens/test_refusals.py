"""Why something was not done: every code has its sentence, and says who was faster."""

from datetime import timedelta

import pytest

from bot.screens.refusals import refusal_screen
from hotline.domain.refusals import Refusal
from tests.support.screens import (
    BOTH,
    EN,
    ESCAPED,
    FR,
    HOSTILE,
    NOW,
    check_screen,
    labels,
    language,
    read,
    taps,
)

# What use cases say beside the code.
FACTS = {
    Refusal.ALREADY_BLOCKED: {"sender_id": 412},
    Refusal.ASKED_ALREADY: {"most": 5},
    Refusal.BUDGET_UNCHANGED: {"micros": 20_000_000, "currency": "EUR"},
    Refusal.DELAY_TOO_LONG: {"longest_seconds": 72_000},
    Refusal.DELAY_UNCHANGED: {"seconds": 3600},
    Refusal.GROWN: {"before": 2, "after": 9},
    Refusal.MARGIN_TOO_WIDE: {"most": 100},
    Refusal.NOTE_TOO_LONG: {"limit": 60},
    Refusal.NOT_BLOCKED: {"sender_id": 412},
    Refusal.NOT_COUNTRIES: {"most": 20},
    Refusal.NO_SUCH_COUNTRY: {"country": "XX"},
    Refusal.NOT_ALL_FOUND: {"which": "#99"},
    Refusal.NOT_OUR_COUNTRY: {"country": ["JP"], "countries": ["BE", "FR"]},
    Refusal.TOO_MANY_SENDERS: {"most": 10},
    Refusal.UNSURE_AMOUNT: {"written": "1,000", "little": "1", "much": "1000"},
    Refusal.NO_MONEY_FOR_IT: {"micros": 80_000, "currency": "EUR"},
    Refusal.PREVIEW_LIMIT: {"most": 5},
    Refusal.REMINDER_OUT_OF_RANGE: {"most": 60},
    Refusal.REPEAT_OUT_OF_RANGE: {"most": 365},
    Refusal.TEAM_FULL: {"most": 30},
    Refusal.TEXT_TOO_DEAR: {
        "country": "CH", "letters": "", "segments": 2, "micros": 400_000, "most_micros": 300_000,
        "currency": "EUR",
    },
    Refusal.TEXT_TOO_DEAR_BY_LETTERS: {
        "country": "CH", "letters": "’ <", "segments": 2, "micros": 400_000,
        "most_micros": 300_000, "currency": "EUR",
    },
    Refusal.TEXT_TOO_LONG: {"limit": 1600},
    Refusal.TOO_MANY_VARIANTS: {"limit": 5},
}  # fmt: skip
FASTER = {"at": NOW - timedelta(minutes=10), "organizer_id": 2, "by": "Bruno"}
# Of these somebody else may have done it before.
NAME_SOMEBODY = [code for code in Refusal if EN.has(f"refusal.{code}_by")]


def said(code, words=EN, **facts):
    found = {**FACTS.get(code, {}), **facts}
    return read(check_screen(refusal_screen(code, found, words, now=NOW)).text)


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("code", Refusal)
def test_every_refusal_has_a_sentence_of_its_own(code, words):
    assert words.has(f"refusal.{code}")
    assert said(code, words) != said("of_a_newer_program", words)
    assert refusal_screen(code, FACTS.get(code, {}), words, now=NOW).rows == []


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("code", Refusal)
def test_every_refusal_can_be_said_of_somebody_who_was_faster(code, words):
    with_somebody = said(code, words, **FASTER)

    assert ("Bruno" in with_somebody) is (code in NAME_SOMEBODY)
    assert ("16:50" in with_somebody) is (code in NAME_SOMEBODY)


def test_both_languages_name_somebody_for_the_same_codes():
    assert [code for code in Refusal if FR.has(f"refusal.{code}_by")] == NAME_SOMEBODY
    assert Refusal.ALREADY_SUSPENDED in NAME_SOMEBODY


@pytest.mark.parametrize(
    ("code", "facts", "english", "french"),
    [
        pytest.param(
            Refusal.ALREADY_SUSPENDED, {}, "The hotline is suspended already.",
            "La ligne est déjà suspendue.", id="nobody was faster",
        ),
        pytest.param(
            Refusal.ALREADY_SUSPENDED, FASTER, "Suspended already, by Bruno at 16:50.",
            "Ligne déjà suspendue, par Bruno à 16:50.", id="Bruno was faster",
        ),
        pytest.param(
            Refusal.ALREADY_SUSPENDED, {**FASTER, "by": None},
            "Suspended already, by the hotline at 16:50.",
            "Ligne déjà suspendue, par la ligne à 16:50.", id="the hotline was faster",
        ),
        pytest.param(
            Refusal.ALREADY_SUSPENDED, {**FASTER, "at": NOW - timedelta(days=1)},
            "Suspended already, by Bruno at 17:00 on 29 October.",
            "Ligne déjà suspendue, par Bruno à 17:00 le 29 octobre.", id="the day before",
        ),
        pytest.param(
            Refusal.ALREADY_SUSPENDED, {"by": "Bruno", "at": None},
            "The hotline is suspended already.", "La ligne est déjà suspendue.",
            id="nobody knows when",
        ),
        pytest.param(
            Refusal.ALREADY_BLOCKED, {}, "#412 is blocked already.", "#412 est déjà bloqué.",
            id="a handle",
        ),
        pytest.param(
            Refusal.BUDGET_UNCHANGED, {}, "That budget is €20.00 already.",
            "Ce budget est déjà de 20,00 €.", id="an amount",
        ),
        pytest.param(
            Refusal.DELAY_TOO_LONG, {}, "That is too long: at most 20 h.",
            "C'est trop long : 20 h au plus.", id="the longest",
        ),
        pytest.param(
            Refusal.DELAY_UNCHANGED, {}, "The delay is 60 min already.",
            "Le délai est déjà de 60 min.", id="a length of time",
        ),
        pytest.param(
            Refusal.GROWN, {},
            "It has grown since you were asked: 2 then, 9 now. Nothing was done; ask again.",
            "Cela a grandi depuis la question : 2 alors, 9 maintenant. Rien n'a été fait ; reposez"
            " la question.",
            id="it has grown",
        ),
        pytest.param(
            Refusal.TEXT_TOO_DEAR, {},
            "A reply saying this would cost €0.40 to CH (2 SMS), and the rule is €0.30 at most."
            " Shorten it, or change the rule with /budget reply.",
            "Une réponse disant cela coûterait 0,40 € vers CH (2 SMS), et la règle est de 0,30 €"
            " au plus. Raccourcissez, ou changez la règle avec /budget réponse.",
            id="two amounts",
        ),
    ],
)  # fmt: skip
def test_a_refusal_says_the_whole_of_it(code, facts, english, french):
    assert said(code, EN, **facts) == english
    assert said(code, FR, **facts) == french


@pytest.mark.parametrize(
    "code",
    [code for code in NAME_SOMEBODY if said(code, EN, **FASTER).startswith("Bruno")],
)
def test_the_person_who_was_faster_may_be_the_reader(code):
    """The name is then "you" (`bot.error_answers`), and the verb has to follow."""
    english = said(code, EN, **{**FASTER, "by": EN("you")})
    french = said(code, FR, **{**FASTER, "by": FR("you")})

    assert english[0].isupper(), english
    assert not any(wrong in english for wrong in ("you looks", "You looks", "you has", "You has"))
    assert not french.startswith(("vous s'", "vous a ", "vous l'a ")), french


def test_names_and_letters_are_escaped():
    assert f"by {ESCAPED} at" in said(Refusal.ALREADY_OPEN, EN, **{**FASTER, "by": HOSTILE})
    assert "' &lt;." in said(Refusal.TEXT_TOO_DEAR_BY_LETTERS)


@pytest.mark.parametrize("code", ["bug", "store_away", "too_slow"])
@pytest.mark.parametrize("words", BOTH, ids=language)
def test_what_is_our_own_fault_has_a_sentence_too(code, words):
    assert said(code, words) != said("of_a_newer_program", words)


def test_a_code_that_is_not_known_is_answered_all_the_same():
    assert said("of_a_newer_program") == "This cannot be done now. /help lists what can."
    assert said("of_a_newer_program", FR) == (
        "Ce n'est pas possible maintenant. /aide liste ce qui l'est."
    )


@pytest.mark.parametrize(
    ("again", "rows"),
    [
        pytest.param(
            "budget:day 1,000", [["meant:budget:day 1", "meant:budget:day 1000"]], id="both"
        ),
        pytest.param(f"fund:1,000 {'x' * 50}", [], id="no room for what was written"),
    ],
)
def test_an_amount_that_means_two_things_is_one_tap_away(again, rows):
    facts = {"written": "1,000", "little": "1", "much": "1000", "again": again}
    shown = check_screen(refusal_screen("unsure_amount", facts, EN, now=NOW))

    assert taps(shown) == rows
    assert labels(shown) == ([["1", "1,000"]] if rows else [])
