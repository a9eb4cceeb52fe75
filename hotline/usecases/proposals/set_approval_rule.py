"""Set which acts a second person must agree to, inside the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.approvals import Shared
from hotline.domain.consents import Consent, Effect
from hotline.domain.facts import Facts
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.acts.record_act import record_act


@dataclass(frozen=True)
class ApprovalRuleProposal(Facts):
    """The acts for which one person is to be enough."""

    shared: Shared


@dataclass(frozen=True)
class ApprovalRuleFacts(ApprovalRuleProposal):
    """`is_on`: two people are needed from now on."""

    is_on: bool


@dataclass(frozen=True)
class ApprovalRuleChanged:
    """The acts that need two people now."""

    two_people: frozenset[Shared]


def set_approval_rule(
    connection: Connection, consent: Consent, shared: Shared, *, is_on: bool, now: datetime
) -> ApprovalRuleChanged:
    """Set the rule for `shared`.

    **Idempotent:** where the rule is already so, nothing changes and nobody is told. Raises
    RefusedError("needs_two") if one person is to be enough again.
    """
    before = read_settings(connection, for_update=True).two_people
    after = before | {shared} if is_on else before - {shared}
    if after < before:
        consent.require(Effect.SHARE_LESS)
    if after != before:
        change_settings(connection, two_people=sorted(after))
        facts = ApprovalRuleFacts(shared, is_on)
        record_act(connection, Act.SHARE_ACTS, consent.actor, now=now, facts=facts)
    return ApprovalRuleChanged(frozenset(after))
