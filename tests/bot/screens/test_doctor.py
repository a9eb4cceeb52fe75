"""The screen of /doctor: what to fix, what to know, what is fine, and the buttons that fix."""

from datetime import timedelta

import pytest

from bot.screens.doctor import assured_screen, checkup_screen, looking_screen
from hotline.domain.checkups import ASSURABLE, Check, advice, fine, unknown, wrong
from tests.support.cast import LINE
from tests.support.screens import (
    BOTH,
    EN,
    ESCAPED,
    FR,
    HOSTILE,
    NOW,
    OBSERVER,
    ORGANIZER,
    OWNER,
    all_taps,
    check_screen,
    labels,
    language,
    read,
    taps,
)

# What some of them say of what is fine.
FACTS = {
    Check.PRICES: {"age_seconds": 7200},
    Check.BALANCE: {"micros": 50_000_000, "currency": "EUR", "days": 20},
}
FINE = [fine(check, **FACTS.get(check, {})) for check in Check]
SET = {"line": LINE, "host": "example.org"}


def doctor(*findings, reader=OWNER, words=EN):
    return check_screen(checkup_screen(list(findings), reader, words, now=NOW))


def text(*findings, words=EN, reader=OWNER):
    return read(doctor(*findings, words=words, reader=reader).text)


def line(finding, words=EN, reader=OWNER):
    """The one line on it."""
    (found,) = [one for one in text(finding, words=words, reader=reader).split("\n") if "•" in one]
    return found.removeprefix("• ")


def test_what_is_wrong_comes_first_and_what_is_fine_last():
    found = [
        wrong(Check.QUEUE, "away"),
        unknown(Check.BALANCE, "unsaid"),
        advice(Check.TEAM, "alone"),
        fine(Check.DATABASE),
        fine(Check.CLOCK),
    ]

    assert text(*found) == (
        "<b>Check-up, 17:00</b>\n\n"
        "<b>To fix</b>\n"
        "• Redis is away: replies wait, and nothing is lost. See that it runs, and that REDIS_URL"
        " is right.\n\n"
        "<b>Could not be looked at</b>\n"
        "• The balance: Twilio does not say. Its console does, under Billing.\n\n"
        "<b>Good to know</b>\n"
        "• Only one person can act: nobody does when their phone is lost or they sleep. /invite a"
        " second one.\n\n"
        "Fine: the database, clocks."
    )
    assert text(*found, words=FR) == (
        "<b>Bilan de santé, 17:00</b>\n\n"
        "<b>À réparer</b>\n"
        "• Redis est absent : les réponses attendent, rien n'est perdu. Vérifiez qu'il tourne, et"
        " que REDIS_URL est juste.\n\n"
        "<b>N'a pas pu être vérifié</b>\n"
        "• Le solde : Twilio ne le dit pas. Sa console oui, rubrique Billing.\n\n"
        "<b>Bon à savoir</b>\n"
        "• Une seule personne peut agir : plus personne quand son téléphone est perdu ou qu'elle"
        " dort. /inviter pour une deuxième.\n\n"
        "En ordre : la base de données, les horloges."
    )


def test_when_all_is_well_it_says_so():
    assert text(*FINE).startswith("<b>Check-up, 17:00</b>\nAll is well.\n\nFine: ")
    assert text(*FINE, words=FR).startswith(
        "<b>Bilan de santé, 17:00</b>\nTout va bien.\n\nEn ordre : "
    )
    assert text() == "<b>Check-up, 17:00</b>\nAll is well.\n\n"


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("check", Check)
def test_everything_that_is_looked_at_has_a_name(check, words):
    found = fine(check, **FACTS.get(check, {}))

    assert read(words(f"doctor.{check}")) in text(found, words=words)


def test_what_is_also_wrong_elsewhere_is_not_fine():
    found = text(wrong(Check.TEXTS, "nowhere", line=LINE), fine(Check.TEXTS), fine(Check.LINE))

    assert found.endswith("\nFine: the lines.")


