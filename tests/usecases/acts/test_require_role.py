"""An observer sees everything and changes nothing."""

from hotline.domain.modes import Backlog
from hotline.domain.money import Cap
from hotline.domain.people import Organizer
from hotline.domain.roles import Role
from hotline.usecases.mode.resume import resume
from hotline.usecases.mode.suspend import suspend
from hotline.usecases.money.add_funds import add_funds
from hotline.usecases.money.change_budget import change_budget
from hotline.usecases.money.change_money_rule import MoneyRule, change_money_rule
from hotline.usecases.money.fix_price import fix_price
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from hotline.usecases.proposals.undo_act import undo_act
from hotline.usecases.replies.release_held_for_budget import release_held_for_budget
from hotline.usecases.reply_texts.confirm_draft import confirm_draft
from hotline.usecases.reply_texts.draft_reply_text import draft_reply_text, write_reply_text
from hotline.usecases.reply_texts.remove_text import remove_text
from hotline.usecases.senders.block_sender import block_sender
from hotline.usecases.senders.unblock_sender import unblock_sender
from hotline.usecases.setup.change_delay import change_delay
from tests.support.inbounds import a_text, receive
from tests.support.records import audited
from tests.support.refusals import refused

EURO = 1_000_000


def test_an_observer_sees_and_does_not_act(database, alice, now):
    receive(database, a_text(now))
    olga = Organizer(alice.id, 7, "Olga", Role.OBSERVER)
    draft = draft_reply_text(alice, "x", language="fr", database=database, now=now).draft_id
    acts = [
        (suspend, ()), (resume, (Backlog.KEEP,)), (block_sender, ("#1",)),
        (unblock_sender, ("#1",)), (change_delay, (60,)), (draft_reply_text, ("hop",)),
        (remove_text, ("en",)), (write_reply_text, ("hop",)), (confirm_draft, (draft,)),
        (undo_act, (1,)),
    ]  # fmt: skip
    for act, arguments in acts:
        named = {resume: {"mode_version": 0}, draft_reply_text: {"language": "fr"}}
        more = named.get(act, {})
        refused("not_allowed", act, olga, *arguments, database=database, now=now, **more)

    assert audited(database) == []


def test_an_observer_changes_nothing_about_money(database, alice, now):
    from dataclasses import replace

    observer = replace(alice, role="observer")
    asked = change_budget(alice, Cap.DAY, 80 * EURO, database=database, now=now)
    for do, arguments in (
        (change_budget, (Cap.DAY, 1)),
        (add_funds, (EURO, "x")),
        (change_money_rule, (MoneyRule.MARGIN, 1)),
        (fix_price, ("FR", 1)),
        (release_held_for_budget, ()),
        (confirm_proposal, (asked.proposal_id,)),
    ):
        refused("not_allowed", do, observer, *arguments, database=database, now=now)
