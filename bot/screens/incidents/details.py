"""What the card of an incident has folded: how much, who, why, the rest of the money, the acts."""

from datetime import datetime

from hotline.domain.detection.evidence import Kind
from hotline.domain.incidents import Incident
from hotline.usecases.incidents.show_incident import IncidentView, ShownAct
from hotline.words import Html, Words

# Only the strongest of the signs that were weighed are shown.
_SIGNS_SHOWN = 2
_LEAST_NATS_SHOWN = 1.0
# Where nobody stands out, the busiest are only those who came first.
_STANDS_OUT = 4


def detail_lines(view: IncidentView, words: Words, *, now: datetime) -> list[Html]:
    """The lines of the quotation, the most useful first, none that says zero."""
    figures, acts = figure_lines(view, words, now=now), act_lines(view, words, now=now)
    return [as_of(view, words, now=now), *figures, *acts]


def figure_lines(view: IncidentView, words: Words, *, now: datetime) -> list[Html]:
    """How much, who, why, and the rest of the money."""
    found: list[Html | str] = [
        _pace(view, words, now),
        _crowd(view, words),
        signs_in_words(view.incident, words),
        _held(view, words),
        _saved(view, words),
        _forecast(view, words, now),
    ]
    return [Html(line) for line in found if line]


def act_lines(view: IncidentView, words: Words, *, now: datetime) -> list[Html]:
    """What was done, by whom, the newest first."""
    found = [_act(act, view, words, now) for act in view.acts]
    return [Html(line) for line in found if line]


def stands_out(view: IncidentView) -> bool:
    """Whether a few senders sent much more than the others."""
    crowd = view.measured.crowd
    return crowd.worst_messages >= _STANDS_OUT * max(1, crowd.worst_senders)


def as_of(view: IncidentView, words: Words, *, now: datetime) -> Html:
    """When the card was last true."""
    return words("incident.as_of", number=str(view.incident.id), at=words.moment(now, now=now))


def _pace(view: IncidentView, words: Words, now: datetime) -> Html:
    incident = view.incident
    until = incident.closed_at or now
    peak = max(round(incident.peak_per_minute), view.per_minute)
    return words(
        "incident.pace" if incident.is_open else "incident.pace_over",
        since=words.moment(incident.onset_at, now=now),
        length=words.duration(until - incident.onset_at),
        pace=words.number(view.per_minute),
        peak=words.number(peak),
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
    if not stands_out(view):
        return line
    percent = round(100 * crowd.worst_messages / crowd.messages)
    return Html(f"{line} " + words.count("incident.worst", crowd.worst_senders, percent=percent))


def signs_in_words(incident: Incident, words: Words) -> Html:
    """Why the incident is called what it is called."""
    if incident.kind is Kind.DRAIN:
        alarm = incident.alarm
        return words(
            f"incident.drain.{alarm['rule']}",
            count=words.number(alarm["count"]),
            hours=alarm["hours"],
            usual=words.rate(alarm["usual"]),
        )
    percent = min(99, round(100 * incident.raid_chance))
    lines = [words("incident.chance", percent=percent)]
    loud = sorted(incident.evidence, key=lambda weight: -weight["nats"])[:_SIGNS_SHOWN]
    for weight in loud:
        if weight["nats"] >= _LEAST_NATS_SHOWN:
            key = f"incident.sign.{weight['sign']}"
            lines.append(words.count(key, weight["hits"], of=words.number(weight["of"])))
    groups = (incident.figures or {}).get("groups") or []
    if groups:
        lines.append(words.count("incident.group", groups[0][1]))
    if len(lines) == 1 and incident.kind is Kind.SURGE and not incident.is_unsure:
        lines.append(words("incident.no_sign"))
    return Html(" ".join(lines))


def _held(view: IncidentView, words: Words) -> Html:
    currency, planned, found = view.measured.settings.currency, view.measured.planned, []
    if view.held.replies:
        amount = words.cents(view.held.micros, currency)
        found.append(words.count("incident.held", view.held.replies, amount=amount))
    if planned.replies:
        amount = words.cents(planned.micros, currency)
        found.append(words.count("incident.owed", planned.replies, amount=amount))
    return Html(" ".join(found))


def _saved(view: IncidentView, words: Words) -> Html | str:
    saved = view.measured.saved_micros
    if not saved:
        return ""
    return words("incident.saved", saved=words.cents(saved, view.measured.settings.currency))


def _forecast(view: IncidentView, words: Words, now: datetime) -> Html | str:
    if not view.incident.is_open or view.ends_at is None:
        return ""
    left = words.cents(view.left_micros, view.measured.settings.currency)
    return words("incident.ends", left=left, ends=words.moment(view.ends_at, now=now))


def _act(act: ShownAct, view: IncidentView, words: Words, now: datetime) -> Html | str:
    key = f"incident.act.{act.verb}"
    if act.by_id is None and words.has(f"{key}.by_itself"):
        key = f"{key}.by_itself"
    if not words.has(key):
        return ""
    by = view.names.get(act.by_id or 0) or words("somebody")
    until = "" if act.until is None else words.moment(act.until, now=now)
    return words(key, by=by, at=words.moment(act.at, now=now), count=act.count, until=until)
