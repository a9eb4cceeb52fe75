"""Organizers look after the money: the real bot, polling, over HTTP."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from hotline.domain.facts import NoFacts
from hotline.domain.money import Cap
from hotline.store.notices import add_notices
from hotline.store.settings import change_settings
from hotline.usecases.inbound.count_inbound_cost import (
    INBOUND_COST,
    InboundCost,
    count_inbound_cost,
)
from hotline.usecases.lines.run_errands import DELAYED, FAILED, ErrandTrouble, run_errands
from hotline.usecases.money.check_ledger import LEDGER_DIFFERS, LedgerDiffers
from hotline.usecases.money.refresh_prices import refresh_prices
from hotline.usecases.replies.apply_failure_meaning import COUNTRY_NOT_ENABLED, CountryNotEnabled
from hotline.usecases.replies.claim_reply import BUDGET_WARNING, BudgetWarning
from hotline.usecases.replies.halt_sending import SENDING_WORKS_AGAIN
from hotline.usecases.replies.record_charge import PRICE_DRIFT, PriceDrift
from hotline.usecases.replies.record_failure import REPLY_UNKNOWN, ReplyUnknown
from hotline.usecases.replies.send_reply import send_reply
from hotline.wiring import utc_now
from simulator.faults import Fault
from tests.support.bots import text_of, wait_for
from tests.support.cast import LINE, PUBLIC_URL
from tests.support.inbounds import a_text, figures, one, receive, reply_states, rows

EURO = 1_000_000


@pytest.fixture
def held(hand, other, database, gateway, origin):
    """Three replies that the budget has held, as everybody was told."""
    with database.transaction() as connection:
        change_settings(connection, daily_budget_micros=80_000)
    then = utc_now() - timedelta(hours=1, minutes=1)
    receive(database, *[a_text(then, f"+3361234567{n}") for n in range(4)])
    for reply_id in range(1, 5):
        send_reply(reply_id, database=database, gateway=gateway, origin=origin, now=utc_now())
    assert reply_states(database)[1:] == [("held", "budget")] * 3
    hand.wait_for_text("The day's budget of €0.08 is used up.")
    other.wait_for_text("Le budget du jour de 0,08 € ne suffit plus.")


def test_the_budget_is_a_picture_with_its_figures(hand, database, chat, provider):
    now = utc_now()
    refresh_prices(database=database, gateway=provider.prices, lines=[LINE], now=now, force=True)
    receive(database, a_text(now))
    count_inbound_cost(database=database, now=now, looking_back=timedelta(hours=1))
    shown = hand.say("/budget")

    picture = chat.files[shown["photo"][0]["file_id"]]
    assert picture.startswith(b"\x89PNG")
    text = text_of(shown)
    assert "Today: spent €0.00, left €50.00 of €50.00." in text
    assert "In all: spent €0.00, left €500.00 of €500.00." in text
    assert "Owed: 1 reply, €0.08" in text
    assert "Received texts: €0.01 today (€0.01 with replies), €0.01 in all. No bound" in text
    assert "FR €0.0798" in text
    assert "Margin 0%" in text


def test_a_budget_that_fits_no_caption_is_not_possible(hand, held, database):
    """1024 characters under a picture: every line at once, with long amounts and notes."""
    with database.transaction() as connection:
        change_settings(connection, margin_percent=200)
    for n in range(4):
        hand.tap("Raise", hand.say(f"/fund 123456789.99 {'é' * 59}{n}"))
    for country in ("FR", "BE", "CH", "LU", "MC"):
        hand.say(f"/budget price {country} 1234567.123456")

    assert "photo" in hand.say("/budget")
    hand.say("/language fr")
    assert "photo" in hand.say("/budget")


def test_without_a_picture_the_figures_still_come(hand, monkeypatch):
    from bot.pictures import canvas

    monkeypatch.setattr(canvas, "PIXELS", -1)
    assert text_of(hand.say("/budget")).startswith("Budget")


def test_raising_asks_once_more_and_says_the_worst(hand, other, database):
    asked = hand.say("/budget total 700")
    assert asked["text"] == (
        "Raise the total budget from €500.00 to €700.00? At worst, spending grows by €200.00."
    )
    assert one(database, "SELECT total_budget_micros FROM settings") == 500_000_000
    done = hand.tap("Raise to €700.00", asked)
    assert done["text"] == "The total budget is €700.00."
    other.wait_for_text("Alice a changé le budget total : 700,00 € au lieu de 500,00 €.")

    again = hand.tap_again("Raise to €700.00", asked)
    assert again["text"] == "The total budget is €700.00."
    assert hand.tap("Undo", done)["text"].startswith("Undone: the day's budget is €50.00 again")
    assert figures(database) == (0, 0)


def test_lowering_is_at_once_and_cancel_changes_nothing(hand, database):
    assert hand.say("/budget day 20")["text"] == "The day's budget is €20.00."
    asked = hand.say("/budget jour 30")
    assert hand.tap("Cancel", asked)["text"] == "Nothing is changed."
    assert one(database, "SELECT daily_budget_micros FROM settings") == 20_000_000


def test_funds_are_told_with_where_they_come_from(hand, other, database):
    asked = hand.say("/fund 200 « cagnotte »")
    assert "Add €200.00 (cagnotte) to the total budget, €500.00 becoming €700.00?" in asked["text"]
    assert "no names, please" in asked["text"]
    done = hand.tap("Raise to €700.00", asked)
    assert "To correct it: /budget total 500" in done["text"]
    assert "reply_markup" not in done
    other.wait_for_text("Alice a ajouté 200,00 € (cagnotte) au budget total.")
    assert re.search(r": \+ €200.00 \(cagnotte\)", text_of(hand.say("/budget")))


def test_a_cap_that_is_reached_comes_with_raise_and_keep(hand, other, held, database):
    told = hand.wait_for_text("The day's budget of €0.08 is used up.")
    kept = hand.tap("Keep", told)
    assert kept["text"].startswith("The budget stays. 3 replies are held: €0.24.")
    assert reply_states(database)[1:] == [("held", "budget")] * 3

    told = other.wait_for_text("Le budget du jour de 0,08 € ne suffit plus.")
    asked = other.tap("Budget du jour", told)
    assert asked["message_id"] != told["message_id"]
    assert "Au pire, cela fait 0,92" in asked["text"]
    assert "3 réponses retenues repartiraient" in asked["text"]
    done = other.tap("Porter à 1,00", asked)
    assert "3 réponses retenues sont de nouveau prévues" in done["text"]
    assert reply_states(database)[1:] == [("planned", None)] * 3
    hand.wait_for_text("Bruno changed the day's budget from €0.08 to €1.00.")


def test_what_is_held_is_released_from_the_budget(hand, held, database):
    assert "Release" not in str(hand.say("/budget"))
    with database.transaction() as connection:
        change_settings(connection, daily_budget_micros=250_000)
    assert "Release 2 of 3" in str(hand.say("/budget"))
    with database.transaction() as connection:
        change_settings(connection, daily_budget_micros=10_000_000)
    shown = hand.say("/budget")
    assert "Held because the budget is used up: 3 replies, €0.24." in text_of(shown)
    asked = hand.tap("Release 3 · €0.24", shown)
    assert asked["message_id"] != shown["message_id"]  # the figures stay
    done = hand.tap("Release 3 · €0.24", asked)
    assert text_of(done).startswith("3 replies that were held are planned again")
    assert reply_states(database)[1:] == [("planned", None)] * 3

    again = hand.tap_again("Release 3", asked)
    assert text_of(again).startswith("3 replies that were held are planned again")


def test_the_rules_about_money_are_changed_and_undone(hand, other, database):
    assert hand.say("/budget margin 25")["text"].startswith("A margin of 25% is added")
    hand.tap("Undo", hand.say("/budget reply 0.15"))
    assert hand.say("/budget inbound 0")["text"].startswith("I no longer tell")
    other.wait_for_text("Alice a coupé l'alerte sur les textos reçus.")
    hand.say("/budget inbound 5 €")
    assert hand.say("/budget price FR 0.09")["text"].startswith("An SMS to FR counts as €0.09")
    assert hand.say("/budget prix FR auto")["text"] == "An SMS to FR counts as Twilio lists it."
    other.wait_for_text("Alice est revenu au tarif de Twilio pour un SMS vers FR.")
    assert hand.say("/budget prix FR auto")["text"] == "That is the price already."

    assert rows(
        database,
        "SELECT margin_percent, dearest_reply_micros, inbound_warning_micros FROM settings",
    ) == [(25, 300_000, 5_000_000)]


def test_a_text_too_dear_is_refused_with_its_price(hand):
    hand.say("/budget reply 0.15")
    text = hand.say("/reply " + "a" * 161)["text"]
    assert "would cost €0.16 to FR (2 SMS), and the rule is €0.15 at most" in text
    text = hand.say("/reply " + "reçu " * 20)["text"]
    assert "These characters make it dearer: ç." in text
    assert "1,000 replies would cost €80.00." in hand.say("/reply court")["text"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/budget week 5", "I expected one of these: /budget day 50"),
        ("/budget day", "I expected one of these: /budget day 50"),
        ("/budget price FR", "I expected one of these: /budget day 50"),
        ("/budget day 5e3", "I expected an amount, such as 50 or 0.16."),
        ("/budget day ١٢", "I expected an amount, such as 50 or 0.16."),
        ("/budget day lots", "I expected an amount, such as 50 or 0.16."),
        ("/budget day -5", "I expected an amount, such as 50 or 0.16."),
        ("/budget day 50", "That budget is €50.00 already."),
        ("/budget margin ten", "I expected a percentage"),
        ("/budget margin 500", "A margin of at most 200%"),
        ("/budget price US 1", "We do not reply to that country."),
        ("/budget price FR 0", "A price above zero, please"),
        ("/fund", "Write what comes in and, if you like"),
        ("/fund lots", "I expected an amount, such as 50 or 0.16."),
        ("/fund 0", "I expected an amount, such as 50 or 0.16."),
        ("/fund 5 " + "x" * 61, "The note is too long: 60 characters at most."),
    ],
)
def test_wrong_input_about_money_says_what_was_expected(hand, text, answer):
    assert hand.say(text)["text"].startswith(answer)


def test_unplugging_asks_says_what_is_lost_and_is_confirmed_by_twilio(
    hand, other, database, phone, provider
):
    asked = hand.say("/unplug")
    assert "They are lost: nobody" in asked["text"]
    assert "Unplugging" in hand.tap("Unplug", asked)["text"]
    other.wait_for_text("Alice débranche la ligne")
    run_errands(database=database, gateway=provider.lines, public_url=PUBLIC_URL, now=utc_now())
    hand.wait_for_text(f"The line {LINE} is unplugged.")
    assert phone.lines[LINE].sms_url == ""
    assert "The line is unplugged" in hand.say("/status")["text"]
    assert "unplugged already, by you" in hand.say("/unplug")["text"]

    hand.say("/plug")
    run_errands(database=database, gateway=provider.lines, public_url=PUBLIC_URL, now=utc_now())
    other.wait_for_text(f"La ligne {LINE} est branchée")
    assert phone.lines[LINE].sms_url.startswith("https://hotline.example.org/twilio/sms")


def test_a_halt_is_told_and_shown(hand, database, gateway, origin, phone):
    receive(database, a_text(utc_now() - timedelta(hours=1, minutes=1)))
    phone.faults.add(Fault("401"))
    send_reply(1, database=database, gateway=gateway, origin=origin, now=utc_now())

    hand.wait_for_text("Nothing can be sent: Twilio refuses (error 20003")
    text = hand.say("/status")["text"]
    assert text.startswith("Nothing can be sent: Twilio refuses")
    assert "Replies leave when due" not in text


def test_every_notice_about_money_can_be_put_in_words(hand, other, database):
    listed, charged = 80_000, 96_000
    drift = PriceDrift("FR", 20, listed, charged, "EUR")
    fault_injection = ErrandTrouble(LINE, "20500", "https://h.example/x")
    told = [
        (BUDGET_WARNING, BudgetWarning(Cap.TOTAL, 50 * EURO, 40 * EURO, 80, "EUR")),
        (PRICE_DRIFT, replace(drift, is_fixed=True)),
        (PRICE_DRIFT, drift),
        (INBOUND_COST, InboundCost(5 * EURO, "EUR")),
        (LEDGER_DIFFERS, LedgerDiffers(5 * EURO, "EUR")),
        (REPLY_UNKNOWN, ReplyUnknown("20500")),
        (COUNTRY_NOT_ENABLED, CountryNotEnabled("BE")),
        *((kind, fault_injection) for kind in (*DELAYED.values(), *FAILED.values())),
        (SENDING_WORKS_AGAIN, NoFacts()),
    ]
    with database.transaction() as connection:
        for kind, facts in told:
            add_notices(connection, kind, facts, now=utc_now())

    other.wait_for_text("Les réponses repartent.", seconds=30)
    hand.wait_for_text("Replies leave again.", seconds=30)
    waiting = "SELECT count(*) FROM notices WHERE delivered_at IS NULL"
    wait_for(lambda: one(database, waiting) == 0)
    assert one(database, "SELECT count(*) FROM notices WHERE given_up_at IS NOT NULL") == 0
    said = " ".join(hand.texts())
    assert "€0.096 for a reply to FR that its list puts at €0.08 (+20%)" in said
    assert "/budget margin 20" in said
    assert "that you count at €0.08 by hand" in said


def test_forged_taps_about_money_do_nothing(hand, database):
    shown = hand.say("/budget day 20")
    for data in ("raise:day:", "raise:week:5", "raise:day:-5", "raise:day:99999999999999999999",
                 "confirm:1", "confirm:x", "discard:9", "release:budget"):  # fmt: skip
        hand.forge(data, shown)
    hand.say("/delay")

    assert rows(database, "SELECT verb FROM audit_entries") == [("change_budget",)]


def test_a_price_by_hand_below_the_list_asks_first(hand, database):
    asked = hand.say("/budget price FR 0.01")
    assert "Twilio's list says €0.08 for an SMS to FR." in asked["text"]
    assert one(database, "SELECT count(*) FROM fixed_prices") == 0
    hand.tap("Count €0.01", asked)
    assert rows(database, "SELECT country, micros FROM fixed_prices") == [("FR", 10_000)]


def test_what_is_lowered_below_what_is_spent_says_so(hand, held):
    text = hand.say("/budget day 0.05")["text"]
    assert "€0.08 is spent already: nothing more leaves." in text
    text = hand.say("/status")["text"]
    assert text.startswith("The budget is used up")
    assert "Replies leave when due" not in text


def test_amounts_are_read_as_people_write_them(hand, database):
    asked = hand.say("/fund 1 000,50 € cagnotte")
    assert "Add €1,000.50 (cagnotte)" in asked["text"]
    assert hand.say("/budget margin 12 %")["text"].startswith("A margin of 12%")
    assert hand.say("/budget day 20 EUR")["text"].startswith("The day's budget is €20.00.")
