"""/budget and /fund: what was spent and is left, what raising it means, and what it did."""

from datetime import date, timedelta

import pytest

from bot.screens.budget import (
    budget_changed_screen,
    budget_question_screen,
    budget_screen,
    cap_kept_screen,
    money_rule_changed_screen,
    price_fixed_screen,
    price_question_screen,
    release_question_screen,
    released_screen,
)
from hotline.domain.money import Budget, Cap, Figures
from hotline.store.errands import UnpluggedLine
from hotline.usecases.money.add_funds import LONGEST_NOTE
from hotline.usecases.money.change_budget import BudgetChanged, BudgetQuestion
from hotline.usecases.money.change_money_rule import MoneyRule, MoneyRuleChanged
from hotline.usecases.money.fix_price import PriceFixed, PriceQuestion
from hotline.usecases.replies.release_held_for_budget import Released, ReleaseQuestion
from tests.support.cast import LINE
from tests.support.screens import (
    BOTH,
    CAPTION,
    EN,
    ESCAPED,
    EURO,
    FR,
    HOSTILE,
    MANY,
    MUCH,
    NOW,
    a_backlog,
    all_taps,
    check_screen,
    label_of,
    labels,
    language,
    money,
    price,
    read,
    settings,
    taps,
)

EXAMPLE = (
    "Also: /budget day 50, total 500, margin 10, reply 0.30, inbound 10, unplug 40, hour 4,"
    " price FR 0.08"
    " (or auto)."
)


def screen(found, words=EN):
    return check_screen(budget_screen(found, words, now=NOW), longest=CAPTION)


def text(found, words=EN):
    return read(screen(found, words).text)


def said(shown):
    return read(check_screen(shown).text)


def question(**changes):
    return BudgetQuestion(
        **{
            "proposal_id": 5,
            "cap": Cap.DAY,
            "from_micros": 20 * EURO,
            "to_micros": 30 * EURO,
            "worst_micros": 10 * EURO,
            "currency": "EUR",
            "held": a_backlog(),
            **changes,
        }
    )


def changed(**changes):
    return BudgetChanged(
        **{
            "audit_id": 8,
            "cap": Cap.DAY,
            "to_micros": 30 * EURO,
            "released": 0,
            "currency": "EUR",
            "day": Figures(EURO),
            "total": Figures(12 * EURO),
            **changes,
        }
    )


def test_an_ordinary_day_of_money():
    assert text(money()) == (
        "<b>Budget</b>\n"
        "Today: spent €0.80, left €19.20 of €20.00.\n"
        "In all: spent €12.00, left €188.00 of €200.00.\n"
        "Owed: 1 reply, €0.08, which can still be called off.\n"
        "At the pace of the last week it lasts 40 days.\n"
        "Received texts: €0.07 today (€0.87 with replies), €1.40 in all. No bound: /budget unplug"
        " 40\n"
        "Prices of an SMS, 2 h old: FR €0.08. Margin 10%.\n" + EXAMPLE
    )


def test_an_ordinary_day_of_money_in_french():
    assert text(money(), FR) == (
        "<b>Budget</b>\n"
        "Aujourd'hui : dépensé 0,80 €, reste 19,20 € sur 20,00 €.\n"
        "En tout : dépensé 12,00 €, reste 188,00 € sur 200,00 €.\n"
        "Dû : 1 réponse, 0,08 €, encore annulable.\n"
        "Au rythme de la dernière semaine, de quoi tenir 40 jours.\n"
        "Textos reçus : 0,07 € aujourd'hui (0,87 € avec les réponses), 1,40 € en tout. Sans borne :"
        " /budget débrancher 40\n"
        "Prix d'un SMS (demandés il y a 2 h) : FR 0,08 €. Marge 10 %.\n"
        "Aussi : /budget jour 50, total 500, marge 10, réponse 0,30, entrants 10, débrancher 40,"
        " heure 4, prix FR 0,08 (ou auto)."
    )


