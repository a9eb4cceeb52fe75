"""Organizers run the hotline: the real bot, polling, over HTTP."""

import pytest

from bot.command_list import COMMANDS
from hotline.domain.acts import Act
from hotline.domain.modes import Mode
from hotline.domain.numbers import read_number
from hotline.domain.replies import ReplyStatus
from hotline.domain.reply_lookups import SentSms
from hotline.store.notices import add_notices
from hotline.store.organizers import change_organizer
from hotline.store.settings import change_settings
from hotline.store.upkeep.unmatched_messages import add_unmatched
from hotline.usecases.mode.suspend import suspend
from hotline.usecases.replies.ask_what_was_sent import UNMATCHED_FOUND, UnmatchedFound
from hotline.wiring import utc_now
from simulator.chat.user_actions import tell_service
from tests.support.bots import Hand, text_of, wait_for
from tests.support.cast import ALICE, BRUNO, HIM, MALLORY, PASTED, RAIDER
from tests.support.inbounds import a_text, one, receive, reply_states, rows


def test_start_greets_by_name_in_their_language_and_sets_the_menu(hand, other, chat):
    assert hand.texts()[0].startswith("Hello Alice.")
    assert other.texts()[0].startswith("Bonjour Bruno.")
    menus = wait_for(lambda: len(chat.commands) == 2 and chat.commands)
    assert menus[f"chat:{ALICE}", ""][0]["description"] == "everything by tapping"
    assert menus[f"chat:{BRUNO}", ""][0]["description"] == "tout, en touchant"


def test_a_stranger_gets_no_answer_whatever_they_send(hand, chat, database):
    stranger = Hand(chat, MALLORY)
    for text in ("/start", "/start invite123", "/suspend", "hello", "/block +33612345678"):
        stranger.write(text)
    shown = hand.say("/suspend")
    stranger.forge(shown["reply_markup"]["inline_keyboard"][0][0]["callback_data"], shown)
    hand.say("/status")

    assert stranger.shown() == []
    methods = [call["method"] for call in chat.requests if call["method"] != "getUpdates"]
    assert str(MALLORY) not in str([call["parameters"] for call in chat.requests])
    assert "answerCallbackQuery" not in methods
    assert rows(database, "SELECT verb FROM audit_entries") == [("suspend",)]


def test_suspending_acts_at_once_is_told_to_the_others_and_undone(hand, other, database):
    shown = hand.say("/suspend")
    assert one(database, "SELECT mode FROM settings") == "suspended"
    other.wait_for_text("Alice a suspendu la ligne. Rien ne part.")

    undone = hand.tap("Undo", shown)
    assert undone["text"].startswith("Undone: open again")
    assert undone["message_id"] == shown["message_id"]
    assert one(database, "SELECT mode FROM settings") == "open"
    other.wait_for_text("Alice a rouvert la ligne")


def test_a_stale_button_says_what_has_happened_since(hand, other, database):
    shown = hand.say("/suspend")
    other.say("/resume")

    stale = hand.tap("Undo", shown)

    assert "Suspended. Nothing leaves any more" not in stale["text"]
    assert stale["text"].startswith("Resumed already, by Bruno at")
    assert "Open. Replies leave when due." in stale["text"]
    assert "Suspend" in str(stale["reply_markup"])
    assert one(database, "SELECT mode FROM settings") == "open"


def test_resuming_asks_what_becomes_of_the_backlog_with_its_price(hand, database, alice):
    now = utc_now()
    receive(database, a_text(now), a_text(now, "+33698765432"))
    suspend(alice, database=database, now=now)

    question = hand.say("/resume")
    assert "2 replies wait: €0.16" in question["text"]
    assert reply_states(database) == [("planned", None)] * 2
    done = hand.tap("Drop 2", question)

    assert done["text"] == "Open again. 2 replies dropped."
    assert reply_states(database) == [("dropped", "dropped_on_resume")] * 2
    again = hand.tap("Keep all 2", question)
    assert "Resumed already, by you" in again["text"]


def test_blocking_by_number_by_handle_and_by_button(hand, other, database):
    receive(database, a_text(utc_now(), RAIDER))
    blocked = hand.say(f"/block {RAIDER}")
    assert blocked["text"].startswith("#1 (+33 6•• ••• •32) is blocked.")
    assert "1 reply dropped: €0.08 saved." in blocked["text"]
    other.wait_for_text("Alice a bloqué #1 (+33 6•• ••• •32). Réponses abandonnées : 1")

    assert hand.tap("Undo", blocked)["text"] == "Undone: the sender is no longer blocked."
    listed = hand.say("/block")
    assert "#1 +33 6•• ••• •32 · 1 text, 0 calls" in listed["text"]
    assert hand.tap("Block #1", listed)["text"].startswith("#1")
    assert hand.say("/unblock #1")["text"].startswith("#1 (+33 6•• ••• •32) is no longer blocked.")
    assert RAIDER not in str(hand.shown()) + str(other.shown())


