"""The live card of an incident: its state at a glance, and the next sensible acts under it."""

from datetime import datetime

from bot.screens.screen import Button, Screen, joined
from bot.screens.text_length import LONGEST_CAPTION, length
from hotline.domain.detection.evidence import Kind
from hotline.domain.incidents import Incident
from hotline.domain.modes import Mode
from hotline.usecases.incidents.show_incident import IncidentView, ShownAct
from hotline.words import Html, Words

# Only the strongest of the signs that were weighed are shown.
_SIGNS_SHOWN = 2
_LEAST_NATS_SHOWN = 1.0
_STANDS_OUT = 4


def incident_card(view: IncidentView, words: Words, *, now: datetime) -> Screen:
    """The card, short enough for a caption: the oldest acts are left out if there is no room."""
    state = joined(
        _title(view, words),
        _charge(view, words, now),
        _pace(view, words, now),
        _crowd(view, words),
        _signs(view.incident, words),
        _money(view, words),
        _forecast(view, words, now),
    )
    acts = [line for act in view.acts if (line := _act(act, view, words, now))]
    while acts and length(joined(state, *acts)) > LONGEST_CAPTION:
        acts.pop()
    return Screen(joined(state, *reversed(acts)), _rows(view, words))


def _title(view: IncidentView, words: Words) -> Html:
    incident = view.incident
    handle = f"{incident.id}"
    if incident.dismissed_at is not None:
        return words("incident.title.dismissed", number=handle)
    if not incident.is_open:
        return words(f"incident.title.over.{incident.kind}", number=handle)
    settings = view.measured.settings
    if settings.mode is Mode.SUSPENDED:
        return words("incident.title.suspended", number=handle)
    if incident.kind is Kind.RAID and settings.guard_since is None:
        return words("incident.title.raid_unguarded", number=handle)
    if incident.kind is Kind.SURGE and view.held.replies:
        return words("incident.title.surge_held", number=handle)
    return words(
        f"incident.title.{incident.kind}", number=handle, delay=words.duration(settings.delay)
    )


def _charge(view: IncidentView, words: Words, now: datetime) -> Html | str:
    """Who looks after the incident, or that nobody does."""
    incident = view.incident
    if not incident.is_open or incident.kind is not Kind.RAID:
        return ""
    if incident.acknowledged_at is None:
        return words("incident.nobody")
    by = view.names.get(incident.acknowledged_by or 0) or words("somebody")
    return words("incident.charge", by=by, at=words.moment(incident.acknowledged_at, now=now))


def _pace(view: IncidentView, words: Words, now: datetime) -> Html:
    incident = view.incident
    until = incident.closed_at or now
    return words(
        "incident.pace" if incident.is_open else "incident.pace_over",
        since=words.moment(incident.onset_at, now=now),
        length=words.duration(until - incident.onset_at),
        pace=view.per_minute,
        peak=round(incident.peak_per_minute),
        usual=words.rate(incident.usual_per_minute),
    )


def _crowd(view: IncidentView, words: Words) -> Html:
    crowd = view.measured.crowd
    line = words(
        "incident.crowd",
        messages=words.count("incident.messages", crowd.messages),
        senders=words.count("incident.senders", crowd.senders),
        new=words.count("incident.new", crowd.new_senders),
    )
    if not crowd.worst_senders:
        return line
    percent = round(100 * crowd.worst_messages / crowd.messages)
    return Html(f"{line} " + words.count("incident.worst", crowd.worst_senders, percent=percent))


def _signs(incident: Incident, words: Words) -> Html:
    """Why the incident is called what it is called."""
    if incident.kind is Kind.DRAIN:
        alarm = incident.alarm
        usual = words.rate(alarm["usual"])
        return words(
            f"incident.drain.{alarm['rule']}",
            count=alarm["count"],
            hours=alarm["hours"],
            usual=usual,
        )
    percent = min(99, round(100 * incident.raid_chance))
    lines = [words("incident.chance", percent=percent)]
    loud = sorted(incident.evidence, key=lambda weight: -weight["nats"])[:_SIGNS_SHOWN]
    for weight in loud:
        if weight["nats"] >= _LEAST_NATS_SHOWN:
            key = f"incident.sign.{weight['sign']}"
            lines.append(words.count(key, weight["hits"], of=weight["of"]))
    groups = (incident.figures or {}).get("groups") or []
    if groups:
        lines.append(words.count("incident.group", groups[0][1]))
    if len(lines) == 1 and incident.kind is Kind.SURGE:
        lines.append(words("incident.no_sign"))
    return Html(" ".join(lines))