@pytest.mark.parametrize(
    ("changes", "english", "french"),
    [
        pytest.param(
            {"planned": a_backlog(0)}, "Owed: 0 replies, €0.00, which can still be called off.",
            "Dû : 0 réponse, 0,00 €, encore annulable.", id="nothing owed",
        ),
        pytest.param(
            {"planned": a_backlog(2)}, "Owed: 2 replies, €0.16, which can still be called off.",
            "Dû : 2 réponses, 0,16 €, encore annulables.", id="two owed",
        ),
        pytest.param(
            {"held": a_backlog(1)}, "Held because the budget is used up: 1 reply, €0.08.",
            "Retenue faute de budget : 1 réponse, 0,08 €.", id="one held",
        ),
        pytest.param(
            {"held": a_backlog(2)}, "Held because the budget is used up: 2 replies, €0.16.",
            "Retenues faute de budget : 2 réponses, 0,16 €.", id="two held",
        ),
        pytest.param(
            {"unpriced": 1}, "1 reply counts as estimated: its final price is not known yet.",
            "1 réponse compte à son prix estimé, le prix final n'étant pas encore connu.",
            id="one is estimated",
        ),
        pytest.param(
            {"unpriced": 2}, "2 replies count as estimated: their final price is not known yet.",
            "2 réponses comptent à leur prix estimé, le prix final n'étant pas encore connu.",
            id="two are estimated",
        ),
        pytest.param(
            {"days_of_life": 1}, "At the pace of the last week it lasts 1 day.",
            "Au rythme de la dernière semaine, de quoi tenir 1 jour.", id="one day left",
        ),
        pytest.param(
            {"days_of_life": 2}, "At the pace of the last week it lasts 2 days.",
            "Au rythme de la dernière semaine, de quoi tenir 2 jours.", id="two days left",
        ),
        pytest.param(
            {"days_of_life": 0}, "At the pace of the last week it lasts less than a day.",
            "Au rythme de la dernière semaine, de quoi tenir moins d'un jour.",
            id="less than a day left",
        ),
        pytest.param(
            {"days_of_life": 1000}, "At the pace of the last week it lasts for years.",
            "Au rythme de la dernière semaine, de quoi tenir des années.", id="years left",
        ),
        pytest.param(
            {"days_of_life": None}, "Nothing was spent in the last week.",
            "Rien n'a été dépensé la dernière semaine.", id="no pace",
        ),
        pytest.param(
            {"unplugged": [UnpluggedLine(LINE, "", "", NOW)]},
            "<b>The line is unplugged: texts do not arrive.</b> /plug",
            "<b>La ligne est débranchée : les textos n'arrivent plus.</b> /rebrancher",
            id="unplugged",
        ),
        pytest.param(
            {"funds": [(date(2026, 10, 2), 200 * EURO, None)]}, "2 Oct: + €200.00",
            "2 oct. : + 200,00 €", id="money came in",
        ),
        pytest.param(
            {"funds": [(date(2026, 10, 2), 200 * EURO, "concert")]}, "2 Oct: + €200.00 (concert)",
            "2 oct. : + 200,00 € (concert)", id="money came in, from somewhere",
        ),
    ],
)  # fmt: skip
def test_a_line_of_the_budget(changes, english, french):
    assert english in text(money(**changes)).split("\n")
    assert french in text(money(**changes), FR).split("\n")


def test_once_all_is_spent_it_does_not_say_how_long_it_lasts():
    assert "last week" not in text(money(total=Figures(200 * EURO)))


@pytest.mark.parametrize(
    ("prices", "english", "french"),
    [
        pytest.param(
            [price("BE", fixed=90_000), price("FR")],
            "Prices of an SMS, 2 h old: BE €0.09 (by hand), FR €0.08. Margin 10%.",
            "Prix d'un SMS (demandés il y a 2 h) : BE 0,09 € (à la main), FR 0,08 €. Marge 10 %.",
            id="one is fixed by hand",
        ),
        pytest.param(
            [price("FR", listed=None)],
            "Prices of an SMS, 2 h old: FR not known. Margin 10%.",
            "Prix d'un SMS (demandés il y a 2 h) : FR inconnu. Marge 10 %.",
            id="none is known",
        ),
        pytest.param(
            [price("FR", fetched_at=None)],
            "Prices of an SMS: FR €0.08. Margin 10%.",
            "Prix d'un SMS : FR 0,08 €. Marge 10 %.",
            id="never asked for",
        ),
        pytest.param(
            [price("BE", fetched_at=NOW - timedelta(hours=9)), price("FR")],
            "Prices of an SMS, 9 h old: BE €0.08, FR €0.08. Margin 10%.",
            "Prix d'un SMS (demandés il y a 9 h) : BE 0,08 €, FR 0,08 €. Marge 10 %.",
            id="the oldest one's age",
        ),
        pytest.param(
            [price("FR", fetched_at=NOW + timedelta(seconds=2))],
            "Prices of an SMS, 0 s old: FR €0.08. Margin 10%.",
            "Prix d'un SMS (demandés il y a 0 s) : FR 0,08 €. Marge 10 %.",
            id="by a clock that is ahead",
        ),
    ],
)
def test_prices_are_shown_with_their_age(prices, english, french):
    assert english in text(money(prices=prices)).split("\n")
    assert french in text(money(prices=prices), FR).split("\n")


