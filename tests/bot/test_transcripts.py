"""Dialogues in both languages, kept as scripts in `transcripts/`: read them there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from hotline.domain.approvals import Shared
from hotline.domain.checkups import Check, advice, fine, unknown, wrong
from hotline.domain.first_steps import STEPS
from hotline.domain.modes import Mode
from hotline.domain.people import Organizer
from hotline.domain.roles import Role
from hotline.store.checkups import finish_checkups, waiting_checkups
from hotline.store.database import Database
from hotline.store.organizers import add_organizer, change_organizer
from hotline.store.prices import put_price
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.mode.end_suspension import end_suspension
from hotline.usecases.proposals.lapse_proposals import lapse_proposals
from hotline.usecases.reply_texts.send_previews import send_previews
from hotline.usecases.reports.tell_digest import tell_digest
from simulator.chat.network import Group
from simulator.chat.user_actions import make_super, put_out
from tests.support.bots import running_bot, text_of, wait_for
from tests.support.cast import ALICE, BRUNO, CLARA, HIM, LINE, RAIDER
from tests.support.inbounds import a_call, a_text, one, receive
from tests.support.transcripts import Clock, Phone, Transcript

LANGUAGES = ("en", "fr")


@dataclass
class Stage:
    """What a dialogue is played on. Alice and Bruno are owners."""

    transcript: Transcript
    database: Database
    clock: Clock
    language: str

    def phone(self, person: int) -> Phone:
        return self.transcript.phone(person)

    def finish(self, name: str) -> None:
        self.transcript.finish(f"{self.language}/{name}")


@pytest.fixture(params=LANGUAGES)
def stage(request, hotline, chat, chat_url, alice, bruno) -> Iterator[Stage]:
    clock = Clock()
    for person in chat.people.values():
        person.language_code = request.param
    with hotline.database.transaction() as connection:
        change_settings(connection, language=request.param)
        put_price(connection, "FR", "EUR", 80_000, clock.now)
        for organizer in (alice, bruno):
            change_organizer(connection, organizer.id, language=request.param, joined_at=clock.now)
            chat.people[organizer.telegram_id].started = True
    title = request.node.originalname.removeprefix("test_").replace("_", " ").capitalize()
    with running_bot(hotline, chat_url, clock):
        yield Stage(Transcript(chat, title, request.param), hotline.database, clock, request.param)


@pytest.fixture
def clara(stage) -> Organizer:
    """An organizer who has been there for an hour."""
    vault, joined_at = stage.database.vault, stage.clock.now - timedelta(hours=1)
    values = {"name_secret": vault.hide("Clara"), "language": stage.language}
    with stage.database.transaction() as connection:
        number = add_organizer(connection, vault, CLARA, role=Role.ORGANIZER, now=joined_at)
        change_organizer(connection, number, **values)
    stage.transcript.chat.people[CLARA].started = True
    return Organizer(number, CLARA, "Clara", Role.ORGANIZER, stage.language)


def token_in(message):
    return re.search(r"start=([A-Za-z0-9_-]+)", text_of(message)).group(1)


def test_somebody_is_invited_and_joins(stage):
    alice, bruno, clara = stage.phone(ALICE), stage.phone(BRUNO), stage.phone(CLARA)
    alice.say("/team")
    alice.tap("invite:who")
    alice.tap("invite:organizer")
    link = token_in(stage.transcript.events(ALICE)[-1].message)
    bruno.sees()
    clara.say(f"/start {link}")
    alice.sees()
    bruno.sees()
    bruno.sees()
    clara.sees()
    bruno.tap("agree:")
    alice.sees()
    bruno.sees()
    clara.sees()
    stage.clock.go_on(minutes=10)
    alice.tap("member:3")
    bruno.say("/team")
    stage.transcript.note("Clara tries what only owners may")
    clara.say("/invite")
    stage.finish("invitation")


def test_a_link_is_withdrawn_and_is_good_for_one_only(stage):
    alice, clara = stage.phone(ALICE), stage.phone(CLARA)
    alice.say("/invite")
    alice.tap("invite:observer")
    link = token_in(stage.transcript.events(ALICE)[-1].message)
    alice.tap("withdraw:1")
    stage.phone(BRUNO).sees(times=2)
    clara.say(f"/start {link}", is_answered=False)
    stage.transcript.note("Clara gets no answer")
    alice.say("/team")
    assert stage.transcript.events(CLARA) == []
    stage.finish("withdrawn-invitation")


def test_a_role_changes_and_somebody_goes(stage, clara):
    alice, bruno = stage.phone(ALICE), stage.phone(BRUNO)
    them = stage.phone(CLARA)
    alice.say("/team")
    alice.tap(f"member:{clara.id}")
    alice.tap(f"role:{clara.id}:observer")
    alice.tap("confirm")
    bruno.sees()
    them.sees()
    them.say("/suspend")
    alice.say("/team")
    alice.tap(f"member:{clara.id}")
    alice.tap(f"remove:{clara.id}")
    alice.tap("confirm")
    bruno.sees()
    them.say("/status", is_answered=False)
    stage.transcript.note("Clara gets no answer. Alice would leave, then Bruno")
    alice.tap("team:all")
    alice.tap("member:1")
    alice.tap("remove:1")
    alice.tap("confirm")
    bruno.sees()
    bruno.say("/team")
    bruno.tap("member:2")
    bruno.tap("remove:2")
    stage.finish("roles")


def test_a_lost_phone_is_locked(stage, clara):
    alice, bruno, them = stage.phone(ALICE), stage.phone(BRUNO), stage.phone(CLARA)
    them.say("/lock")
    them.tap("lock:2")
    alice.sees()
    bruno.say("/suspend", is_answered=False)
    stage.transcript.note("Bruno's phone gets no answer")
    them.say("/lock")
    them.tap("lock:1")
    stage.clock.go_on(minutes=30)
    alice.tap("member:2")
    alice.tap("unlock:2")
    bruno.sees()
    them.sees()
    them.tap("undo:")
    stage.finish("lost-phone")


def test_the_phone_for_the_night(stage):
    alice, bruno = stage.phone(ALICE), stage.phone(BRUNO)
    alice.say("/oncall")
    alice.tap("phone:1:morning")
    bruno.sees()
    bruno.say("/oncall")
    bruno.tap("phone:2:open")
    alice.sees()
    bruno.tap("undo:")
    alice.sees()
    stage.clock.go_on(minutes=30)
    bruno.say("/test")
    bruno.sees()
    stage.finish("night")


def test_the_team_has_a_group(stage):
    alice, bruno = stage.phone(ALICE), stage.phone(BRUNO)
    group = Group(-4001, "Nuit")
    stage.transcript.chat.groups[group.id] = group
    alice.say("/here")
    alice.say("/here", group=group)
    alice.sees_in(group)
    bruno.sees()
    bruno.say("/here", group=group)
    stage.transcript.note("The group becomes a supergroup; commands there are answered in private")
    moved = make_super(stage.transcript.chat, alice.person, group)
    wait_for(lambda: stage.transcript.chat.updates == [])
    bruno.say("/suspend", group=moved)
    alice.sees()
    stage.transcript.note("Somebody puts the bot out of the group")
    put_out(stage.transcript.chat, alice.person, moved)
    alice.sees()
    bruno.sees()
    stage.finish("group")


def test_everything_by_tapping(stage):
    alice = stage.phone(ALICE)
    receive(stage.database, a_text(stage.clock.now, RAIDER))
    alice.say("/start")
    alice.types("menu")
    alice.tap("go:delay")
    alice.tap("delay:7200")
    stage.phone(BRUNO).sees()
    alice.types("menu")
    alice.tap("go:menu:more")
    alice.tap("go:block")
    alice.tap("block:1")
    stage.phone(BRUNO).sees()
    alice.types("menu")
    alice.tap("go:menu:more")
    alice.tap("go:unblock")
    alice.tap("unblock:1")
    stage.phone(BRUNO).sees()
    alice.tap("go:menu")
    alice.tap("go:suspend")
    stage.phone(BRUNO).sees()
    alice.types("menu")
    alice.tap("go:resume")
    alice.tap("resume:1:stay")
    stage.finish("menu")


def test_words_complete_what_a_button_began(stage):
    alice = stage.phone(ALICE)
    alice.say("50")
    alice.say("/budget")
    alice.tap("ask:budget_day")
    alice.say("fifty")
    alice.say("60,5")
    alice.tap("confirm")
    stage.phone(BRUNO).sees()
    alice.say("60")
    alice.say("/budget")
    alice.tap("ask:fund")
    alice.tap("ask:nothing")
    alice.say("200")
    stage.transcript.note("A command ends what was begun; so do a quarter of an hour")
    alice.say("/fund")
    alice.say("/status")
    alice.say("200")
    alice.say("/fund")
    stage.clock.go_on(minutes=15)
    alice.say("200")
    stage.finish("words")


BLOCKS = {
    "en": ("/block #1 for two days insults", "/block #1, #2 and #3 24 hours threats",
           "/block #2 insults for a while"),
    "fr": ("/block #1 pendant deux jours insultes", "/block #1, #2 et #3 24 heures menaces",
           "/block #2 insultes pendant longtemps"),
}  # fmt: skip


def test_senders_are_blocked_as_people_write_it(stage):
    alice, bruno = stage.phone(ALICE), stage.phone(BRUNO)
    receive(
        stage.database, *(a_text(stage.clock.now, who) for who in (HIM, RAIDER, "+33611111111"))
    )
    one_of_them, all_of_them, unsure = BLOCKS[stage.language]
    alice.say(one_of_them)
    bruno.sees()
    alice.tap("undo:")
    bruno.sees()
    alice.say(all_of_them)
    alice.tap("confirm:")
    bruno.sees(times=3)
    alice.tap("unblock:")
    bruno.sees(times=3)
    alice.say(unsure)
    alice.tap("discard:")
    alice.say("/block #2 #99")
    stage.finish("blocks")


ENDS = {"en": ("for two hours", "3h"), "fr": ("pendant deux heures", "3h")}


def test_a_suspension_gets_another_end(stage):
    alice, bruno = stage.phone(ALICE), stage.phone(BRUNO)
    receive(stage.database, a_text(stage.clock.now))
    first, then = ENDS[stage.language]
    alice.say("/suspend")
    bruno.sees()
    alice.say(f"/suspend {first}")
    bruno.sees()
    bruno.say(f"/suspend {then}")
    alice.sees()
    bruno.tap("undo:")
    alice.sees()
    alice.say(f"/suspend {first}")
    stage.clock.go_on(hours=2)
    end_suspension(database=stage.database, now=stage.clock.now)
    alice.sees()
    bruno.sees()
    stage.finish("suspension")


SLIPS = {"en": ("/stauts", "/suspnd 2h", "help", "hello"),
         "fr": ("/eatt", "/suspndre 2h", "aide", "bonjour")}  # fmt: skip


def test_a_slip_of_the_thumb_is_guessed(stage):
    alice = stage.phone(ALICE)
    alice.say("/start")
    status, act, word, kindness = SLIPS[stage.language]
    alice.say(status)
    alice.tap("go:status")
    alice.say(act)
    alice.say(word)
    alice.tap("go:help")
    alice.say(kindness)
    stage.finish("slips")


def test_two_people_raise_the_budget(stage, clara):
    alice, bruno, them = stage.phone(ALICE), stage.phone(BRUNO), stage.phone(CLARA)
    alice.say("/team")
    alice.tap("share:all")
    alice.tap("share:raise_budget:on")
    bruno.sees()
    them.sees()
    alice.say("/budget day 80")
    alice.tap("confirm:")
    bruno.sees()
    them.sees()
    them.tap("agree:")
    bruno.sees()
    alice.sees()
    stage.transcript.note("Clara hears of the act as well, since it was Alice's")
    them.sees()
    bruno.tap("agree:")
    stage.finish("two-people")


def test_a_second_person_declines_or_nobody_answers(stage, clara):
    alice, bruno, them = stage.phone(ALICE), stage.phone(BRUNO), stage.phone(CLARA)
    with stage.database.transaction() as connection:
        change_settings(connection, two_people=list(Shared))
    alice.say("/fund 200 cagnotte")
    alice.tap("confirm:")
    bruno.sees()
    them.sees()
    bruno.tap("decline:")
    alice.sees()
    alice.say("/team")
    alice.tap("share:all")
    alice.tap("share:unplug:off")
    bruno.sees()
    them.sees()
    stage.clock.go_on(minutes=61)
    lapse_proposals(database=stage.database, now=stage.clock.now)
    alice.sees()
    bruno.tap("agree:")
    stage.finish("two-people-declined")


def test_in_a_raid_a_new_text_and_opening_need_two(stage):
    alice, bruno = stage.phone(ALICE), stage.phone(BRUNO)
    with stage.database.transaction() as connection:
        change_settings(
            connection,
            mode=Mode.GUARDED,
            guard_since=stage.clock.now,
            two_people=[Shared.RESUME_IN_RAID],
        )
    receive(stage.database, a_text(stage.clock.now, RAIDER))
    alice.say("/reply Un texte pendant un raid.")
    alice.tap("keep_draft:")
    bruno.sees()
    bruno.tap("agree:")
    bruno.sees()
    alice.sees()
    alice.say("/resume")
    alice.tap("resume:1:keep")
    bruno.sees()
    alice.tap("discard:")
    bruno.tap("agree:")
    stage.finish("two-people-in-a-raid")


def _answer_in(stage, *countries):
    """Replies may go there, for eight cents each."""
    with stage.database.transaction() as connection:
        change_settings(connection, countries=list(countries))
        for country in countries:
            put_price(connection, country, "EUR", 80_000, stage.clock.now)


def test_reply_texts_in_languages_and_variants(stage):
    _answer_in(stage, "FR", "BE", "DE")
    alice, bruno = stage.phone(ALICE), stage.phone(BRUNO)
    alice.say("/reply")
    alice.tap("text:more")
    alice.tap("ask:reply_de")
    alice.say("Nein heißt nein.\n---\nLass sie bitte in Ruhe.\n---")
    alice.tap("keep_draft:")
    bruno.sees()
    alice.say("/reply Elle a dit non. Respectez son choix. Merci.")
    alice.tap("draft_in:")
    alice.tap("discard_draft:")
    alice.say("/reply fr: Elle a dit non. Respectez son choix. Merci.")
    alice.tap("keep_draft:")
    bruno.sees()
    stage.clock.go_on(days=1)
    bruno.say("/reply fr")
    bruno.tap("versions:fr:0")
    bruno.tap("version:fr:1")
    bruno.tap("reuse:fr:1")
    bruno.tap("keep_draft:")
    alice.sees()
    stage.finish("reply-texts")


def test_a_country_with_several_languages(stage):
    _answer_in(stage, "FR", "BE")
    alice, bruno = stage.phone(ALICE), stage.phone(BRUNO)
    alice.say("/reply nl: Nee is nee. Laat haar met rust.")
    alice.tap("speaks:all")
    alice.tap("speaks:BE:nl")
    bruno.sees()
    alice.tap("ask:reply_nl")
    alice.say("Nee is nee. Laat haar met rust.")
    alice.tap("keep_draft:")
    bruno.sees()
    stage.transcript.note("Alice changes her mind twice")
    alice.tap("undo:")
    bruno.sees()
    alice.say("/reply nl: Nee. Laat haar met rust.")
    alice.tap("keep_draft:")
    bruno.sees()
    stage.clock.go_on(days=1)
    alice.say("/reply nl")
    alice.tap("remove_text:nl")
    alice.tap("confirm:")
    bruno.sees()
    alice.tap("undo:")
    bruno.sees()
    stage.finish("belgium")


def test_a_text_that_nobody_gets_and_a_draft_that_is_too_old(stage):
    _answer_in(stage, "FR")
    alice, bruno = stage.phone(ALICE), stage.phone(BRUNO)
    alice.say("/reply it: Ha detto di no.")
    alice.tap("keep_draft:")
    bruno.sees()
    alice.tap("undo:")
    bruno.sees()
    alice.say("/reply Reçu. Elle a dit non.")
    stage.clock.go_on(hours=2)
    stage.transcript.note("two hours later she taps the old button")
    alice.tap("keep_draft:")
    alice.tap("draft_in:")
    alice.tap("keep_draft:")
    bruno.sees()
    stage.finish("nobody-gets-it")


def test_why_somebody_gets_no_reply(stage):
    alice, bruno = stage.phone(ALICE), stage.phone(BRUNO)
    now = stage.clock.now
    minute = timedelta(minutes=1)
    receive(stage.database, a_text(now - 9 * minute), a_text(now - 8 * minute, "+12025550123"))
    receive(stage.database, a_call(now - 7 * minute))
    receive(stage.database, a_text(now - 6 * minute, RAIDER, "STOP"))
    alice.say("/sender #1")
    alice.say("/sender #2")
    alice.say("/sender #3")
    alice.say("/block #1")
    bruno.sees()
    receive(stage.database, a_text(now))
    alice.say("/sender #1")
    stage.finish("why-not")


def test_the_text_on_ones_own_handset(stage, provider):
    alice = stage.phone(ALICE)
    alice.say("/reply")
    alice.tap("ask:handset_")
    alice.say("01 42 68 53 00")
    alice.sees()
    alice.say("06 12 34 56 78")
    alice.sees()
    stage.phone(BRUNO).sees()
    send_previews(
        database=stage.database, gateway=provider.sms, reply_from=None, now=stage.clock.now
    )
    alice.sees()
    stage.finish("handset")


def test_a_number_is_seen_for_a_minute(stage):
    alice, bruno = stage.phone(ALICE), stage.phone(BRUNO)
    receive(stage.database, a_text(stage.clock.now, RAIDER))
    alice.say("/reveal #1")
    alice.tap("reveal:1:complaint")
    alice.sees(times=2)
    bruno.sees()
    stage.clock.go_on(minutes=1)
    alice.sees()
    stage.finish("reveal")


def test_everybody_chooses_what_sounds_and_what_they_see(stage):
    alice = stage.phone(ALICE)
    receive(stage.database, a_text(stage.clock.now, RAIDER, body="sale <b>truc</b>"))
    alice.say("/sender #1")
    alice.tap("read:1")
    alice.say("/alerts")
    alice.tap("alerts:texts")
    alice.tap("alerts:level:important")
    alice.tap("alerts:hours")
    alice.tap("alerts:quiet:22-8")
    alice.tap("alerts:mute")
    alice.say("/alerts quiet 25-3")
    alice.say("/sender #1")
    alice.say("/alerts")
    for answer in ("table:wrong", "rich:on"):
        alice.tap("alerts:table:ask")
        alice.sees()
        alice.tap(f"alerts:{answer}")
    alice.tap("alerts:rich:off")
    stage.finish("alerts")


def test_figures_of_a_day_and_who_did_what(stage):
    alice, bruno = stage.phone(ALICE), stage.phone(BRUNO)
    alice.say("/stats")
    now = stage.clock.now
    receive(
        stage.database,
        a_text(now - timedelta(hours=20), HIM),
        a_text(now - timedelta(hours=2), RAIDER),
        a_text(now - timedelta(hours=1), RAIDER),
        a_call(now - timedelta(minutes=5), "+33611111111"),
        a_call(now - timedelta(minutes=4), "anonymous"),
    )
    alice.say("/block #2 24h insultes")
    bruno.sees()
    alice.say("/stats")
    alice.tap("stats:week")
    bruno.say("/log")
    bruno.say("/sender #2")
    bruno.tap("log:on:2:0")
    stage.finish("figures")


def test_a_digest_each_day_and_a_picture_on_mondays(stage):
    bruno = stage.phone(BRUNO)
    bruno.say("/alerts")
    bruno.tap("alerts:digest:8")
    stage.clock.go_on(days=1)
    receive(stage.database, a_text(stage.clock.now, HIM))
    tell_digest(database=stage.database, now=stage.clock.now)
    bruno.sees()
    stage.transcript.note("On Monday")
    stage.clock.go_on(days=1)
    tell_digest(database=stage.database, now=stage.clock.now)
    bruno.sees()
    stage.finish("digest")


def found_by_a_worker(stage, *findings):
    """What a worker would write; which problems there are is tested with the checks."""
    wait_for(lambda: one(stage.database, "SELECT count(*) FROM checkups WHERE done_at IS NULL"))
    with stage.database.transaction() as connection:
        ids = waiting_checkups(connection, stage.clock.now)
        kept = [finding.as_json() for finding in findings]
        finish_checkups(connection, ids, kept, stage.clock.now)


def test_the_doctor_says_what_is_wrong_and_mends_it(stage):
    alice, bruno = stage.phone(ALICE), stage.phone(BRUNO)
    alice.say("/doctor")
    stage.transcript.note("the worker looks")
    found_by_a_worker(
        stage,
        wrong(Check.TEXTS, "elsewhere", line=LINE, host="demo.twilio.com"),
        wrong(Check.SENDER, "french_mobile", sender=LINE),
        wrong(Check.BALANCE, "currency", theirs="USD", ours="EUR"),
        unknown(Check.COUNTRIES, "unsaid", countries=["FR", "BE"]),
        advice(Check.TEAM, "out_of_reach", count=2),
        advice(Check.KEY_BACKUP, "never"),
        fine(Check.PARTS),
        fine(Check.ACCOUNT),
        fine(Check.PRICES, age_seconds=7200),
    )
    alice.sees()
    alice.tap("assure:key_backup")
    bruno.sees()
    alice.tap("currency:USD")
    alice.tap("confirm")
    bruno.sees()
    alice.tap("point")
    alice.tap("confirm")
    bruno.sees()
    alice.tap("checkup")
    found_by_a_worker(stage, *ALL_IS_WELL)
    alice.sees()
    stage.finish("doctor")


ALL_IS_WELL = (
    fine(Check.PARTS),
    fine(Check.LINE, line=LINE),
    fine(Check.LINE, line=LINE),
    fine(
        Check.BALANCE,
        micros=84_200_000,
        currency="EUR",
        days=40,
        earlier_micros=91_000_000,
        earlier_at="2026-11-20T09:00:00+00:00",
    ),
    fine(Check.KEY_BACKUP, at="2026-11-20T09:00:00+00:00"),
)


def test_the_first_steps(stage):
    alice = stage.phone(ALICE)
    with stage.database.transaction() as connection:
        change_settings(connection, first_step=STEPS[0])
    alice.say("/start")
    alice.sees()
    alice.tap("first:language")
    alice.tap(f"speak:{stage.language}")
    alice.tap("ask:countries")
    alice.say("france, BE")
    alice.tap("first:text")
    alice.tap("first:delay")
    alice.tap("delay:1800")
    stage.transcript.note("she puts the phone away; the bot is none the wiser")
    alice.say("/start")
    alice.sees()
    alice.tap("first:delay")
    alice.tap("first:budget")
    alice.tap("ask:budget_day")
    alice.say("10")
    alice.tap("first:team")
    alice.tap("invite:who")
    alice.tap("invite:organizer")
    alice.tap("first:test")
    stage.transcript.note("she texts the number from her own phone")
    receive(stage.database, a_text(stage.clock.now))
    alice.tap("first:test")
    alice.tap("first:done")
    alice.say("/start")
    stage.phone(BRUNO).sees(times=3)
    stage.finish("first-steps")


def test_the_first_steps_where_senders_get_another_language(stage):
    """The bot speaks with Alice as she likes, and shows what senders really get."""
    other = {"en": "fr", "fr": "en"}[stage.language]
    with stage.database.transaction() as connection:
        change_settings(connection, first_step=STEPS[0], language=other, countries=["FR", "BE"])
    alice = stage.phone(ALICE)
    alice.say("/start")
    alice.sees()
    alice.tap("first:language")
    alice.tap(f"speak:{stage.language}")
    alice.tap("first:text")
    alice.tap("ask:reply_fr")
    alice.say("Elle a dit non. Respectez son choix. Merci.")
    alice.tap("keep_draft:")
    stage.phone(BRUNO).sees()
    with stage.database.transaction() as connection:
        assert read_settings(connection).language == other
    stage.finish("first-steps-elsewhere")
