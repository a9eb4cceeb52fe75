"""Every sentence exists in French and in English, and fits."""

import re
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from bot.command_list import COMMANDS
from bot.handlers.prompts import ASKS, IN_LANGUAGE
from bot.screens.menu import FIRST, KEYS, MORE, THEMES
from bot.screens.notices import OTHER_KEYS, SENTENCES, notice_screen
from hotline.checkup_words import Reader
from hotline.domain import subjects
from hotline.domain.acts import RULES, UNDOABLE, Act
from hotline.domain.approvals import NEVER, Shared
from hotline.domain.checkups import ASSURABLE, Check
from hotline.domain.detection.drains import DrainRule
from hotline.domain.detection.evidence import Kind, Sign
from hotline.domain.first_steps import STEPS
from hotline.domain.health import PARTS
from hotline.domain.inbounds import InboundKind
from hotline.domain.modes import Mode
from hotline.domain.money import Cap
from hotline.domain.proposals import ProposalStatus
from hotline.domain.reasons import Reason
from hotline.domain.refusals import Refusal
from hotline.domain.replies import ReplyStatus
from hotline.domain.roles import Role
from hotline.domain.sounds import Level
from hotline.domain.written.guesses import Kindness
from hotline.gateways.redis_problems import RedisProblem
from hotline.store.errands import ErrandKind
from hotline.store.upkeep.invariants import Invariant
from hotline.usecases.incidents.mute_incident import MutedUntil, MuteReason
from hotline.usecases.incidents.show_traffic import TrafficState
from hotline.usecases.incidents.summarise_incident import IncidentOver
from hotline.usecases.money.change_money_rule import MoneyRule
from hotline.usecases.replies.show_held import GROUPS
from hotline.usecases.reports.find_names import Names
from hotline.usecases.reports.show_stats import Period
from hotline.usecases.senders.reveal_number import Why
from hotline.usecases.setup.change_rule import STEPS as RULE_STEPS
from hotline.usecases.setup.change_rule import HotlineRule
from hotline.usecases.team.mark_unreachable import OrganizerUnreachable
from hotline.words import LANGUAGES, LOCALE_FOLDER, Words

# Acts that the card of an incident tells of, and those that ask once more from it.
_CARDS = (
    *("raid", "raid_unguarded", "suspended", "unsure", "surge", "drain"),
    *("over.raid", "over.surge", "over.drain"),
)
_ON_CARDS = (
    Act.ACKNOWLEDGE, Act.BLOCK, Act.BLOCK_MANY, Act.UNBLOCK_MANY, Act.RELEASE_GENUINE,
    Act.RELEASE_REPLIES, Act.DROP_REPLIES, Act.DROP_HELD, Act.DISMISS, Act.GUARD, Act.UNGUARD,
    Act.SUSPEND, Act.CHANGE_END, Act.RESUME, Act.AWAKE, Act.MUTE, Act.REOPEN_INCIDENT,
)  # fmt: skip
_ASKED = (Act.BLOCK_MANY, Act.RELEASE_GENUINE, Act.DROP_HELD, Act.DISMISS,
          Act.RELEASE_REPLIES, Act.DROP_REPLIES)  # fmt: skip
ROOT = Path(__file__).parents[2]
_SPEAKING = ("bot", "hotline", "simulator")


def catalogue(language):
    with (LOCALE_FOLDER / f"{language}.po").open("rb") as file:
        return {message.id: message for message in read_po(file, locale=language) if message.id}


def key(message_id):
    return message_id[0] if isinstance(message_id, tuple) else message_id


def found_by_the_doctor(codes):
    """What is fine, by name; what is not, as the checks name it or put it together."""
    named = re.findall(r"(?:wrong|advice|unknown|kind)\(\s*Check\.([A-Z_]+), \"([a-z_]+)\"", codes)
    fault = ("nowhere", "elsewhere", "method", "no_retries", "no_fallback", "application")
    return (
        {str(check) for check in Check}
        | {f"{Check[check]}.{problem}" for check, problem in named}
        | {f"parts.silent_{part}" for part in PARTS}
        | {f"{check}.{how}" for check in ("texts", "calls") for how in fault} | {"calls.trunk"}
        | {f"{check}.{how}" for check in ASSURABLE for how in ("never", "long_ago")}
        | {f"{check}.{how}" for check in ("texts", "calls")
           for how in ("other_path", "fallback_elsewhere")}
        | {"address.unreachable", "address.certificate", "address.redirected", "address.unwell",
           "address.down", "address.somebody_elses", "address.in_the_clear"}
        | {"unasked", "failed", "too_slow", "balance.is", "prices.is"}
        | {f"{way}.{reader}" for way in ("set", "say") for reader in Reader}
        | {f"clock.skewed_{whose}" for whose in ("postgresql", "provider")}
        | {f"balance.{how}" for how in ("of_another", "unsaid")}
    )  # fmt: skip


_IN_SEVERAL_SENTENCES = {Act.CHANGE_BUDGET, Act.RESUME, Act.CHANGE_MONEY_RULE}