def test_the_first_six_prices_are_shown():
    countries = ["AT", "BE", "CH", "DE", "ES", "FR", "IT"]

    found = text(money(prices=[price(one) for one in countries]))

    assert "FR €0.08. Margin" in found
    assert "IT" not in found


def test_a_note_is_escaped():
    found = money(funds=[(date(2026, 10, 2), EURO, HOSTILE)])

    assert f"2 Oct: + €1.00 ({ESCAPED})" in text(found)


def test_the_budget_offers_to_raise_each_cap_by_half():
    assert taps(screen(money())) == [
        ["raise:day:30000000", "ask:budget_day"],
        ["raise:total:300000000", "ask:budget_total"],
        ["ask:fund"],
        ["countries:show"],
    ]
    assert labels(screen(money())) == [
        ["Day's budget: €30.00", "Another amount"],
        ["Total budget: €300.00", "Another amount"],
        ["Add money"],
        ["Countries"],
    ]
    assert labels(screen(money(), FR)) == [
        ["Budget du jour : 30,00 €", "Un autre montant"],
        ["Budget total : 300,00 €", "Un autre montant"],
        ["Ajouter de l'argent"],
        ["Pays"],
    ]


def test_what_is_offered_covers_what_is_spent_and_held():
    found = money(day=Figures(35_500_000), held=a_backlog(10))

    assert all_taps(screen(found))[0] == "raise:day:37000000"


