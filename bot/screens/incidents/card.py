"""The live card of an incident: five lines, and under them what may be done next.

What it is; whether anybody must do anything; what it costs; who looks after it; what happens by
itself. The rest is folded in a quotation. See also `details` and `buttons`.
"""

from datetime import datetime, timedelta

from bot.screens.incidents.buttons import card_rows
from bot.screens.incidents.details import detail_lines
from bot.screens.screen import Screen, joined
from bot.screens.text_length import LONGEST_CAPTION, length
from hotline.domain.detection.evidence import Kind
from hotline.domain.modes import Mode
from hotline.domain.roles import Role
from hotline.usecases.incidents.show_incident import IncidentView
from hotline.words import Html, Words


def incident_card(
    view: IncidentView, words: Words, *, now: datetime, role: Role = Role.ORGANIZER
) -> Screen:
    """The card, short enough for a caption: the last details are left out if there is no room.

    `role`: of the reader, whose buttons it has.
    """
    head = joined(*head_lines(view, words, now=now))
    details = detail_lines(view, words, now=now)
    while details and length(_with_details(head, details)) > LONGEST_CAPTION:
        details.pop()
    return Screen(_with_details(head, details), card_rows(view, words, role=role))


def head_lines(view: IncidentView, words: Words, *, now: datetime) -> list[Html]:
    """The five lines; the first is its title. Those with nothing to say are left out."""
    state = state_of_card(view)
    lines = [
        _title(view, state, words, now),
        _urgency(view, state, words, now),
        _money(view, words),
        _people(view, words, now),
        _by_itself(view, state, words),
    ]
    return [Html(line) for line in lines if line]


def _with_details(head: Html, details: list[Html]) -> Html:
    if not details:
        return head
    return Html(f"{head}\n<blockquote expandable>{joined(*details)}</blockquote>")


def state_of_card(view: IncidentView) -> str:
    """What it is now: the ending of its sentences."""
    incident, settings = view.incident, view.measured.settings
    if incident.dismissed_at is not None:
        return "dismissed"
    if not incident.is_open:
        return f"over.{incident.kind}"
    if settings.mode is Mode.SUSPENDED:
        return "suspended"
    if incident.is_unsure:
        return "unsure"
    if incident.kind is Kind.RAID and settings.guard_since is None:
        return "raid_unguarded"
    return str(incident.kind)


def _title(view: IncidentView, state: str, words: Words, now: datetime) -> Html:
    incident = view.incident
    lasts = (incident.closed_at or now) - incident.onset_at
    return words(f"incident.title.{state}", number=str(incident.id), length=words.duration(lasts))


def _urgency(view: IncidentView, state: str, words: Words, now: datetime) -> Html | str:
    """Whether anybody must do anything now."""
    if not view.incident.is_open:
        return ""
    if state == "unsure":
        first = view.incident.onset_at + view.measured.settings.delay
        if now < first:
            return words("incident.urgency.unsure", due=words.moment(first, now=now))
        return words("incident.urgency.unsure_late")
    key = "incident.urgency.none" if state != "raid_unguarded" else "incident.urgency.unguarded"
    lines = [words(key)]
    if view.threats:
        lines.append(words.count("incident.threats", view.threats))
    return Html(" ".join(lines))


def _money(view: IncidentView, words: Words) -> Html:
    """Spent on its replies, the worst of today, and what came in."""
    settings = view.measured.settings
    currency, bound = settings.currency, settings.inbound_cap_micros
    spent = words.cents(view.measured.spent_micros, currency)
    inbound = words.cents(view.day.inbound_micros, currency)
    if not view.incident.is_open:
        return words("incident.money_over", spent=spent, inbound=inbound)
    worst = words.cents(view.worst_micros, currency)
    if bound is None:
        return words("incident.money", spent=spent, worst=worst, inbound=inbound)
    most = words.cents(bound, currency)
    return words("incident.money_bound", spent=spent, worst=worst, inbound=inbound, most=most)


def _people(view: IncidentView, words: Words, now: datetime) -> Html | str:
    """Who looks after it, who is awake, who has the phone tonight."""
    incident = view.incident
    if not incident.is_open:
        return ""
    lines = [_charge(view, words, now)] if incident.kind is Kind.RAID else []
    on_call = view.names.get(view.measured.settings.on_call_id(now) or 0)
    if on_call is not None:
        lines.append(words("incident.on_call", by=on_call))
    awake = [view.names[one] for one in view.awake if one in view.names]
    if awake:
        lines.append(words("incident.awake", names=", ".join(awake)))
    return Html(" ".join(lines))


def _charge(view: IncidentView, words: Words, now: datetime) -> Html:
    incident = view.incident
    if incident.acknowledged_at is None:
        return words("incident.nobody")
    by = view.names.get(incident.acknowledged_by or 0) or words("somebody")
    return words("incident.charge", by=by, at=words.moment(incident.acknowledged_at, now=now))


def _by_itself(view: IncidentView, state: str, words: Words) -> Html | str:
    """What happens if nobody does anything."""
    if view.incident.dismissed_at is not None or (
        not view.incident.is_open and not view.held.replies
    ):
        return ""
    settings = view.measured.settings
    hours = words.duration(settings.expiry)
    delay: timedelta = settings.delay
    return words(f"incident.by_itself.{state}", delay=words.duration(delay), expiry=hours)