def keys_in_code():
    """Keys written out in the code, and those that are put together from known words."""
    files = [path for room in _SPEAKING for path in (ROOT / room).rglob("*.py")]
    source = "\n".join(path.read_text() for path in files)
    written = set(re.findall(r'words(?:\.count)?\(\s*"([a-z_.]+)"', source))
    codes = "\n".join(path.read_text() for path in (ROOT / "hotline").rglob("*.py")) + source
    by_cap = ("budget", "budget.question", "budget.changed")
    untold = {act for act in Act if not RULES[act].is_told}
    asked_about = {act for act in Act if RULES[act].approval != NEVER}
    return (
        written
        | {"box.bot", "box.bot_edited"}
        | {"status.planned", "status.held", "refusal.bug", "refusal.store_away", "refusal.too_slow"}
        | {f"refusal.{code}" for code in Refusal}
        | {f"status.mode.{mode}" for mode in Mode}
        | {f"part.{part}" for part in PARTS}
        | {f"{what}.{command}" for what in ("command", "typed") for command in COMMANDS}
        | {f"language.{language}" for language in LANGUAGES}
        | {f"undone.{act}" for act in UNDOABLE}
        | {key for kind, sentence in SENTENCES.items() for key in sentence.keys(kind)}
        | OTHER_KEYS
        | {f"{key}.{cap}" for key in by_cap for cap in Cap}
        | {f"button.raise_{cap}" for cap in Cap}
        | {f"rule.{rule}" for rule in (*MoneyRule, *HotlineRule)} | {"rule.repeat_never"}
        | {f"doctor.{one}" for one in found_by_the_doctor(codes)}
        | {f"assured.{one}" for one in ASSURABLE}
        | {f"button.assure_{one}" for one in ASSURABLE}
        | {f"first.title.{step}" for step in STEPS}
        | {"first.hello", "first.resume", "button.first_begin", "button.first_go_on",
           "button.first_next", "button.first_end", "doctor.to_mend", "doctor.to_know",
           "doctor.not_looked"} | {f"elsewhere.{mode}" for mode in Mode}
        | {f"status.errand.{kind}" for kind in ErrandKind}
        | {f"incident.sign.{sign}" for sign in Sign}
        | {f"incident.drain.{rule}" for rule in DrainRule}
        | {f"incident.act.{act}" for act in _ON_CARDS}
        | {f"{name}.{act}" for name in ("incident.question", "incident.done") for act in _ASKED}
        | {f"button.do_{act}" for act in _ASKED}
        | {f"why.{why}" for why in GROUPS}
        | {f"verify.{invariant}" for invariant in Invariant}
        | {f"reason.{reason}" for reason in Reason}
        | {f"{what}.{one}" for what in ("reply_status", "stats.status") for one in ReplyStatus}
        | {f"incident.kind.{kind}" for kind in Kind}
        | {"resume.question", "resume.question_raid", "resume.done", "resume.done_guarded",
           "button.stay", "button.stay_suspended", "incident.done.dismiss_suspended",
           "incident.urgency.none", "incident.urgency.unguarded"}
        | {f"incident.{line}.{state}" for line in ("title", "by_itself") for state in _CARDS}
        | {f"help.{one}" for one in THEMES} | {f"help.title.{one}" for one in THEMES}
        | {"elsewhere.raid", "elsewhere.unattended"}
        | {"ring.now", "ring.silent", "help.end", "help.end_observer",
           "start.next", "start.next_observer", "incident.more", "incident.no_more"}
        | {"incident.title.dismissed", "incident.act.resume.by_itself",
           "incident.act.unguard.by_itself"}
        | {f"button.hush_{one}" for one in (*MutedUntil, *MuteReason)}
        | {f"on_call.{one}{who}" for one in ("open", "until") for who in ("", "_you")}
        | {f"rule.{step}" for step in RULE_STEPS} | {f"button.{step}" for step in RULE_STEPS}
        | {f"refusal.proposal_gone.{one}" for one in (*ProposalStatus, "late")}
        | {f"{key}{noted}" for key in ("block.for_ever", "block.until") for noted in ("", "_noted")}
        | {"button.block_for_ever", "button.block_until"} | {f"kind.{one}" for one in Kindness}
        | {"incident.kind.dismissed", "sender.reply", "sender.reply_due"}
        | {"incident.pace", "incident.pace_over", "button.dismiss", "button.dismiss_other"}
        | {f"{name}.{role}" for name in ("role", "member.may") for role in Role}
        | {f"button.{verb}_{role}" for verb in ("invite", "make") for role in Role}
        | {f"alerts.level.{level}" for level in Level} | {f"button.level.{one}" for one in Level}
        | {f"button.{what}_{to}" for what in ("raids", "mute", "texts") for to in ("on", "off")}
        | {"alerts.raids_on", "alerts.raids_off", "alerts.texts_on", "alerts.texts_off"}
        | {f"reveal.why.{why}" for why in Why}
        | {f"{name}.{one}" for name in ("stats.title", "stats.period") for one in Period}
        | {f"picture.by_{unit}" for unit in ("hour", "day", "month")}
        | {f"picture.stats.{one}" for one in Period}
        | {f"picture.state.{one}" for one in TrafficState}
        | {f"picture.mode.{one}" for one in (Mode.GUARDED, Mode.SUSPENDED)}
        | {f"log.act.{act}" for act in untold}
        | {f"key.{command}" for command in KEYS}
        | {f"menu.{command}" for rows in (FIRST, MORE) for row in rows for command in row}
        | {"menu.suspend", "menu.resume"}
        | {f"ask.{what}" for what in (*ASKS, *IN_LANGUAGE)} | {"versions.line", "versions.line_now"}
        | {f"shared.{one}" for one in Shared} | {"shared.on", "shared.off"}
        | {"button.share_on", "button.share_off"}
        | {f"doctor.queue.{one}" for one in RedisProblem}
        | {f"what.{act}" for act in asked_about - _IN_SEVERAL_SENTENCES}
        | {f"what.{Act.CHANGE_MONEY_RULE}.{rule}"
           for rule in ("margin", "hour", "hour_auto", "reply")}
        | {f"what.{Act.CHANGE_BUDGET}.{cap}" for cap in Cap}
        | {f"what.{Act.RESUME}.{how}" for how in ("keep", "genuine", "drop")}
        | {"join.already", "fund.question", "fund.question_noted", "budget.question.day_limited",
           "picture.budget_holds", "picture.budget_used_up", "budget.fund", "budget.fund_noted"}
        | {f"why_not.{reason}" for reason in Reason} | {f"sender.{kind}" for kind in InboundKind}
        | {f"fate.{one}" for one in ReplyStatus}
        | {f"fate.{one}_only" for one in ("held", "dropped", "failed")}
        | {f"what.{act}" for act in (Act.REMOVE_REPLY_TEXT, Act.CHOOSE_LANGUAGE)}
    )  # fmt: skip