@pytest.mark.parametrize("pasted", PASTED)
def test_a_number_may_be_pasted_with_a_time_and_a_note(hand, database, pasted):
    receive(database, a_text(utc_now()))

    assert hand.say(f"/block {pasted} 24h Il insiste – encore")["text"].startswith("#1 (")

    assert one(database, "SELECT blocked_until IS NOT NULL FROM senders")
    note = one(database, "SELECT block_note_secret FROM senders")
    assert database.vault.read(note) == "Il insiste – encore"
    assert hand.say(f"/sender {pasted}")["text"].startswith("#1 +33 6")


def test_a_new_reply_text_is_previewed_named_dear_and_confirmed(hand, other, database):
    current = hand.say("/reply")
    assert "1 SMS · GSM-7, 135 units · €0.08 a reply (FR)" in current["text"]

    preview = hand.say("/reply " + "C’est « non », reçu ? " * 4)
    assert "2 SMS · UCS-2" in preview["text"]
    assert '’ (use \'), « (use "), » (use "), ç (use c), an SMS holds' in preview["text"]
    assert "Here: €0.16 a reply instead of €0.08." in preview["text"]
    cheaper = hand.tap("Cheaper spelling · 1 SMS", preview)
    assert 'C\'est "non", recu ?' in cheaper["text"].replace('" non "', '"non"')
    assert "get this from now on: Belgium," in hand.tap("Confirm", cheaper)["text"]
    other.wait_for_text("Alice a changé le texte de la réponse (français, version 2)")

    assert one(database, "SELECT body FROM reply_texts WHERE version = 2").startswith("C'est")
    assert "version 2, by Alice" in hand.say("/reply")["text"]


def test_a_draft_confirmed_twice_changes_the_text_once(hand, database):
    preview = hand.say("/reply autre chose")
    hand.tap("Confirm", preview)

    again = hand.tap_again("Confirm", preview)
    assert "get this from now on" in again["text"]
    assert one(database, "SELECT max(version) FROM reply_texts WHERE language = 'fr'") == 2


def test_the_delay_is_shown_changed_and_undone(hand, database):
    assert "60 min" in text_of(hand.say("/delay"))
    changed = hand.say("/delay 1h30")
    assert one(database, "SELECT delay_seconds FROM settings") == 5400
    hand.tap("Undo", changed)
    assert one(database, "SELECT delay_seconds FROM settings") == 3600


def test_wrong_input_says_what_was_expected(hand):
    assert (
        hand.say("/delay soon")["text"]
        == "I expected a length of time: 45 min, 1h30, two hours or 2 days."
    )
    assert (
        hand.say("/block bob")["text"]
        == "I expected a handle or a number: #412, 06… or +33612345678."
    )
    assert hand.say("/unblock x")["text"].startswith("I expected a handle")
    assert hand.say("/unblock #99")["text"].startswith("I know no such sender.")
    assert hand.say("/language de")["text"].startswith("I speak French and English")
    assert hand.say("go away")["text"].startswith("I did not understand")
    assert hand.say("/nonsense")["text"].startswith("I did not understand")


def test_the_brake_works_whatever_is_written_after_it(hand, database):
    text = hand.say("/suspend now!!")["text"]

    assert text.startswith("Suspended.")
    assert "I could not read for how long" in text
    assert rows(database, "SELECT mode, mode_until FROM settings") == [("suspended", None)]


def test_the_language_is_each_persons_own(hand, other, chat):
    shown = hand.say("/language")
    assert hand.tap("Français", shown)["text"] == "Je vous parle français désormais."
    assert hand.say("/delay")["text"].startswith("Les réponses partent")
    wait_for(lambda: chat.commands[f"chat:{ALICE}", ""][0]["description"].startswith("tout"))
    assert other.say("/language en")["text"] == "I speak English with you now."


def test_status_is_one_glance(hand, database):
    receive(database, a_text(utc_now()))
    text = hand.say("/status")["text"]

    assert text.startswith("Open. Replies leave when due.")
    assert "1 reply is planned: €0.08, which can still be called off." in text
    assert (
        "replies €0.00 + received texts €0.00 = €0.00; owed €0.08, left for replies €50.00" in text
    )
    assert "webhook never seen, worker never seen" in text
    assert "bot" not in text