@pytest.mark.parametrize(
    ("finding", "english", "french"),
    [
        pytest.param(
            advice(Check.TEAM, "out_of_reach", count=1),
            "1 person on the team cannot be reached: they have blocked the bot, or never written to"
            " it. Ask them to send it /start.",
            "1 personne de l'équipe est injoignable : elle a bloqué le bot, ou ne lui a jamais"
            " écrit. Demandez-lui de lui envoyer /start.",
            id="one out of reach",
        ),
        pytest.param(
            advice(Check.TEAM, "out_of_reach", count=2),
            "2 people on the team cannot be reached: they have blocked the bot, or never written to"
            " it. Ask them to send it /start.",
            "2 personnes de l'équipe sont injoignables : elles ont bloqué le bot, ou ne lui ont"
            " jamais écrit. Demandez-leur de lui envoyer /start.",
            id="two out of reach",
        ),
        pytest.param(
            advice(Check.BALANCE, "few_days", micros=5_000_000, currency="EUR", days=1),
            "The balance at Twilio is €5.00, about 1 day at this week's pace. At zero Twilio stops"
            " everything, also what comes in.",
            "Le solde chez Twilio est de 5,00 €, environ 1 jour au rythme de cette semaine. À"
            " zéro, Twilio arrête tout, aussi ce qui entre.",
            id="a balance for one day",
        ),
        pytest.param(
            advice(Check.BALANCE, "few_days", micros=5_000_000, currency="EUR", days=2),
            "The balance at Twilio is €5.00, about 2 days at this week's pace. At zero Twilio"
            " stops everything, also what comes in.",
            "Le solde chez Twilio est de 5,00 €, environ 2 jours au rythme de cette semaine. À"
            " zéro, Twilio arrête tout, aussi ce qui entre.",
            id="a balance for two days",
        ),
        pytest.param(
            wrong(Check.BALANCE, "empty", micros=0, currency="EUR", days=None),
            "The balance at Twilio is used up (€0.00): Twilio stops everything, also what comes"
            " in. Add money in its console, Billing.",
            "Le solde chez Twilio est épuisé (0,00 €) : Twilio arrête tout, aussi ce qui entre."
            " Ajoutez de l'argent dans sa console, rubrique Billing.",
            id="no balance, no pace",
        ),
        pytest.param(
            advice(
                Check.BALANCE, "under_a_day", micros=5_000_000, currency="EUR", days=1000,
                cap_micros=20_000_000, earlier_micros=9_000_000,
                earlier_at=(NOW - timedelta(days=1)).isoformat(),
            ),
            "The balance at Twilio is €5.00 (€9.00 at 17:00 on 29 October), less than one day's"
            " budget (€20.00). At zero Twilio stops everything, also what comes in.",
            "Le solde chez Twilio est de 5,00 € (9,00 € à 17:00 le 29 octobre), moins que le"
            " budget d'une journée (20,00 €). À zéro, Twilio arrête tout, aussi ce qui entre.",
            id="a balance and what it was",
        ),
        pytest.param(
            advice(Check.CLOCK, "skewed_provider", seconds=-90),
            "Twilio's clock and ours are 1 min 30 s apart: delays and days are off by as much. Set"
            " the machine's time.",
            "L'horloge de Twilio et la nôtre diffèrent de 1 min 30 s : délais et jours sont faux"
            " d'autant. Mettez la machine à l'heure.",
            id="a clock that is behind",
        ),
        pytest.param(
            wrong(Check.COUNTRIES, "closed", countries=["BE", "FR"]),
            "Twilio will not text there: Belgium, France. In its console: Messaging, Settings, Geo"
            " permissions.",
            "Twilio n'envoie pas là : Belgique, France. Dans sa console : Messaging, Settings, Geo"
            " permissions.",
            id="countries by name",
        ),
        pytest.param(
            unknown(Check.ADDRESS, "unasked", code="30008"),
            "the outside address: Twilio did not answer (30008). Look again in a few minutes.",
            "l'adresse publique : Twilio n'a pas répondu (30008). Réessayez dans quelques"
            " minutes.",
            id="could not be asked",
        ),
        pytest.param(
            unknown(Check.KEY, "failed"),
            "the key: the look failed, and the server's log says why.",
            "la clé : la vérification a échoué, et le journal du serveur dit pourquoi.",
            id="the look failed",
        ),
        pytest.param(
            wrong(Check.KEY, "of_a_newer_program"), "the key", "la clé",
            id="what a newer program found",
        ),
    ],
)  # fmt: skip
def test_a_finding_says_what_is_wrong_and_how_to_mend_it(finding, english, french):
    assert line(finding) == english
    assert line(finding, FR) == french


def test_who_reads_it_is_told_who_can_mend_it():
    finding = wrong(Check.TEXTS, "nowhere", line=LINE)

    assert line(finding).endswith("they are lost. The button below sets it right.")
    assert line(finding, reader=ORGANIZER).endswith("An owner fixes it with /doctor.")
    assert line(finding, FR).endswith("Le bouton ci-dessous le règle.")
    assert line(finding, FR, ORGANIZER).endswith("Un·e responsable le règle avec /bilan.")