def _money(view: IncidentView, words: Words) -> Html:
    found = view.measured
    currency = found.settings.currency
    return words(
        "incident.money",
        held=view.held.replies,
        held_amount=words.money(view.held.micros, currency),
        owed=words.money(found.planned.micros, currency),
        spent=words.money(found.spent_micros, currency),
        saved=words.money(found.saved_micros, currency),
    )


def _forecast(view: IncidentView, words: Words, now: datetime) -> Html | str:
    if not view.incident.is_open:
        return ""
    left = words.money(view.left_micros, view.measured.settings.currency)
    if view.ends_at is None:
        return words("incident.lasts", left=left)
    return words("incident.ends", left=left, ends=words.moment(view.ends_at, now=now))


def _act(act: ShownAct, view: IncidentView, words: Words, now: datetime) -> Html | str:
    key = f"incident.act.{act.verb}"
    if not words.has(key):
        return ""
    by = view.names.get(act.by_id or 0) or words("somebody")
    return words(key, by=by, at=words.moment(act.at, now=now), count=act.count)


def _rows(view: IncidentView, words: Words) -> list[list[Button]]:
    incident = view.incident
    if incident.dismissed_at is not None:
        return []
    rows = []
    if incident.is_open and incident.acknowledged_at is None:
        rows.append([Button(words("button.acknowledge"), f"ack:{incident.id}")])
    if incident.kind is not Kind.SURGE:
        rows += _block_rows(view, words)
    rows += _held_rows(view, words)
    if incident.is_open and incident.guard_lifted_at is not None:
        rows.append([Button(words("button.guard_again"), f"guard:{incident.id}")])
    if incident.is_open:
        dismiss = "button.dismiss" if incident.kind is Kind.RAID else "button.dismiss_other"
        rows.append(
            [
                Button(words("button.suspend"), f"brake:{incident.id}"),
                Button(words(dismiss), f"dismiss:{incident.id}"),
            ]
        )
        rows.append([Button(words("button.mute"), f"mute:{incident.id}")])
    return rows


def _block_rows(view: IncidentView, words: Words) -> list[list[Button]]:
    incident, crowd = view.incident, view.measured.crowd
    rows = []
    # Where nobody stands out, the busiest are only those who came first.
    if crowd.worst_messages >= _STANDS_OUT * max(1, crowd.worst_senders):
        percent = round(100 * crowd.worst_messages / crowd.messages)
        label = words.count("button.block_worst", crowd.worst_senders, percent=percent)
        rows.append([Button(label, f"worst:{incident.id}:{crowd.worst_senders}")])
    for key, senders in ((incident.figures or {}).get("groups") or [])[:1]:
        label = words.count("button.block_group", senders)
        rows.append([Button(label, f"group:{incident.id}:{key}")])
    return rows


def _held_rows(view: IncidentView, words: Words) -> list[list[Button]]:
    """Only for replies that are held because of the traffic."""
    incident, found = view.incident, view.measured
    if not view.held.replies:
        return []
    figures, currency, rows = incident.figures or {}, found.settings.currency, []
    if figures.get("genuine"):
        amount = words.money(figures["genuine_micros"], currency)
        label = words.count("button.release_genuine", figures["genuine"], amount=amount)
        rows.append([Button(label, f"genuine:{incident.id}")])
    amount = words.money(view.held.micros, currency)
    label = words.count("button.drop_held", view.held.replies, amount=amount)
    rows.append([Button(label, f"drop_held:{incident.id}")])
    return rows
