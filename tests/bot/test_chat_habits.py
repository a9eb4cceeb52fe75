"""The chat network as it is: ids drawn afresh, topics, groups that refuse, edits, strangers."""

from datetime import timedelta

import pytest

from hotline.store.team_group import read_team_group
from hotline.usecases.incidents.watch_traffic import Memory
from hotline.wiring import utc_now
from simulator.chat.network import Group, Person
from simulator.chat.user_actions import (
    correct,
    delete_then_make_super,
    forward,
    number_afresh,
    say,
    share_contact,
    tell_migration,
)
from tests.support.afternoons import a_raid, live_through
from tests.support.bots import wait_for
from tests.support.cast import ALICE, BRUNO, HIM
from tests.support.inbounds import a_text, one, receive, rows


def mode(database):
    return one(database, "SELECT mode FROM settings")


def group_of(database):
    with database.transaction() as connection:
        return read_team_group(connection, database.vault)


def in_group(chat, group):
    return [e.message["text"] for e in chat.events if e.chat_id == group.id and "text" in e.message]


def a_forum(chat, **more):
    group = Group(-100200, "Team", is_super=True, **more)
    chat.groups[group.id] = group
    return group


@pytest.mark.parametrize("first", [1_000, 2_000_000_000, 7])
def test_updates_that_are_numbered_afresh_are_heard(hand, chat, database, first):
    number_afresh(chat, 900_000_000)
    assert hand.say("/status")["text"].startswith("Open.")
    number_afresh(chat, first)
    for _ in range(3):
        assert hand.say("/status")["text"].startswith("Open.")
    assert hand.say("/suspend")["text"]
    assert mode(database) == "suspended"
    # All are confirmed: nothing waits, and nothing is polled again and again.
    wait_for(lambda: not chat.updates)


def test_a_hundred_that_wait_under_new_numbers_are_all_handled(hand, chat, database):
    hand.say("/status")
    number_afresh(chat, 1_000)
    before = one(database, "SELECT count(*) FROM handled_updates")
    for _ in range(150):
        say(chat, chat.people[ALICE], "/status")
    wait_for(lambda: one(database, "SELECT count(*) FROM handled_updates") >= before + 150)
    wait_for(lambda: not chat.updates)


def test_a_topic_is_kept_and_written_to(hand, chat, database, now):
    group = a_forum(chat, topics=frozenset({77}))
    say(chat, chat.people[ALICE], "/here", group=group, topic=77)
    hand.wait_for_text("The team's group is set")
    assert group_of(database).thread_id == 77
    live_through(database, a_raid(minutes=2), utc_now() - timedelta(minutes=2), memory=Memory())
    wait_for(
        lambda: (
            len(in_group(chat, group)) >= 3
            or [e for e in chat.events if e.chat_id == group.id and e.kind == "sent"][1:]
        )
    )
    threads = [
        one_request["parameters"].get("message_thread_id")
        for one_request in chat.requests
        if one_request["method"].lower() in ("sendmessage", "sendphoto")
        and str(one_request["parameters"].get("chat_id")) == str(group.id)
    ]
    assert {str(one_thread) for one_thread in threads} == {"77"}


@pytest.mark.parametrize("more", [{"topics": frozenset({5})}, {"may_write": False}])
def test_a_group_that_refuses_is_answered_in_private_and_not_used(hand, chat, database, more):
    group = a_forum(chat, **more)
    say(chat, chat.people[ALICE], "/here", group=group)

    hand.wait_for_text("I may not write in that group")
    assert group_of(database) is None


def test_a_group_that_refuses_does_not_replace_one_that_takes_the_cards(hand, chat, database):
    group = a_forum(chat)
    say(chat, chat.people[ALICE], "/here", group=group)
    hand.wait_for_text("The team's group is set")
    other_group = Group(-100300, "Silent", is_super=True, may_write=False)
    chat.groups[other_group.id] = other_group
    say(chat, chat.people[ALICE], "/here", group=other_group)

    hand.wait_for_text("I may not write in that group")
    assert group_of(database).chat_id == group.id


@pytest.mark.parametrize("may_delete", [True, False])
def test_a_number_in_the_group_is_deleted_or_its_author_is_asked_to(
    hand, chat, database, may_delete
):
    receive(database, a_text(utc_now(), HIM))
    group = a_forum(chat, may_delete=may_delete)
    say(chat, chat.people[ALICE], "/here", group=group)
    hand.wait_for_text("The team's group is set")
    said = say(chat, chat.people[ALICE], f"/block {HIM}", group=group)

    if may_delete:
        wait_for(lambda: (group.id, said["message_id"]) not in chat.messages)
    else:
        hand.wait_for_text("Please delete it yourself")