@pytest.mark.parametrize(
    ("changes", "english", "french"),
    [
        pytest.param({"held": a_backlog(1)}, "Release 1 · €0.08", "Libérer 1 · 0,08 €",
                     id="one fits"),
        pytest.param({"held": a_backlog(2)}, "Release 2 · €0.16", "Libérer 2 · 0,16 €",
                     id="both fit"),
        pytest.param({"held": a_backlog(2), "day": Figures(19_900_000)}, "Release 1 of 2",
                     "Libérer 1 sur 2", id="one of two fits"),
    ],
)  # fmt: skip
def test_what_is_held_can_be_released_as_far_as_the_money_goes(changes, english, french):
    assert label_of(screen(money(**changes)), "release:budget") == english
    assert label_of(screen(money(**changes), FR), "release:budget") == french


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="nothing held"),
        pytest.param({"held": a_backlog(2), "day": Figures(20 * EURO)}, id="nothing left"),
        pytest.param({"held": a_backlog(2, 0, unpriced=2)}, id="no price known"),
    ],
)
def test_nothing_can_be_released_where_nothing_would_leave(changes):
    assert "release:budget" not in all_taps(screen(money(**changes)))


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_the_longest_budget_fits_under_its_picture(words):
    codes = ("AT", "BE", "CH", "DE", "ES", "FR")
    screen(
        money(
            settings=settings(budget=Budget(MUCH, MUCH), margin_percent=100),
            day=Figures(MUCH // 2, 0, MUCH),
            total=Figures(MUCH // 2, 0, MUCH),
            planned=a_backlog(MANY, MUCH),
            held=a_backlog(MANY, MUCH),
            days_of_life=999,
            unpriced=MANY,
            funds=[(date(2026, 12, 30), MUCH, "W" * LONGEST_NOTE)] * 3,
            prices=[price(code, 123_400, 123_400 if code == "CH" else None) for code in codes],
        ),
        words,
    )


# Raising it


@pytest.mark.parametrize(
    ("changes", "english", "french"),
    [
        pytest.param(
            {}, "Raise the day's budget from €20.00 to €30.00? At worst that is €10.00 more a day.",
            "Relever le budget du jour de 20,00 € à 30,00 € ? Au pire, cela fait 10,00 € de plus"
            " par jour.",
            id="a day",
        ),
        pytest.param(
            {"worst_micros": 4 * EURO},
            "Raise the day's budget from €20.00 to €30.00? At worst that is €4.00 more: the total"
            " budget ends it there.",
            "Relever le budget du jour de 20,00 € à 30,00 € ? Au pire, cela fait 4,00 € de plus :"
            " le budget total s'arrête là.",
            id="a day, ended by the total",
        ),
        pytest.param(
            {"cap": Cap.TOTAL},
            "Raise the total budget from €20.00 to €30.00? At worst, spending grows by €10.00.",
            "Relever le budget total de 20,00 € à 30,00 € ? Au pire, la dépense augmente de"
            " 10,00 €.",
            id="in all",
        ),
        pytest.param(
            {"cap": Cap.TOTAL, "added_micros": 10 * EURO},
            "Add €10.00 to the total budget, €20.00 becoming €30.00? At worst, spending grows by"
            " €10.00.",
            "Ajouter 10,00 € au budget total, qui passe de 20,00 € à 30,00 € ? Au pire, la"
            " dépense augmente de 10,00 €.",
            id="money came in",
        ),
        pytest.param(
            {"cap": Cap.TOTAL, "added_micros": 10 * EURO, "note": "concert"},
            "Add €10.00 (concert) to the total budget, €20.00 becoming €30.00? At worst, spending"
            " grows by €10.00.\nThe note is told to everybody and is not encrypted: no names,"
            " please.",
            "Ajouter 10,00 € (concert) au budget total, qui passe de 20,00 € à 30,00 € ? Au pire,"
            " la dépense augmente de 10,00 €.\nLa note est dite à toute l'équipe et n'est pas"
            " chiffrée : pas de nom de personne.",
            id="money came in, from somewhere",
        ),
        pytest.param(
            {"held": a_backlog(1)},
            "Raise the day's budget from €20.00 to €30.00? At worst that is €10.00 more a day.\n"
            "1 reply that is held would leave: €0.08.",
            "Relever le budget du jour de 20,00 € à 30,00 € ? Au pire, cela fait 10,00 € de plus"
            " par jour.\n1 réponse retenue repartirait : 0,08 €.",
            id="one would leave",
        ),
        pytest.param(
            {"held": a_backlog(2)},
            "Raise the day's budget from €20.00 to €30.00? At worst that is €10.00 more a day.\n"
            "2 replies that are held would leave: €0.16.",
            "Relever le budget du jour de 20,00 € à 30,00 € ? Au pire, cela fait 10,00 € de plus"
            " par jour.\n2 réponses retenues repartiraient : 0,16 €.",
            id="two would leave",
        ),
    ],
)  # fmt: skip
def test_the_question_says_what_raising_could_cost_at_worst(changes, english, french):
    assert said(budget_question_screen(question(**changes), EN)) == english
    assert said(budget_question_screen(question(**changes), FR)) == french


def test_the_question_has_its_figure_on_the_button():
    shown = budget_question_screen(question(), FR)

    assert labels(shown) == [["Porter à 30,00 €"], ["Ne rien changer"]]
    assert taps(shown) == [["confirm:5"], ["discard:5"]]


def test_a_note_in_the_question_is_escaped():
    shown = budget_question_screen(question(added_micros=EURO, note=HOSTILE), EN)

    assert f"Add €1.00 ({ESCAPED})" in said(shown)


@pytest.mark.parametrize(
    ("changes", "english", "french"),
    [
        pytest.param({}, "The day's budget is €30.00.", "Le budget du jour est de 30,00 €.",
                     id="a day"),
        pytest.param({"cap": Cap.TOTAL}, "The total budget is €30.00.",
                     "Le budget total est de 30,00 €.", id="in all"),
        pytest.param(
            {"released": 1},
            "The day's budget is €30.00.\n1 reply that was held is planned again, and leaves if"
            " the budget allows.",
            "Le budget du jour est de 30,00 €.\n1 réponse retenue est de nouveau prévue, et part"
            " si le budget suffit.",
            id="one is released",
        ),
        pytest.param(
            {"released": 2},
            "The day's budget is €30.00.\n2 replies that were held are planned again, and leave as"
            " far as the budget allows.",
            "Le budget du jour est de 30,00 €.\n2 réponses retenues sont de nouveau prévues, et"
            " partent tant que le budget suffit.",
            id="two are released",
        ),
        pytest.param(
            {"to_micros": EURO},
            "The day's budget is €1.00.\n€1.00 is spent already: nothing more leaves.",
            "Le budget du jour est de 1,00 €.\nDéjà dépensé : 1,00 €. Plus rien ne part.",
            id="lowered to what is spent",
        ),
        pytest.param(
            {"audit_id": None, "cap": Cap.TOTAL, "before_micros": 480 * EURO},
            "The total budget is €30.00.\nTo correct it: /budget total 480",
            "Le budget total est de 30,00 €.\nPour corriger : /budget total 480",
            id="money came in: no tap takes it back",
        ),
    ],
)  # fmt: skip
def test_a_budget_that_was_changed_says_what_it_is_now(changes, english, french):
    assert said(budget_changed_screen(changed(**changes), EN)) == english
    assert said(budget_changed_screen(changed(**changes), FR)) == french


def test_a_budget_that_was_changed_can_be_undone_where_that_is_possible():
    assert taps(budget_changed_screen(changed(), EN)) == [["undo:8"]]
    assert labels(budget_changed_screen(changed(), FR)) == [["Annuler cette action"]]
    assert budget_changed_screen(changed(audit_id=None), EN).rows == []


@pytest.mark.parametrize(
    ("held", "english", "french"),
    [
        pytest.param(0, "The budget stays. Nothing is held any more.",
                     "Le budget reste tel quel. Plus rien n'est retenu.", id="nothing held"),
        pytest.param(
            1,
            "The budget stays. 1 reply is held: €0.08. It expires a day after the text.",
            "Le budget reste tel quel. 1 réponse retenue : 0,08 €. Elle expire un jour après le"
            " texto.",
            id="one held",
        ),
        pytest.param(
            2,
            "The budget stays. 2 replies are held: €0.16. They expire a day after the text.",
            "Le budget reste tel quel. 2 réponses retenues : 0,16 €. Elles expirent un jour après"
            " le texto.",
            id="two held",
        ),
    ],
)  # fmt: skip
def test_a_cap_that_stays_keeps_what_it_holds(held, english, french):
    assert said(cap_kept_screen(money(held=a_backlog(held)), EN)) == english
    assert said(cap_kept_screen(money(held=a_backlog(held)), FR)) == french


# Releasing


@pytest.mark.parametrize(
    ("count", "english", "french", "label"),
    [
        pytest.param(
            1, "Release 1 reply for €0.08? What the budget does not cover is held again.",
            "Libérer 1 réponse pour 0,08 € ? Ce que le budget ne couvre pas est de nouveau"
            " retenu.",
            "Release 1 · €0.08", id="one",
        ),
        pytest.param(
            2, "Release 2 replies for €0.16? What the budget does not cover is held again.",
            "Libérer 2 réponses pour 0,16 € ? Ce que le budget ne couvre pas est de nouveau"
            " retenu.",
            "Release 2 · €0.16", id="two",
        ),
    ],
)  # fmt: skip
def test_releasing_asks_once_more_with_its_price(count, english, french, label):
    asked = ReleaseQuestion(6, a_backlog(count), "EUR")

    assert said(release_question_screen(asked, EN)) == english
    assert said(release_question_screen(asked, FR)) == french
    assert label_of(release_question_screen(asked, EN), "confirm:6") == label
    assert taps(release_question_screen(asked, EN)) == [["confirm:6"], ["discard:6"]]


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        pytest.param(
            0, "0 replies that were held are planned again, and leave as far as the budget allows.",
            "0 réponse retenue est de nouveau prévue, et part si le budget suffit.", id="none",
        ),
        pytest.param(
            1, "1 reply that was held is planned again, and leaves if the budget allows.",
            "1 réponse retenue est de nouveau prévue, et part si le budget suffit.", id="one",
        ),
        pytest.param(
            2, "2 replies that were held are planned again, and leave as far as the budget allows.",
            "2 réponses retenues sont de nouveau prévues, et partent tant que le budget suffit.",
            id="two",
        ),
    ],
)  # fmt: skip
def test_what_was_released_is_planned_again(count, english, french):
    assert said(released_screen(Released(count), EN)) == english
    assert said(released_screen(Released(count), FR)) == french


