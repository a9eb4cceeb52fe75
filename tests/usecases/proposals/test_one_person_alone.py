"""One person alone, whatever they do and in whatever order, brings about nothing that is shared.

Everything that takes two people takes them; a raid is on; replies are held for the raid, the budget
and want of a price. Alice acts alone, time passes, and the worker's tasks run.
"""

from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import text

from hotline.domain.acts import Act
from hotline.domain.approvals import Shared
from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.modes import Backlog
from hotline.domain.money import Cap
from hotline.domain.roles import Role
from hotline.store.prices import put_price
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.incidents.ask_incident_act import ask_incident_act
from hotline.usecases.incidents.guard_again import guard_again
from hotline.usecases.incidents.watch_traffic import Memory
from hotline.usecases.lines.unplug import unplug
from hotline.usecases.mode.end_suspension import end_suspension
from hotline.usecases.mode.resume import resume
from hotline.usecases.mode.suspend import suspend
from hotline.usecases.money.add_funds import add_funds
from hotline.usecases.money.change_budget import change_budget
from hotline.usecases.money.change_money_rule import MoneyRule, change_money_rule
from hotline.usecases.money.fix_price import fix_price
from hotline.usecases.proposals.change_approval_rule import change_approval_rule
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from hotline.usecases.proposals.undo_act import undo_act
from hotline.usecases.replies.release_held_for_budget import release_held_for_budget
from hotline.usecases.replies.settle_held_replies import ask_to_settle_group, settle_one
from hotline.usecases.reply_texts.confirm_draft import confirm_draft
from hotline.usecases.reply_texts.draft_reply_text import draft_reply_text
from hotline.usecases.reply_texts.remove_text import remove_text
from hotline.usecases.reply_texts.reuse_text import reuse_text
from hotline.usecases.senders.block_sender import block_sender
from hotline.usecases.senders.unblock_sender import unblock_sender
from hotline.usecases.setup.change_hotline_language import change_hotline_language
from hotline.usecases.setup.choose_language import choose_language
from hotline.usecases.team.ask_team_act import ask_team_act
from hotline.usecases.team.invite import invite
from hotline.usecases.team.join_team import join_team
from hotline.usecases.team.lock_organizer import lock_organizer, unlock_organizer
from tests.support.afternoons import a_raid, live_through
from tests.support.cast import CLARA, LINE
from tests.support.inbounds import rows
from tests.support.team import come_in

EURO = 1_000_000
OWN_SECOND_ACCOUNT = 990_000