def test_help_is_by_theme_and_names_every_command(hand):
    shown = hand.say("/help")
    assert "/suspend – " in shown["text"]
    said = ""
    for theme in ("It rings", "Who writes", "The reply", "The money", "The team", "To look back"):
        told = hand.tap(theme, shown)
        said += told["text"]
        shown = hand.tap("‹ Help", told)
    assert [one for one in COMMANDS if f"/{one} – " not in said] == []


def test_hostile_names_and_texts_do_not_break_the_markup(hand, other, chat, database):
    chat.people[ALICE].first_name = "<b>A&amp;lice</b>{x}"
    hand.say("/suspend")
    other.wait_for_text("<b>A&amp;lice</b>{x} a suspendu")
    assert "<script>{by}</script>" in hand.say("/reply <script>{by}</script> &amp; %s")["text"]


SERVICE = {
    "pinned": {"pinned_message": {"message_id": 5, "date": 1,
               "chat": {"id": ALICE, "type": "private"}}},
    "timer": {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
    "photo of the chat": {"new_chat_photo": [
        {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1},
    ]},
    "no photo any more": {"delete_chat_photo": True},
    "background": {"chat_background_set": {"type": {"type": "chat_theme", "theme_name": "🌚"}}},
    "access": {"write_access_allowed": {"from_request": True}},
    "boost": {"boost_added": {"boost_count": 1}},
    "call": {"video_chat_ended": {"duration": 5}},
    "of a newer Telegram": {"chat_mood_changed": {"mood": "calm"}},
    "nothing at all": {},
}  # fmt: skip


@pytest.mark.parametrize("service", SERVICE.values(), ids=SERVICE)
def test_what_telegram_writes_by_itself_is_not_answered(hand, chat, service):
    before = len(hand.shown())

    tell_service(chat, chat.people[ALICE], **service)

    assert hand.say("/status")["text"].startswith("Open.")
    assert len(hand.shown()) == before + 1


def test_a_picture_is_something_that_a_person_said(hand, chat):
    before = len(hand.shown())
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]

    tell_service(chat, chat.people[ALICE], photo=photo)

    assert wait_for(lambda: hand.texts()[before:])[0].startswith("I did not understand")


def test_forged_taps_do_nothing(hand, database):
    shown = hand.say("/suspend")
    before = rows(database, "SELECT id FROM audit_entries")
    for data in (
        "undo:", "undo:x", "undo:-1", "undo:999999999999999999999", "resume:x:keep", "resume:1:all",
        "block:", "block:#99", "nothing:1", "keep_draft:1", "language:de", ":", "undo:1:2:3", "٣:٣",
    ):  # fmt: skip
        hand.forge(data, shown)
    hand.say("/delay")

    assert rows(database, "SELECT id FROM audit_entries") == before


def test_an_observer_sees_and_cannot_act(hand, database, alice):
    with database.transaction() as connection:
        change_organizer(connection, alice.id, role="observer")

    assert hand.say("/suspend")["text"].startswith("You can look but not act")
    assert hand.say("/status")["text"].startswith("Open.")
    assert rows(database, "SELECT verb FROM audit_entries") == []


def test_somebody_removed_is_out_at_the_next_tap(hand, database, alice):
    shown = hand.say("/suspend")
    with database.transaction() as connection:
        change_organizer(connection, alice.id, removed_at=utc_now())
    before = len(hand.shown())
    hand.forge(shown["reply_markup"]["inline_keyboard"][0][0]["callback_data"], shown)
    hand.write("/status")
    wait_for(lambda: one(database, "SELECT count(*) FROM handled_updates") >= 4)

    assert len(hand.shown()) == before
    assert one(database, "SELECT mode FROM settings") == "suspended"


