"""The buttons of an incident's card: four at most, the next sensible act first; the rest behind.

*Not a raid* frees replies and silences the watch, so it is never beside *Suspend*.
"""

from bot.screens.incidents.details import stands_out
from bot.screens.screen import Button, Screen
from hotline.domain.detection.evidence import Kind
from hotline.domain.modes import Mode
from hotline.domain.roles import Role, may
from hotline.usecases.incidents.show_incident import IncidentView
from hotline.words import Words

_ON_CARD = 3


def card_rows(view: IncidentView, words: Words, *, role: Role) -> list[list[Button]]:
    """The rows of the card, for a reader of this role."""
    first, rest = _split(view, words, role=role)
    rows = [[button] for button in first]
    if rest:
        rows.append([Button(words("button.more"), f"more:{view.incident.id}")])
    return rows


def more_on_card_screen(view: IncidentView, words: Words, *, role: Role) -> Screen:
    """The other acts, in a message of their own."""
    _, rest = _split(view, words, role=role)
    text = words("incident.more" if rest else "incident.no_more", number=view.incident.id)
    return Screen(text, [[button] for button in rest])


def _split(view: IncidentView, words: Words, *, role: Role) -> tuple[list[Button], list[Button]]:
    """What is on the card, and what is under More. A single rest needs no More."""
    if view.incident.dismissed_at is not None:
        return [], []
    if not may(role, Role.ORGANIZER):
        found = [_mute(view, words)] if view.incident.is_open else []
        return found, []
    found = [*_urgent(view, words), *_later(view, words)]
    most = _ON_CARD if view.incident.is_open else _ON_CARD + 1
    return found[:most], found[most:]


def _urgent(view: IncidentView, words: Words) -> list[Button]:
    """The next sensible acts, the most sensible first."""
    incident, found = view.incident, []
    if incident.is_open and incident.guard_lifted_at is not None:
        found.append(Button(words("button.guard_again"), f"guard:{incident.id}"))
    if incident.is_open and incident.acknowledged_at is None:
        found.append(Button(words("button.acknowledge"), f"ack:{incident.id}"))
    elif incident.is_open:
        found.append(Button(words("button.awake"), f"awake:{incident.id}"))
    if incident.kind is not Kind.SURGE:
        found += _block(view, words)[:1]
    if incident.is_open and view.measured.settings.mode is not Mode.SUSPENDED:
        brake = Button(words("button.suspend"), f"brake:{incident.id}")
        found.insert(min(len(found), _ON_CARD - 1), brake)
    return found


def _later(view: IncidentView, words: Words) -> list[Button]:
    incident, found = view.incident, []
    if incident.kind is not Kind.SURGE:
        found += _block(view, words)[1:]
    found += _held(view, words)
    if incident.is_open:
        if incident.acknowledged_at is None:
            found.append(Button(words("button.awake"), f"awake:{incident.id}"))
        found.append(_mute(view, words))
        dismiss = "button.dismiss" if incident.kind is Kind.RAID else "button.dismiss_other"
        found.append(Button(words(dismiss), f"dismiss:{incident.id}"))
    return found


def _mute(view: IncidentView, words: Words) -> Button:
    return Button(words("button.mute"), f"mute:{view.incident.id}")


def _block(view: IncidentView, words: Words) -> list[Button]:
    incident, crowd, found = view.incident, view.measured.crowd, []
    for key, senders in ((incident.figures or {}).get("groups") or [])[:1]:
        label = words.count("button.block_group", senders)
        found.append(Button(label, f"group:{incident.id}:{key}"))
    if stands_out(view):
        percent = round(100 * crowd.worst_messages / crowd.messages)
        label = words.count("button.block_worst", crowd.worst_senders, percent=percent)
        found.append(Button(label, f"worst:{incident.id}:{crowd.worst_senders}"))
    return found


def _held(view: IncidentView, words: Words) -> list[Button]:
    """Only for replies that are held because of the traffic."""
    incident = view.incident
    if not view.held.replies:
        return []
    figures, currency, found = incident.figures or {}, view.measured.settings.currency, []
    if figures.get("genuine"):
        amount = words.cents(figures["genuine_micros"], currency)
        label = words.count("button.release_genuine", figures["genuine"], amount=amount)
        found.append(Button(label, f"genuine:{incident.id}"))
    amount = words.cents(view.held.micros, currency)
    label = words.count("button.drop_held", view.held.replies, amount=amount)
    found.append(Button(label, f"drop_held:{incident.id}"))
    return found