class Alone:
    """Alice's acts, each as she would do it: where a question is asked, she says yes."""

    def __init__(self, alice, database, now):
        self.alice, self.database, self.now = alice, database, now
        self.accounts = 0

    def do(self, use_case, *args, **more):
        done = use_case(self.alice, *args, database=self.database, now=self.now, **more)
        number = getattr(done, "proposal_id", None)
        if number is not None:
            confirm_proposal(self.alice, number, database=self.database, now=self.now)
        return done

    def state(self):
        with self.database.transaction() as connection:
            return read_settings(connection)

    def incident(self):
        return rows(self.database, "SELECT coalesce(max(id), 0) FROM incidents")[0][0]

    def reply(self, which):
        found = rows(self.database, "SELECT id FROM replies ORDER BY id")
        return found[which % len(found)][0]

    def sender(self, which):
        return f"#{1 + which % rows(self.database, 'SELECT max(id) FROM senders')[0][0]}"

    def suspend(self, _):
        self.do(suspend, lasting=timedelta(minutes=1))

    def suspend_for_ever(self, _):
        self.do(suspend)

    def resume(self, which):
        version = self.state().mode_version
        self.do(resume, list(Backlog)[which % len(Backlog)], mode_version=version)

    def undo(self, which):
        found = rows(self.database, "SELECT id FROM audit_entries ORDER BY id DESC")
        undo_act(self.alice, found[which % len(found)][0], database=self.database, now=self.now)

    def guard_again(self, _):
        guard_again(self.alice, self.incident(), database=self.database, now=self.now)

    def dismiss(self, _):
        self.do(ask_incident_act, self.incident(), Act.DISMISS)

    def release_genuine(self, _):
        self.do(ask_incident_act, self.incident(), Act.RELEASE_GENUINE)

    def release_for_budget(self, _):
        self.do(release_held_for_budget)

    def release_one(self, which):
        self.do(settle_one, self.reply(which), Act.RELEASE_REPLIES)

    def release_group(self, which):
        why = ("raid", "budget", "price_unknown", "genuine", "waiting")[which % 5]
        self.do(ask_to_settle_group, why, Act.RELEASE_REPLIES)

    def lower_budget(self, which):
        cap = list(Cap)[which % 2]
        self.do(change_budget, cap, self.state().budget.of(cap) - 10_000)

    def raise_budget(self, which):
        cap = list(Cap)[which % 2]
        self.do(change_budget, cap, self.state().budget.of(cap) + EURO)

    def fund(self, _):
        self.do(add_funds, EURO, "")

    def margin(self, which):
        self.do(change_money_rule, MoneyRule.MARGIN, (0, 5, 20, 50)[which % 4])

    def hour(self, which):
        self.do(change_money_rule, MoneyRule.HOUR, (None, 0, EURO, 99 * EURO)[which % 4])

    def price(self, which):
        country = ("FR", "BE")[which % 2]
        self.do(fix_price, country, (1, 80_000, 100_000, 900_000, None)[which % 5])

    def text(self, which):
        draft = draft_reply_text(
            self.alice,
            f"Autre texte {which}.",
            language="fr",
            database=self.database,
            now=self.now,
        )
        confirm_draft(self.alice, draft.draft_id, database=self.database, now=self.now)

    def former_text(self, _):
        draft = reuse_text(self.alice, "fr", 1, database=self.database, now=self.now)
        confirm_draft(self.alice, draft.draft_id, database=self.database, now=self.now)

    def remove_text(self, which):
        self.do(remove_text, ("fr", "en")[which % 2])

    def choose_language(self, which):
        self.do(choose_language, ("BE", "CH")[which % 2], ("de", "fr", "nl")[which % 3])

    def language(self, which):
        self.do(change_hotline_language, ("en", "fr", "de")[which % 3])

    def invite_oneself(self, which):
        role = list(Role)[which % 3]
        token = invite(self.alice, role, database=self.database, now=self.now).token
        self.accounts += 1
        person = OWN_SECOND_ACCOUNT + self.accounts
        join_team(token, person, name="A", language="fr", database=self.database, now=self.now)

    def role(self, which):
        people = rows(self.database, "SELECT id FROM organizers ORDER BY id")
        whom = people[which % len(people)][0]
        self.do(ask_team_act, whom, [*Role, None][which % 4])

    def lock(self, which):
        people = rows(self.database, "SELECT id FROM organizers ORDER BY id")
        self.do(lock_organizer, people[which % len(people)][0])

    def unlock(self, which):
        people = rows(self.database, "SELECT id FROM organizers ORDER BY id")
        self.do(unlock_organizer, people[which % len(people)][0])

    def share_less(self, which):
        self.do(change_approval_rule, list(Shared)[which % len(Shared)], is_on=False)

    def unplug_line(self, _):
        self.do(unplug, [LINE])

    def block(self, which):
        block_sender(self.alice, self.sender(which), database=self.database, now=self.now)

    def unblock(self, which):
        unblock_sender(self.alice, self.sender(which), database=self.database, now=self.now)

    def wait(self, which):
        self.now += timedelta(minutes=(1, 2, 9, 30)[which % 4])
        end_suspension(database=self.database, now=self.now)


