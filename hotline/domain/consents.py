"""Consents: what one person may do alone, what takes two, and what the hotline does by itself.

A function with an effect that a team may share takes a consent, and asks it first. So there is no
way around: neither by an undo, nor by another act that ends in the same effect.
"""

from dataclasses import dataclass
from enum import StrEnum

from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal


class Effect(StrEnum):
    """What a team may not want one person to do alone."""

    # What is held may leave.
    RELEASE = "release"
    # More may be spent: a cap rises, or less is reserved for each reply.
    RAISE = "raise"
    # A raid is no longer guarded against.
    LIFT_GUARD = "lift_guard"
    # Other words go to senders while a raid is on.
    PUT_TEXT = "put_text"
    # One more person may act, and so may agree.
    ADMIT = "admit"
    # Somebody has another role, or is out.
    CHANGE_TEAM = "change_team"
    # Nobody who can manage the team is left.
    FREEZE_OWNERS = "freeze_owners"
    # Nobody else who could agree is left: afterwards one could let in whom one likes.
    BE_ALONE = "be_alone"
    # Texts are announced to us no longer.
    UNPLUG = "unplug"
    # One person is enough again, where two were needed.
    SHARE_LESS = "share_less"


class OwnRule(StrEnum):
    """A rule by which the hotline acts without anybody."""

    LOOKS_GENUINE = "looks_genuine"
    PRICE_IS_KNOWN = "price_is_known"
    TRAFFIC_IS_ORDINARY = "traffic_is_ordinary"
    TIME_IS_OVER = "time_is_over"
    INBOUND_IS_BOUNDED = "inbound_is_bounded"


_OF_RULES: dict[OwnRule, frozenset[Effect]] = {
    OwnRule.LOOKS_GENUINE: frozenset({Effect.RELEASE}),
    OwnRule.PRICE_IS_KNOWN: frozenset({Effect.RELEASE}),
    OwnRule.TRAFFIC_IS_ORDINARY: frozenset({Effect.LIFT_GUARD}),
    # A suspension that somebody timed brings nothing about that they could not do alone.
    OwnRule.TIME_IS_OVER: frozenset(),
    OwnRule.INBOUND_IS_BOUNDED: frozenset({Effect.UNPLUG}),
}


@dataclass(frozen=True)
class Consent:
    """Consent to `effects`. `actor`: the organizer who acts; `second`: who agreed.

    `rule`: the hotline's own rule, where nobody acts.
    """

    effects: frozenset[Effect]
    actor: Organizer | None = None
    second: Organizer | None = None
    rule: OwnRule | None = None

    @property
    def by(self) -> int | None:
        """The id of the organizer who acts; None: the hotline acts by itself."""
        return None if self.actor is None else self.actor.id

    @property
    def author(self) -> Organizer:
        """The organizer who acts. Raises ValueError where the hotline acts by itself."""
        if self.actor is None:
            raise ValueError(self.rule)
        return self.actor

    def covers(self, effect: Effect) -> bool:
        """Whether this effect is consented to."""
        return effect in self.effects

    def require(self, effect: Effect) -> None:
        """Raise RefusedError("needs_two") unless this effect is consented to."""
        if effect not in self.effects:
            raise RefusedError(Refusal.NEEDS_TWO)


def agreed_by_two(author: Organizer, second: Organizer) -> Consent:
    """Two people have seen the same act, and both want it: to whatever it brings about."""
    return Consent(frozenset(Effect), author, second)


def by_itself(rule: OwnRule) -> Consent:
    """The hotline acts by one of its own rules, which covers that rule's effects and no others."""
    return Consent(_OF_RULES[rule], rule=rule)
