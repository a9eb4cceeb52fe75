"""What organizers are told without asking: one sentence for each notice, and buttons to act."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.screens.act_sentences import ACT_SENTENCES
from bot.screens.facts_in_words import proposal_in_words
from bot.screens.screen import Button, Screen, joined
from bot.screens.sentences import Sentence, sentence
from bot.screens.stats import stats_text
from hotline.checkup_words import Reader, finding_in_words
from hotline.domain.acts import act_notice
from hotline.domain.checkups import UNWELL
from hotline.domain.health import ADDRESS_AWAY, ADDRESS_BACK
from hotline.domain.losses import code_of_losses, is_for_losses
from hotline.domain.money import Cap
from hotline.domain.notices import F, NoticeKind
from hotline.usecases.acts import request_approval as second
from hotline.usecases.acts.request_approval import AboutProposal
from hotline.usecases.checkups.report_failing_work import TOO_SLOW, WORK_AGAIN, WORK_FAILING
from hotline.usecases.checkups.tell_silence import PART_ALIVE, PART_SILENT
from hotline.usecases.inbound.count_inbound_cost import INBOUND_COST, InboundCost
from hotline.usecases.incidents import follow_incident, ring_again
from hotline.usecases.incidents.follow_incident import IncidentFacts
from hotline.usecases.incidents.open_incident import INCIDENT_AGAIN
from hotline.usecases.incidents.report_watch_failure import UNWATCHED
from hotline.usecases.incidents.ring_again import GuardedAgain, Unacknowledged
from hotline.usecases.incidents.summarise_incident import INCIDENT_OVER, IncidentOver
from hotline.usecases.lines import run_errands
from hotline.usecases.money.check_ledger import LEDGER_DIFFERS
from hotline.usecases.proposals.approve_proposal import FIRST_AGREEMENT
from hotline.usecases.replies import claim_reply as claim
from hotline.usecases.replies.apply_failure_meaning import COUNTRY_NOT_ENABLED
from hotline.usecases.replies.ask_what_was_sent import UNMATCHED_FOUND, UnmatchedFound
from hotline.usecases.replies.claim_reply import CapReached
from hotline.usecases.replies.halt_sending import (
    NO_ANSWER,
    SENDING_HALTED,
    SENDING_WORKS_AGAIN,
    SendingHalted,
)
from hotline.usecases.replies.record_charge import (
    CHARGED_IN_ANOTHER_CURRENCY,
    PRICE_DRIFT,
    PriceDrift,
)
from hotline.usecases.replies.record_failure import REPLY_UNKNOWN
from hotline.usecases.reply_texts import send_previews
from hotline.usecases.reports.find_names import Names
from hotline.usecases.reports.show_stats import Period
from hotline.usecases.reports.tell_digest import DIGEST, WEEKLY
from hotline.usecases.team import ring_own_phone
from hotline.usecases.team.join_team import ROLE_ASKED
from hotline.usecases.team.mark_unreachable import ORGANIZER_UNREACHABLE
from hotline.usecases.team.recognise_organizer import RENAMED
from hotline.usecases.team.set_team_group import GROUP_REFUSES
from hotline.words import Html, Words

_DIGESTS = {DIGEST: Period.DAY, WEEKLY: Period.WEEK}


def notice_screen(
    kind: str, kept: Mapping[str, Any], names: Names, words: Words, *, now: datetime
) -> Screen:
    """The screen of one notice. `kept`: its facts as JSON.

    Raises KeyError for a kind that only a newer program knows, and UnreadableFactsError.
    """
    if kind == UNWELL.name:
        return _unwell_screen(kept, words, now)
    for digest, period in _DIGESTS.items():
        if kind == digest.name:
            figures = digest.facts.from_facts(kept)
            return Screen(stats_text(words(f"stats.title.{period}"), figures, words))
    if kind in _ABOUT_PROPOSALS:
        return _proposal_screen(kind, AboutProposal.from_facts(kept), names, words, now)
    return SENTENCES[kind].screen(kind, kept, names, words, now=now)


def _unwell_screen(kept: Mapping[str, Any], words: Words, now: datetime) -> Screen:
    """Shows what the hotline found wrong with itself."""
    sentences = [
        Html("• " + finding_in_words(one, Reader.ORGANIZER, words, now=now))
        for one in UNWELL.facts.from_facts(kept).findings
    ]
    text = joined(words("notice.unwell"), *sentences)
    return Screen(text, [[Button(words("menu.doctor"), "go:doctor")]])


def _proposal_screen(
    kind: str, facts: AboutProposal, names: Names, words: Words, now: datetime
) -> Screen:
    what = proposal_in_words(facts, names, words, now=now)
    until = {} if facts.until is None else {"until": words.moment(facts.until, now=now)}
    text = words(f"notice.{kind}", by=names.by or words("somebody"), what=what, **until)
    return Screen(text, _proposal_rows(kind, facts, words))


def _proposal_rows(kind: str, facts: AboutProposal, words: Words) -> list[list[Button]]:
    """Buttons to agree or decline. A draft that nobody agreed to may be confirmed again."""
    if kind == second.SECOND_ASKED.name:
        return [
            [Button(words("button.agree"), f"agree:{facts.proposal_id}")],
            [Button(words("button.decline"), f"decline:{facts.proposal_id}")],
        ]
    if kind == second.SECOND_AGREED.name or facts.draft_id is None:
        return []
    return [[Button(words("button.confirm"), f"keep_draft:{facts.draft_id}")]]


def _cents(facts: InboundCost, words: Words) -> Mapping[str, object]:
    return {"amount": words.cents(facts.micros, facts.currency)}


def _cap_rows(facts: CapReached, _: Names, words: Words) -> list[list[Button]]:
    if facts.offer_micros is None:
        return []
    amount = words.money(facts.offer_micros, facts.currency)
    return [
        [
            Button(
                words(f"button.raise_{facts.cap}", amount=amount),
                f"raise:{facts.cap}:{facts.offer_micros}",
            )
        ],
        [Button(words("button.keep_cap"), f"keep_cap:{facts.cap}")],
    ]


def _card_rows(
    facts: IncidentFacts | Unacknowledged | GuardedAgain, _: Names, words: Words
) -> list[list[Button]]:
    """Buttons of the card, since the card itself may be far up in the chat."""
    number = facts.subject.id
    return [
        [Button(words("button.acknowledge"), f"ack:{number}")],
        [Button(words("button.incident", number=number), f"incident:{number}")],
    ]


def _guarded(facts: Unacknowledged, _: Names) -> str:
    return ".unguarded" if facts.is_unguarded else ""


def _doctor_rows(_: object, __: Names, words: Words) -> list[list[Button]]:
    return [[Button(words("menu.doctor"), "go:doctor")]]


def _unmatched_rows(_: UnmatchedFound, __: Names, words: Words) -> list[list[Button]]:
    return [[Button(words("button.unmatched"), "unmatched:look")]]


# What the codes of losses mean. Their pages: twilio.com/docs/errors/CODE.
_LOSSES = {"30007": ".filtered", "30037": ".disabled"} | dict.fromkeys(
    ("30032", "30033", "30034", "30035"), ".unregistered"
)


def _halt(facts: SendingHalted, _: Names) -> str:
    if facts.code == NO_ANSWER:
        return f".{NO_ANSWER}"
    return _LOSSES.get(code_of_losses(facts.code), ".lost") if is_for_losses(facts.code) else ""


def _over(facts: IncidentOver, words: Words) -> Mapping[str, object]:
    return {
        "messages": words.count("incident.messages", facts.messages),
        "senders": words.count("incident.senders", facts.senders),
        "replies": words.count("incident.replies", facts.sent),
        "held": words.number(facts.held),
        "planned": words.number(facts.planned),
        "planned_amount": words.cents(facts.planned_micros, facts.currency),
    }


def _drift(facts: PriceDrift, _: Names) -> str:
    if facts.is_fixed:
        return ".fixed"
    return "" if facts.percent > 0 else ".less"


def _drift_figures(facts: PriceDrift, _: Words) -> Mapping[str, object]:
    # The margin to set: the next multiple of five that covers the drift.
    margin = -(-max(facts.percent, 0) // 5) * 5
    return {"percent": f"{facts.percent:+d}", "margin": margin}


def _of(
    kind: NoticeKind[F],
    *variants: str,
    choose: Callable[[F, Names], str] | None = None,
    more: Callable[[F, Words], Mapping[str, object]] | None = None,
    rows: Callable[[F, Names, Words], list[list[Button]]] | None = None,
) -> tuple[str, Sentence]:
    return kind.name, sentence(kind.facts, variants or ("",), choose, more=more, rows=rows)


_ABOUT_PROPOSALS = (
    second.SECOND_ASKED.name,
    second.SECOND_AGREED.name,
    second.SECOND_DECLINED.name,
    second.SECOND_OVERTAKEN.name,
    second.SECOND_LAPSED.name,
)
_CAPS = tuple(f".{cap}" for cap in Cap)
SENTENCES: dict[str, Sentence] = dict(
    [
        _of(FIRST_AGREEMENT),
        _of(GROUP_REFUSES),
        _of(RENAMED),
        _of(PART_SILENT, ".web", ".worker", ".redis", choose=lambda facts, _: f".{facts.part}"),
        _of(PART_ALIVE, ".web", ".worker", choose=lambda facts, _: f".{facts.part}"),
        _of(
            ADDRESS_AWAY,
            ".silent",
            ".unwell",
            choose=lambda facts, _: facts.variant,
            rows=_doctor_rows,
        ),
        _of(ADDRESS_BACK),
        _of(
            WORK_FAILING,
            *("", ".too_slow"),
            choose=lambda facts, _: ".too_slow" if facts.error == TOO_SLOW else "",
            rows=_doctor_rows,
        ),
        _of(WORK_AGAIN),
        _of(UNMATCHED_FOUND, rows=_unmatched_rows),
        _of(ROLE_ASKED),
        *((act_notice(act), told) for act, told in ACT_SENTENCES.items()),
        _of(claim.CAP_REACHED, *_CAPS, choose=lambda facts, _: f".{facts.cap}", rows=_cap_rows),
        _of(claim.BUDGET_WARNING, *_CAPS, choose=lambda facts, _: f".{facts.cap}"),
        _of(claim.PRICE_UNKNOWN),
        _of(INBOUND_COST, more=_cents),
        _of(LEDGER_DIFFERS),
        _of(follow_incident.INCIDENT_RAID, rows=_card_rows),
        _of(follow_incident.INCIDENT_SURGE),
        _of(ring_again.INCIDENT_UNACKNOWLEDGED, "", ".unguarded", choose=_guarded, rows=_card_rows),
        _of(ring_again.INCIDENT_LOUDER, "", ".unguarded", choose=_guarded, rows=_card_rows),
        _of(ring_again.INCIDENT_GUARDED_AGAIN, rows=_card_rows),
        _of(
            INCIDENT_AGAIN,
            ".raid",
            ".surge",
            choose=lambda facts, _: f".{facts.kind}",
            rows=_card_rows,
        ),
        _of(INCIDENT_OVER, more=_over),
        _of(
            SENDING_HALTED,
            "",
            f".{NO_ANSWER}",
            ".lost",
            *sorted(set(_LOSSES.values())),
            choose=_halt,
            more=lambda facts, _: {"code": code_of_losses(facts.code) or facts.code},
        ),
        _of(SENDING_WORKS_AGAIN),
        _of(COUNTRY_NOT_ENABLED),
        _of(
            ORGANIZER_UNREACHABLE,
            "",
            ".named",
            choose=lambda _, names: ".named" if names.by else "",
        ),
        _of(CHARGED_IN_ANOTHER_CURRENCY),
        _of(PRICE_DRIFT, "", ".less", ".fixed", choose=_drift, more=_drift_figures),
        _of(REPLY_UNKNOWN),
        *(_of(kind) for kind in run_errands.DONE.values()),
        *(_of(kind) for kind in run_errands.DELAYED.values()),
        *(_of(kind) for kind in run_errands.FAILED.values()),
        _of(ring_own_phone.TEST_RING),
        _of(
            ring_own_phone.TEST_ELSEWHERE,
            "",
            ".none",
            choose=lambda facts, _: "" if facts.addresses else ".none",
        ),
        _of(send_previews.PREVIEW_SENT),
        _of(send_previews.PREVIEW_FAILED),
        _of(send_previews.PREVIEW_UNKNOWN),
        _of(UNWATCHED),
    ]
)
# Notices that are composed in their own way.
OTHER_KEYS = {f"notice.{kind}" for kind in (*_ABOUT_PROPOSALS, UNWELL.name)}