def test_there_are_two_languages():
    assert LANGUAGES == ("en", "fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_the_code_says_is_there(language):
    have = {key(message_id) for message_id in catalogue(language)}

    assert keys_in_code() - have == set()


def test_no_sentence_is_there_for_nothing():
    have = {key(message_id) for message_id in catalogue("en")}
    variants = {
        name for name in have if name.startswith("refusal.") and name.endswith(("_by", "_by_you"))
    }
    # Only reasons that change with the number have one.
    variants |= {f"stats.reason.{reason}" for reason in Reason}

    assert have - variants - keys_in_code() - {"refusal.other", "unit.day", "unit.moment"} == set()


def test_both_languages_have_the_same_sentences_with_the_same_blanks():
    english, french = catalogue("en"), catalogue("fr")
    assert set(english) == set(french)

    def blanks(message):
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        return [{name for _, name, _, _ in Formatter().parse(text) if name} for text in texts]

    for message_id, message in english.items():
        assert blanks(message) == blanks(french[message_id]), message_id
        assert "" not in (message.string, french[message_id].string), message_id


def test_plurals_and_money_follow_each_language():
    fr, en = Words("fr"), Words("en")

    assert fr.count("senders.texts", 0) == "0 texto"
    assert en.count("senders.texts", 0) == "0 texts"
    assert (
        fr.money(1_234_500_000, "EUR").replace("\u202f", " ").replace("\xa0", " ") == "1 234,50 €"
    )
    assert en.money(80_000, "EUR") == "€0.08"
    assert en.money(79_800, "EUR") == "€0.0798"


def test_values_are_escaped_and_never_formatted_again():
    found = Words("en")("start.hello", name="<b>{x}</b> & Co")

    assert found == "Hello &lt;b&gt;{x}&lt;/b&gt; &amp; Co. You are on the hotline's team."


def test_an_unknown_language_falls_back():
    assert Words("de")("hotline") == "the hotline"


def told(kind, facts, names=Names(), words=Words("en")):  # noqa: B008
    return notice_screen(
        kind, facts.to_facts(), names, words, now=datetime(2026, 11, 21, tzinfo=UTC)
    )


def test_the_end_of_an_incident_is_told_in_counts_and_amounts():
    facts = IncidentOver(
        kind=Kind.RAID, messages=305, senders=41, sent=1, spent_micros=160_000, held=40,
        held_micros=6_400_000, dropped=0, saved_micros=42_200_000, currency="EUR", seconds=60,
        peak_per_minute=83, subject=subjects.incident(3),
    )  # fmt: skip

    assert told("incident_over", facts).text == (
        "Incident 3 is over: 305 texts and calls from 41 senders, 1 reply for €0.16."
        " Still to leave: 0 (€0.00); still held: 40. Saved against answering everything: €42.20."
    )


@pytest.mark.parametrize(("by", "begins"), [(None, "One of you"), ("Alice", "Alice")])
def test_who_has_never_written_is_told_of_without_a_name(by, begins):
    screen = told("organizer_unreachable", OrganizerUnreachable(2), Names(by=by))

    assert screen.text.startswith(begins)