def test_every_act_is_audited_with_its_author(hand, database, alice):
    receive(database, a_text(utc_now()))
    hand.tap("Confirm", hand.say("/reply hop"))
    countries = hand.tap(
        "Languages of our countries", hand.tap("Other languages", hand.say("/reply"))
    )
    hand.tap("Belgium: Dutch", countries)
    hand.tap("All others: English", hand.tap("Languages", hand.tap("Other", hand.say("/reply"))))
    hand.tap("Remove", hand.tap("Remove this text", hand.say("/reply fr")))
    hand.say("/suspend")
    hand.say("/suspend 2h")
    hand.tap("Keep it", hand.say("/resume"))
    for command in ("/block #1", "/unblock #1", "/delay 15m", "/delay again 30d",
                    "/budget day 20", "/budget margin 5",
                    "/budget price FR 0.09", "/plug", "/language fr"):  # fmt: skip
        hand.say(command)
    hand.tap("Je le prends", hand.say("/oncall"))
    hand.tap("Porter", hand.say("/fund 5"))
    hand.tap("Débrancher", hand.say("/unplug"))

    authors = rows(database, "SELECT DISTINCT organizer_id FROM audit_entries")
    verbs = {verb for (verb,) in rows(database, "SELECT verb FROM audit_entries")}
    assert authors == [(alice.id,)]
    # Nothing is held here, and no incident goes on.
    of_incidents = {
        Act.GUARD, Act.UNGUARD, Act.ACKNOWLEDGE, Act.BLOCK_MANY, Act.UNBLOCK_MANY,
        Act.RELEASE_GENUINE, Act.DROP_HELD, Act.DISMISS, Act.REOPEN_INCIDENT,
        Act.AWAKE, Act.MUTE,
        Act.RELEASE_REPLIES, Act.DROP_REPLIES,
    }  # fmt: skip
    # Somebody else takes part in these.
    of_the_team = {
        Act.INVITE, Act.WITHDRAW_INVITATION, Act.JOIN, Act.CHANGE_ROLE, Act.REMOVE_ORGANIZER,
        Act.LOCK, Act.UNLOCK, Act.USE_GROUP, Act.LEAVE_GROUP, Act.SHARE_ACTS, Act.AGREE,
        Act.DECLINE, Act.PREVIEW_TEXT, Act.REVEAL,
        # Of the doctor and the first steps: see their scripts.
        Act.POINT_LINES, Act.ASSURE, Act.CHANGE_COUNTRIES, Act.CHANGE_CURRENCY,
        # After a restore: see below.
        Act.ADOPT_MESSAGES,
    }  # fmt: skip
    assert verbs == set(Act) - {Act.RELEASE_HELD} - of_incidents - of_the_team


def test_the_rules_of_the_hotline_are_tapped_written_and_undone(hand, other):
    shown = hand.say("/delay")
    assert "Each sender gets one reply, for life." in shown["text"]
    changed = hand.tap("90 days", hand.tap("How often", shown))
    assert changed["text"] == "A sender may be answered again after 90 days."
    other.wait_for_text("Alice a changé le nombre de réponses par numéro : de nouveau une après")
    undone = hand.tap("Undo", changed)["text"]
    assert undone == "Undone. Each sender gets one reply, for life."
    assert "may be answered again after 7 days" in hand.say("/delay again 7d")["text"]
    assert "one reply, for life" in hand.say("/delay again never")["text"]
    assert hand.say("/delay again 9999d")["text"].startswith("After 1 to 3650 days")

    steps = hand.tap("If nobody looks after a raid", hand.say("/alerts"))
    asked = hand.tap("Everybody again", steps)
    assert "After 5 min: everybody is told again." in text_of(asked)
    assert "After 10 min" in text_of(hand.tap("10 min", asked))
    assert "After 2 min" in text_of(hand.say("/alerts remind 2m"))
    assert hand.say("/alerts remind 9h")["text"].startswith("A reminder after 1 to 120 minutes")


def test_the_hour_of_a_raid_has_its_own_cap(hand, database):
    shown = hand.say("/budget hour 2")
    assert "In an hour of a raid, replies that look genuine may cost €2.00." in shown["text"]
    assert one(database, "SELECT guard_hour_micros FROM settings") == 2_000_000
    hand.tap("Undo", shown)
    assert one(database, "SELECT guard_hour_micros FROM settings") is None
    hand.say("/budget hour 2")
    assert "a twelfth of the day's budget" in hand.say("/budget hour auto")["text"]


def test_messages_that_nobody_knows_are_looked_at_and_counted_in(hand, database, alice):
    sms = SentSms("SMlost", ReplyStatus.SENT, utc_now(), 1, to=HIM)
    with database.transaction() as connection:
        add_unmatched(connection, database.vault, read_number(HIM), sms)
        change_settings(connection, mode=Mode.SUSPENDED)
        add_notices(connection, UNMATCHED_FOUND, UnmatchedFound(1), now=utc_now())
    told = hand.wait_for_text("SMS have left our number that I do not know: 1.")
    assert "An owner looks at my message" in hand.say("/resume")["text"]
    shown = hand.tap("Look", told)
    assert "1 SMS that I do not know" in shown["text"]
    assert "0.08" in shown["text"]
    assert "Counted in: 1 SMS" in hand.tap("Count them in", shown)["text"]

    assert one(database, "SELECT spent_micros FROM ledger_figures WHERE scope = 'total'") == 80_000
    assert hand.say("/resume")["text"].startswith("Open again")
