"""What must vanish vanishes: a revealed number, a number that was typed, what people wrote."""

import pytest

from bot.screens.reveal import revealed_screen
from bot.transport.messenger import Messenger
from bot.transport.rate_limit import RateLimit
from hotline.domain.numbers import holds_number
from hotline.store.database import Database
from hotline.store.migrate import migrate
from hotline.store.upkeep.fund_notes import read_fund_note
from hotline.usecases.senders.reveal_number import Revealed
from hotline.usecases.setup.migrate_secrets import migrate_secrets
from hotline.wiring import utc_now
from hotline.words import Words
from simulator.chat.user_actions import forward, share_contact
from simulator.faults import Fault
from tests.store.test_migrations import fresh_engine
from tests.support.bots import wait_for
from tests.support.cast import ALICE, HIM, PASTED
from tests.support.inbounds import a_text, one, receive, rows


def deleted(chat):
    return [e.message.get("text", "") for e in list(chat.events) if e.kind == "deleted"]


@pytest.fixture
def him(database):
    receive(database, a_text(utc_now(), HIM))


@pytest.mark.parametrize("fault", ["429", "cut_before", "cut_after"])
def test_a_number_that_cannot_be_shown_in_time_is_not_shown_at_all(hand, chat, him, fault):
    asked = hand.say("/reveal #1")
    options = {"seconds": 3600} if fault == "429" else {}
    chat.faults.add(Fault(fault, on="editMessageText", options=options))
    hand.forge("reveal:1:danger", asked)
    hand.wait_for_text("did not show the number")

    wait_for(lambda: deleted(chat))
    sent = [e.message for e in list(chat.events) if e.kind == "sent"]
    assert not [m for m in sent if HIM in str(m)]
    left = [m for m in chat.messages.values() if HIM in str(m.get("text"))]
    assert left == []


def test_what_must_vanish_has_its_own_way_out_and_no_other():
    screen = revealed_screen(Revealed(1, HIM), Words("en"))
    messenger = Messenger(None, RateLimit())

    for way in (messenger.answer(1, screen), messenger.edit(1, 2, screen)):
        with pytest.raises(ValueError, match="vanish"):
            way.send(None)
    assert screen.vanishes
    assert not revealed_screen(Revealed(1, None), Words("en")).vanishes


@pytest.mark.parametrize(
    "command", ["/block {}", "/unblock {}", "/sender {}", "/reveal {}", "/block {} 24h insultes"]
)
@pytest.mark.parametrize("number", ["+33612345678", "06 12 34 56 78", "+33 (0)6-12-34-56-78"])
def test_a_number_that_was_typed_does_not_stay_in_the_chat(hand, chat, him, command, number):
    said = command.format(number)
    hand.say(said)

    wait_for(lambda: said in deleted(chat))


def test_a_number_that_completes_a_command_or_is_shared_does_not_stay_either(hand, chat, him):
    hand.forge("ask:block", hand.shown()[-1])
    hand.wait_for_text("Write whom to block")
    hand.write("0612345678")
    wait_for(lambda: "0612345678" in deleted(chat))
    before = len(deleted(chat))
    share_contact(chat, chat.people[ALICE], "33612345678", "Lourd")
    wait_for(lambda: len(deleted(chat)) > before)


def test_a_forwarded_number_does_not_stay_though_nobody_obeys_it(hand, chat, him):
    forward(chat, chat.people[ALICE], f"C'est lui : {HIM}", whose="Somebody")

    wait_for(lambda: any(HIM in text for text in deleted(chat)))


def test_a_contact_is_no_text_for_senders(hand, chat, database, him):
    hand.forge("ask:reply_fr", hand.shown()[-1])
    before = len(hand.shown())
    share_contact(chat, chat.people[ALICE], "33612345678", "Lourd")

    wait_for(lambda: deleted(chat) and len(hand.shown()) > before)
    assert rows(database, "SELECT count(*) FROM drafts") == [(0,)]