# Rules and prices


@pytest.mark.parametrize(
    ("rule", "value", "english", "french"),
    [
        pytest.param(
            MoneyRule.MARGIN, 10,
            "A margin of 10% is added to Twilio's price when money is set aside.",
            "Une marge de 10 % s'ajoute au tarif quand l'argent est mis de côté.", id="margin",
        ),
        pytest.param(
            MoneyRule.REPLY, 300_000,
            "I will refuse a new reply text that costs more than €0.30 per reply. The current text"
            " stays.",
            "Je refuserai un nouveau texte qui coûterait plus de 0,30 € par réponse. Le texte"
            " actuel ne change pas.",
            id="reply",
        ),
        pytest.param(
            MoneyRule.INBOUND, 10 * EURO,
            "I tell you when the texts received in a day have cost €10.00, then at twice and four"
            " times as much.",
            "Je préviens quand les textos reçus d'un jour ont coûté 10,00 €, puis au double et au"
            " quadruple.",
            id="inbound",
        ),
        pytest.param(
            MoneyRule.INBOUND, 0, "I no longer tell what received texts cost.",
            "Je ne préviens plus de ce que coûtent les textos reçus.", id="inbound, off",
        ),
        pytest.param(
            MoneyRule.HOUR, 4 * EURO,
            "In an hour of a raid, replies that look genuine may cost €4.00. The others stay held.",
            "En une heure de raid, les réponses qui semblent sincères peuvent coûter 4,00 €. Les"
            " autres restent retenues.",
            id="hour",
        ),
        pytest.param(
            MoneyRule.HOUR, None,
            "In an hour of a raid, replies that look genuine may cost a twelfth of the day's"
            " budget.",
            "En une heure de raid, les réponses qui semblent sincères peuvent coûter un douzième"
            " du budget du jour.",
            id="hour, by itself",
        ),
        pytest.param(
            MoneyRule.MARGIN, 0,
            "A margin of 0% is added to Twilio's price when money is set aside.",
            "Une marge de 0 % s'ajoute au tarif quand l'argent est mis de côté.", id="no margin",
        ),
    ],
)  # fmt: skip
def test_a_rule_of_money_is_said_as_it_is_now(rule, value, english, french):
    done = MoneyRuleChanged(8, rule, value, "EUR")

    assert said(money_rule_changed_screen(done, EN)) == english
    assert said(money_rule_changed_screen(done, FR)) == french
    assert taps(money_rule_changed_screen(done, EN)) == [["undo:8"]]