ACTS = sorted(name for name in vars(Alone) if not name.startswith("_"))
for helper in ("do", "state", "incident", "reply", "sender"):
    ACTS.remove(helper)


def shared_state(database):
    """What nobody alone may change for the worse: the larger, the more is let go."""
    with database.transaction() as connection:
        found = read_settings(connection)
        agreeing = connection.execute(
            text(
                "SELECT array_agg(id) FROM organizers WHERE role <> 'observer'"
                " AND removed_at IS NULL AND locked_at IS NULL"
            )
        ).scalar_one()
    prices = dict(rows(database, "SELECT country, micros FROM fixed_prices"))
    texts = rows(
        database,
        "SELECT DISTINCT ON (language) language, body, removed_at FROM reply_texts"
        " ORDER BY language, version DESC",
    )
    left = "SELECT id FROM replies WHERE status IN ('planned', 'sending', 'sent')"
    return {
        "left": {one for (one,) in rows(database, left)},
        "caps": (found.budget.day_micros, found.budget.total_micros, found.hour_cap_micros),
        "margin": found.margin_percent,
        "prices": prices,
        "texts": (texts, found.language, found.country_languages),
        "agreeing": set(agreeing),
        "two_people": found.two_people,
        "is_guarded": found.mode != "open",
        "dismissed": rows(database, "SELECT count(*) FROM incidents WHERE dismissed_at IS NULL"),
        "errands": rows(database, "SELECT count(*) FROM errands"),
    }


def require_nothing_shared(before, after):
    assert after["left"] <= before["left"]
    assert all(now <= then for now, then in zip(after["caps"], before["caps"], strict=True))
    assert after["margin"] >= before["margin"]
    # French SMS cost 80,000 by the list; Belgian ones have no price.
    assert all(country == "FR" and micros > 80_000 for country, micros in after["prices"].items())
    assert after["texts"] == before["texts"]
    assert after["agreeing"] <= before["agreeing"]
    assert after["two_people"] >= before["two_people"]
    assert after["is_guarded"]
    assert after["dismissed"] == before["dismissed"]
    assert after["errands"] == before["errands"]


@pytest.fixture
def raid(database, alice, bruno, now):
    """A raid is guarded against, and three kinds of replies are held; everything takes two."""
    come_in(alice, Role.ORGANIZER, bruno, database, now - timedelta(days=9), CLARA)
    live_through(database, a_raid(minutes=2), now - timedelta(minutes=2), memory=Memory())
    with database.transaction() as connection:
        change_settings(connection, two_people=list(Shared), margin_percent=10)
        put_price(connection, "FR", "EUR", 80_000, now)
        for reason in ("budget", "price_unknown"):
            connection.execute(
                text(
                    "UPDATE replies SET reason = :reason WHERE id IN (SELECT id FROM replies"
                    " WHERE status = 'held' AND reason = 'raid' ORDER BY id LIMIT 3)"
                ),
                {"reason": reason},
            )
        # Long before they expire, however long she waits.
        connection.execute(text("UPDATE replies SET expires_at = expires_at + interval '9 days'"))
    assert shared_state(database)["is_guarded"]
    return Alone(alice, database, now)


@pytest.mark.parametrize("seed", range(30))
def test_whatever_one_person_does_alone_nothing_shared_comes_of_it(raid, seed):
    before, random, done = shared_state(raid.database), Random(seed), []
    for _ in range(40):
        done.append((random.choice(ACTS), random.randrange(100)))
        with suppress(RefusedError, RejectedError):
            getattr(raid, done[-1][0])(done[-1][1])
        require_nothing_shared(before, shared_state(raid.database))


@pytest.mark.parametrize("name", ACTS)
def test_each_act_alone_ten_times(raid, name):
    before = shared_state(raid.database)
    for which in range(10):
        with suppress(RefusedError, RejectedError):
            getattr(raid, name)(which)
    require_nothing_shared(before, shared_state(raid.database))