@pytest.mark.parametrize(
    ("more", "answer"),
    [
        ("; 06 87 65 43 21", "Block these 2 senders? Nobody is blocked yet."),
        ("#2", "I do not know #2, so nothing was done for the others either."),
        ("24h avec 06 87 65 43 21", "Senders come first, and no number belongs in the reason"),
    ],
)
def test_of_two_senders_at_once_nobody_is_blocked_unasked(hand, database, him, more, answer):
    hand.say(f"/block #1 {more}")

    hand.wait_for_text(answer)
    assert rows(database, "SELECT count(*) FROM senders WHERE blocked_at IS NOT NULL") == [(0,)]


def test_what_holds_no_number_stays(hand, chat, him):
    for said in ("/block #1 24h insultes", "/budget day 20.50", "/reply Appelle le 0800 05 95 95."):
        hand.say(said)
    hand.say("/status")

    assert deleted(chat) == []


@pytest.mark.parametrize("pasted", PASTED)
def test_a_number_is_seen_however_it_is_pasted(pasted):
    assert holds_number(f"/block {pasted} 24h")


@pytest.mark.parametrize(
    "text", ["#412 24h insults", "day 20.50", "0.08", "200 cagnotte", "100000000"]
)
def test_an_amount_or_a_handle_is_no_number(text):
    assert not holds_number(text)


def everything_in_clear(database):
    """Every text and JSON in every table."""
    found = []
    for table in ("ledger_entries", "audit_entries", "notices", "proposals", "fund_notes"):
        found += [str(row) for row in rows(database, f"SELECT * FROM {table}")]
    return "\n".join(found)


def test_where_money_comes_from_is_only_in_the_vault_and_still_told(hand, other, database):
    hand.tap("Raise", hand.say('/fund 20 "don de Claire Martin"'))

    told = other.wait_for_text("don de Claire Martin")
    assert "Alice" in told["text"]
    assert "Claire Martin" in hand.say("/budget")["text"] or "Claire Martin" in str(hand.texts())
    assert "Claire" not in everything_in_clear(database)


def test_notes_of_an_older_program_are_hidden_and_still_shown(hotline):
    """From the schema before, as its `migrate` left it, to this one."""
    engine = fresh_engine(hotline, "older_notes")
    migrate(engine, revision="0016")
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO ledger_entries (kind, day, spent_micros, reserved_micros, budget_micros,"
            " note, created_at) VALUES ('fund', '2026-11-01', 0, 0, 5000000, 'don de Claire',"
            " '2026-11-01')"
        )
        for kept in ("audit_entries (verb", "notices (organizer_id, next_try_at, kind"):
            verb = "'fund'" if kept.startswith("audit") else "1, '2026-11-01', 'act.fund'"
            if kept.startswith("notices"):
                connection.exec_driver_sql(
                    "INSERT INTO organizers (telegram_hash, telegram_secret, name_secret, key_id,"
                    " role, joined_at) VALUES ('', '', '', '', 'owner', now())"
                )
            connection.exec_driver_sql(
                f"INSERT INTO {kept}, facts, created_at) VALUES ({verb},"
                ' \'{"micros": 5000000, "note": "don de Claire"}\', \'2026-11-01\')'
            )
        connection.exec_driver_sql("DELETE FROM secret_keys")
    migrate(engine)
    older = Database(engine, hotline.database.vault)
    migrate_secrets(database=older)
    migrate_secrets(database=older)

    assert "Claire" not in everything_in_clear(older)
    assert one(older, "SELECT count(*) FROM clear_fund_notes") == 0
    assert one(older, "SELECT facts->'fund_id' FROM audit_entries") == 1
    with older.transaction() as connection:
        assert read_fund_note(connection, older.vault, 1) == "don de Claire"
    # The entries are append-only again.
    with pytest.raises(Exception, match="append-only"), older.transaction() as connection:
        connection.exec_driver_sql("UPDATE ledger_entries SET day = '2026-11-02'")
    engine.dispose()