def test_a_group_that_refuses_later_is_told_to_its_owners_once(hand, other, chat, database):
    group = a_forum(chat)
    say(chat, chat.people[ALICE], "/here", group=group)
    hand.wait_for_text("The team's group is set")
    group.may_write = False
    live_through(database, a_raid(minutes=2), utc_now() - timedelta(minutes=2), memory=Memory())

    hand.wait_for_text("The team's group takes no message of mine.")
    query = "SELECT count(*) FROM notices WHERE kind = 'group_refuses'"
    assert one(database, query) == 2


def test_a_group_that_seems_deleted_and_became_a_supergroup_is_followed(hand, chat, database):
    group = a_forum(chat)
    say(chat, chat.people[ALICE], "/here", group=group)
    hand.wait_for_text("The team's group is set")
    moved = delete_then_make_super(chat, group)
    live_through(database, a_raid(minutes=2), utc_now() - timedelta(minutes=2), memory=Memory())
    wait_for(lambda: group_of(database) is None)
    tell_migration(chat, chat.people[ALICE], group, moved)

    wait_for(lambda: (found := group_of(database)) and found.chat_id == moved.id)
    wait_for(lambda: [e for e in chat.events if e.chat_id == moved.id and e.kind == "sent"])


def test_what_was_not_understood_is_read_again_when_it_is_corrected(hand, chat, database):
    receive(database, a_text(utc_now()))
    me = chat.people[ALICE]
    for wrong, right in (("/blok #1", "/block #1"), ("/delay soon", "/delay 30m")):
        before = len(hand.shown())
        message = say(chat, me, wrong)
        wait_for(lambda: len(hand.shown()) > before)  # noqa: B023
        correct(chat, message, right)
        wait_for(lambda: len(hand.shown()) > before + 1)  # noqa: B023
    verbs = rows(database, "SELECT verb FROM audit_entries ORDER BY id")
    assert verbs == [("block",), ("change_delay",)]


def test_what_was_obeyed_is_not_obeyed_again_when_it_is_edited(hand, chat, database):
    me, before = chat.people[ALICE], len(hand.shown())
    message = say(chat, me, "/status")
    wait_for(lambda: len(hand.shown()) > before)
    correct(chat, message, "/suspend")
    assert hand.say("/delay 30m")["text"]

    assert mode(database) == "open"


def test_what_is_forwarded_is_not_obeyed(hand, chat, database):
    me = chat.people[ALICE]
    forward(chat, me, "/suspend", whose="Somebody")
    hand.wait_for_text("I obey nothing that is forwarded")
    hand.say("/block")
    before = len(hand.shown())
    forward(chat, me, "+33612345678", whose="Somebody")
    wait_for(lambda: len(hand.shown()) > before)
    assert hand.say("/status")["text"].startswith("Open.")

    assert rows(database, "SELECT verb FROM audit_entries") == []


@pytest.mark.parametrize("number", ["33612345678", "+33612345678", "06 12 34 56 78"])
def test_a_shared_contact_is_a_number_that_is_typed(hand, chat, database, number):
    receive(database, a_text(utc_now(), HIM))
    before = len(hand.shown())
    share_contact(chat, chat.people[ALICE], number, "Lourd")
    wait_for(lambda: len(hand.shown()) > before)
    assert "#1" in hand.texts()[-1]
    hand.forge("ask:block", hand.shown()[-1])
    hand.wait_for_text("Write whom to block")
    share_contact(chat, chat.people[ALICE], number, "Lourd")
    hand.wait_for_text("is blocked")

    assert rows(database, "SELECT verb FROM audit_entries") == [("block",)]


def test_who_takes_a_colleagues_name_is_told_apart_and_told_of(hand, other, chat, database):
    chat.people[BRUNO].first_name = "Аlice"
    other.say("/status")
    told = hand.wait_for_text("is now called")
    assert "Bruno is now called Аlice (2)" in told["text"]
    assert "Alice (2)" not in hand.say("/team")["text"].replace("А", "X")
    other.say("/status")
    assert one(database, "SELECT count(*) FROM notices WHERE kind = 'renamed'") == 1


def test_while_strangers_write_by_the_thousand_the_team_goes_first(hand, chat, database):
    strangers = [Person(500_000 + n, f"S{n}") for n in range(1500)]
    with chat.changed:
        for stranger in strangers:
            chat.people[stranger.id] = stranger
            say(chat, stranger, "salut")
        for stranger in strangers[:200]:
            say(chat, stranger, "/start aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
    before = one(database, "SELECT count(*) FROM handled_updates")
    assert hand.say("/suspend")["text"]

    assert mode(database) == "suspended"
    # The strangers who brought no invitation cost no row, and nobody got an answer.
    assert one(database, "SELECT count(*) FROM handled_updates") - before <= 202
    assert [e for e in chat.events if e.chat_id >= 500_000 and e.kind == "sent"] == []
