"""Lengths, amounts, hours and countries, written as people write them, in both languages."""

import pytest

from tests.support.bots import text_of
from tests.support.inbounds import one, rows


def plain(message):
    """What a message says, with ordinary spaces."""
    return text_of(message).replace("\u202f", " ").replace("\xa0", " ")


def test_an_amount_that_means_two_things_is_asked_about(hand, other, database):
    before = one(database, "SELECT daily_budget_micros FROM settings")
    both = hand.say("/budget day 1,000")
    les_deux = other.say("/budget jour 1.000")
    asked, demande = plain(both), plain(les_deux)

    assert asked.startswith("“1,000” is 1 to some and 1000 to others. Which one?")
    assert demande.startswith("« 1.000 » : 1 pour les uns, 1000 pour les autres. Lequel des deux ?")
    assert one(database, "SELECT daily_budget_micros FROM settings") == before
    assert "1 000,00 €" in plain(other.tap("1 000", les_deux))
    assert one(database, "SELECT daily_budget_micros FROM settings") == before
    assert "€1.00" in plain(hand.tap("1", both))
    assert one(database, "SELECT daily_budget_micros FROM settings") == 1_000_000


def test_a_gift_that_means_two_things_keeps_its_note(other):
    les_deux = other.say("/fund 1.500 cagnotte")

    assert "1 500,00 €" in plain(other.tap("1 500", les_deux))
    long = other.say(f"/fund 1.500 {'x' * 60}")
    assert "reply_markup" not in long


@pytest.mark.parametrize("written", ["50 euros du comité", "50€, du comité", '€50 "du comité"'])
def test_where_money_comes_from_follows_the_amount(other, written):
    asked = plain(other.say(f"/fund {written}"))

    assert "50,00 €" in asked
    assert "« du comité »" in asked or "du comité" in asked
    assert "euros" not in asked


def test_a_price_takes_the_names_of_countries(hand, other, database):
    assert "0,20 €" in plain(other.say("/budget prix france 0,20"))
    assert one(database, "SELECT country FROM fixed_prices") == "FR"
    assert "SMS to FR" in plain(hand.say("/budget price la France: auto"))
    unknown = plain(other.say("/budget prix XX 0,08"))
    assert unknown.startswith("Je ne connais pas de pays « XX »")
    theirs = plain(other.say("/budget prix Japon 0,08"))
    assert theirs.startswith("Nous ne répondons pas vers ce pays (Japon)")
    assert "France" in theirs


@pytest.mark.parametrize(
    "written", ["quiet 22-8", "calme 22h-8h", "calme de 22h à 8h", "quiet 22:00-08:00"]
)
def test_quiet_hours_are_taken_as_people_write_them(other, database, written):
    assert "Calme de 22 h à 8 h." in plain(other.say(f"/alerts {written}"))
    assert rows(database, "SELECT quiet_from, quiet_to FROM organizers ORDER BY id")[1] == (22, 8)


def test_a_delay_is_taken_in_words(hand, other, database):
    hand.say("/delay half an hour")
    assert one(database, "SELECT delay_seconds FROM settings") == 1800
    other.say("/delay pendant une heure et demie")
    assert one(database, "SELECT delay_seconds FROM settings") == 5400
    asked = other.say("/delay 5 minutes")
    assert plain(asked).startswith("Seulement 5 min avant que les réponses partent ?")
    assert one(database, "SELECT delay_seconds FROM settings") == 5400
    assert plain(other.say("/delay 5")).startswith("J'attendais une durée")
    assert one(database, "SELECT delay_seconds FROM settings") == 5400