def test_a_price_below_the_list_is_asked_about():
    asked = PriceQuestion(5, "FR", 50_000, 79_800, "EUR")

    assert said(price_question_screen(asked, EN)) == (
        "Twilio's list says €0.0798 for an SMS to FR. At €0.05, too little would be set aside, and"
        " the budgets could be passed. Count €0.05 all the same?"
    )
    assert said(price_question_screen(asked, FR)) == (
        "Le tarif de Twilio est de 0,0798 € pour un SMS vers FR. À 0,05 €, trop peu serait mis de"
        " côté, et les budgets pourraient être dépassés. Compter 0,05 € quand même ?"
    )
    assert labels(price_question_screen(asked, EN)) == [["Count €0.05"], ["Cancel"]]
    assert taps(price_question_screen(asked, EN)) == [["confirm:5"], ["discard:5"]]


@pytest.mark.parametrize(
    ("micros", "english", "french"),
    [
        pytest.param(
            80_000, "An SMS to FR counts as €0.08 from now on, whatever Twilio lists.",
            "Un SMS vers FR compte 0,08 € désormais, quel que soit le tarif de Twilio.",
            id="by hand",
        ),
        pytest.param(
            None, "An SMS to FR counts as Twilio lists it.",
            "Un SMS vers FR compte au tarif de Twilio.", id="as listed",
        ),
    ],
)  # fmt: skip
def test_a_price_that_was_fixed_says_what_counts(micros, english, french):
    assert said(price_fixed_screen(PriceFixed("FR", micros, "EUR"), EN)) == english
    assert said(price_fixed_screen(PriceFixed("FR", micros, "EUR"), FR)) == french
    assert price_fixed_screen(PriceFixed("FR", micros, "EUR"), EN).rows == []
