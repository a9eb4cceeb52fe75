"""Organizers change the margin and the highest price of a reply."""

from datetime import timedelta

from hotline.usecases.money.change_money_rule import MoneyRule, change_money_rule
from hotline.usecases.proposals.undo_act import undo_act
from hotline.usecases.replies.send_reply import send_reply
from hotline.usecases.reply_texts.draft_reply_text import draft_reply_text
from tests.support.inbounds import a_text, figures, one, receive
from tests.support.refusals import refused


def test_the_margin_is_set_aside_and_undone(database, gateway, origin, alice, now):
    done = change_money_rule(alice, MoneyRule.MARGIN, 25, database=database, now=now)
    receive(database, a_text(now))
    send_reply(1, database=database, gateway=gateway, origin=origin, now=now + timedelta(hours=1))
    assert figures(database) == (100_000, 0)

    undo_act(alice, done.audit_id, database=database, now=now)
    assert one(database, "SELECT margin_percent FROM settings") == 0
    refused("overtaken", undo_act, alice, done.audit_id, database=database, now=now)
    refused("rule_unchanged", change_money_rule, alice, MoneyRule.MARGIN, 0, database=database,
            now=now)  # fmt: skip
    refused("margin_too_wide", change_money_rule, alice, MoneyRule.MARGIN, 201, database=database,
            now=now)  # fmt: skip


def test_a_text_whose_reply_would_cost_too_much_is_refused(database, alice, now):
    change_money_rule(alice, MoneyRule.REPLY, 150_000, database=database, now=now)
    draft_reply_text(alice, "a" * 160, language="fr", database=database, now=now)

    refused(
        "text_too_dear",
        draft_reply_text,
        alice,
        "a" * 161,
        language="fr",
        database=database,
        now=now,
    )