def test_what_twilio_or_a_stranger_answered_is_escaped():
    found = doctor(wrong(Check.TEXTS, "elsewhere", line=LINE, host=HOSTILE))

    assert ESCAPED in found.text
    assert HOSTILE not in found.text


MENDING = [
    pytest.param(
        [wrong(Check.TEXTS, "nowhere", **SET), wrong(Check.CALLS, "method", **SET)],
        ["point:lines"], id="addresses, once for all",
    ),
    pytest.param([advice(Check.CALLS, "no_fallback", **SET)], ["point:lines"], id="a fallback"),
    pytest.param([wrong(Check.TEXTS, "unplugged", **SET)], [], id="unplugged is no fault"),
    pytest.param(
        [wrong(Check.BALANCE, "currency", theirs="USD", ours="EUR")], ["currency:USD"],
        id="the currency",
    ),
    pytest.param(
        [advice(Check.KEY_BACKUP, "never"), advice(Check.RECHARGE, "never")],
        ["assure:key_backup", "assure:recharge"], id="what people have to say",
    ),
    pytest.param([fine(Check.KEY_BACKUP), fine(Check.RECHARGE)], [], id="what they have said"),
]  # fmt: skip


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize(("findings", "fixing"), MENDING)
def test_owners_fix_by_a_tap(findings, fixing, words):
    assert all_taps(doctor(*findings, words=words)) == [*fixing, "checkup:again", "go:menu"]


@pytest.mark.parametrize("reader", [ORGANIZER, OBSERVER], ids=lambda one: one.role)
@pytest.mark.parametrize(("findings", "fixing"), MENDING)
def test_the_others_only_look_again(findings, fixing, reader):
    assert taps(doctor(*findings, reader=reader)) == [["checkup:again"], ["go:menu"]]


def test_the_buttons_say_what_they_mend():
    found = [
        wrong(Check.TEXTS, "nowhere", **SET),
        wrong(Check.BALANCE, "currency", theirs="USD", ours="EUR"),
        advice(Check.KEY_BACKUP, "never"),
        advice(Check.RECHARGE, "never"),
    ]

    assert labels(doctor(*found)) == [
        ["Set the addresses at Twilio"],
        ["Count in USD"],
        ["The key is kept elsewhere"],
        ["Recharge is off"],
        ["Look again"],
        ["‹ Menu"],
    ]
    assert labels(doctor(*found, words=FR)) == [
        ["Régler les adresses chez Twilio"],
        ["Compter en USD"],
        ["La clé est gardée ailleurs"],
        ["La recharge est coupée"],
        ["Revérifier"],
        ["‹ Menu"],
    ]


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("lines", [1, 9, 40])
def test_what_is_wrong_with_many_lines_fits(lines, words):
    found = [
        finding
        for number in range(lines)
        for finding in (
            wrong(Check.TEXTS, "elsewhere", line=f"+3375550{number:04}", host="h" * 60),
            wrong(Check.CALLS, "no_fallback", line=f"+3375550{number:04}"),
        )
    ]

    doctor(*found, *FINE, words=words)


def test_what_does_not_fit_is_counted():
    """Of 3000 characters, two texts of 2000 leave one out."""
    long = wrong(Check.TEXTS, "elsewhere", line=LINE, host="h" * 2000)

    assert "\nAnd 1 more thing.\n" in text(long, long)
    assert "\nAnd 2 more things.\n" in text(long, long, long)
    assert "\nEt 1 autre point.\n" in text(long, long, words=FR)
    assert "\nEt 2 autres points.\n" in text(long, long, long, words=FR)


def test_while_it_looks_it_has_no_buttons():
    assert looking_screen(EN).rows == []
    assert read(looking_screen(EN).text) == (
        "Looking at everything: the account, the lines, the addresses, the money. It takes up to"
        " half a minute; this message will change."
    )
    assert read(looking_screen(FR).text).startswith("Je regarde tout : le compte,")


@pytest.mark.parametrize("check", ASSURABLE)
def test_what_people_say_is_noted(check):
    assert read(assured_screen(check, EN).text).startswith("Noted: ")
    assert read(assured_screen(check, FR).text).startswith("Noté : ")
    assert assured_screen(check, EN).rows == []
