"""What somebody sees once an act that they confirmed is done: a screen for each result."""

from typing import get_args

import pytest

from bot.screens.act_screens import ACT_SCREENS, act_screen
from hotline.domain.acts import Act
from hotline.domain.approvals import Shared
from hotline.domain.money import Cap, Figures
from hotline.domain.roles import Role
from hotline.usecases.incidents.block_incident_senders import BlockedMany
from hotline.usecases.incidents.dismiss_incident import Dismissed
from hotline.usecases.lines.set_line_webhooks import Pointed
from hotline.usecases.lines.unplug import Unplugged
from hotline.usecases.mode.reopen import Resumed
from hotline.usecases.money.change_budget import BudgetChanged
from hotline.usecases.money.change_currency import CurrencyChanged
from hotline.usecases.money.change_money_rule import MoneyRule, MoneyRuleChanged
from hotline.usecases.money.fix_price import PriceFixed
from hotline.usecases.proposals.act_table import Done
from hotline.usecases.proposals.set_approval_rule import ApprovalRuleChanged
from hotline.usecases.replies.release_held_for_budget import Released
from hotline.usecases.replies.settle_held_replies import Settled
from hotline.usecases.reply_texts.publish_text import TextPublished
from hotline.usecases.reply_texts.remove_text import TextRemoved
from hotline.usecases.senders.order_block import BlockedSeveral
from hotline.usecases.setup.change_delay import DelayChanged
from hotline.usecases.setup.choose_language import LanguageChosen
from hotline.usecases.team.change_role import RoleChanged
from hotline.usecases.team.lock_organizer import Locked, Unlocked
from hotline.usecases.team.remove_organizer import Removed
from tests.support.cast import LINE
from tests.support.screens import EN, FR, NOW, a_backlog, check_screen, read

DONE = [
    (Unplugged(8, [LINE]), "Unplugging: ", "Débranchement en cours : "),
    (Pointed(8, [LINE]), "Being done at Twilio;", "C'est en cours chez Twilio ;"),
    (CurrencyChanged(8, "USD"), "The hotline counts in USD now.", "La ligne compte maintenant en"),
    (BudgetChanged(8, Cap.DAY, 30_000_000, 0, "EUR", Figures(), Figures()),
     "The day's budget is €30.00.", "Le budget du jour est de 30,00 €."),
    (PriceFixed("FR", None, "EUR"), "An SMS to FR counts", "Un SMS vers FR compte"),
    (Released(1), "1 reply that was held", "1 réponse retenue"),
    (BlockedSeveral((3, 5), None, NOW, 1, 80_000, "EUR"), "<b>#3, #5</b> are blocked.",
     "<b>#3, #5</b> sont bloqués."),
    (DelayChanged(8, 300), "New replies wait 5 min.", "Les nouvelles réponses attendront 5 min."),
    (BlockedMany(1, 1, 80_000, "EUR", 8), "Blocked: 1 sender.", "Bloqué : 1 expéditeur."),
    (Settled(Act.DROP_REPLIES, a_backlog(1), "EUR"), "1 reply dropped.", "1 réponse abandonnée."),
    (Dismissed(0, 0, is_suspended=False, audit_id=8),
     "The hotline is open.", "La ligne est ouverte."),
    (RoleChanged(2, Role.OWNER), "Done. The role has changed", "C'est fait : son nouveau rôle"),
    (Removed(2, is_oneself=False), "Done: out of the team", "Fait : hors de l'équipe"),
    (Resumed(0, is_guarded=False), "<b>Open again.</b>", "<b>Ligne rouverte.</b>"),
    (TextPublished(8, "fr", ["FR"]), "Changed. Senders from", "C'est changé. Voici"),
    (TextRemoved(8, "nl", {"fr": ["BE"]}), "The text in Dutch", "Le texte en néerlandais"),
    (LanguageChosen(8, "BE", "nl", "nl"), "Chosen. Belgium: replies", "C'est choisi. Belgique :"),
    (MoneyRuleChanged(7, MoneyRule.MARGIN, 5, "EUR"), "", ""),
    (Locked(2, 7), "Locked.", "C'est gelé."),
    (Unlocked(2), "Unlocked", "C'est dégelé"),
    (ApprovalRuleChanged(frozenset({Shared.UNPLUG})), "<b>Two people</b>",
     "<b>Deux personnes</b>"),
]  # fmt: skip


def test_every_result_has_its_screen():
    results = {type(done) for done, _, _ in DONE}

    assert results == set(get_args(Done)) == set(ACT_SCREENS)


@pytest.mark.parametrize(
    ("done", "english", "french"), DONE, ids=[type(done).__name__ for done, _, _ in DONE]
)
def test_what_was_done_is_said(done, english, french):
    assert read(check_screen(act_screen(done, EN)).text).startswith(english)
    assert read(check_screen(act_screen(done, FR)).text).startswith(french)
