"""Change the approval rule: an owner chooses for which acts a second person must agree.

To require two people takes effect at once. To require only one again needs a second person:
otherwise one phone in the wrong hands could remove the protection.
"""

from datetime import datetime

from hotline.domain.acts import Act
from hotline.domain.approvals import Shared
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.store.database import Database
from hotline.store.organizers import has_company
from hotline.store.settings import read_settings
from hotline.usecases.acts.alone_or_ask import alone
from hotline.usecases.acts.request_approval import Asked, request_approval_at_once
from hotline.usecases.acts.require_role import require_role
from hotline.usecases.proposals.set_approval_rule import (
    ApprovalRuleChanged,
    ApprovalRuleProposal,
    set_approval_rule,
)


def show_approval_rules(*, database: Database) -> ApprovalRuleChanged:
    """Show the acts that need two people now."""
    with database.transaction() as connection:
        return ApprovalRuleChanged(read_settings(connection).two_people)


def change_approval_rule(
    actor: Organizer, shared: Shared, *, is_on: bool, database: Database, now: datetime
) -> ApprovalRuleChanged | Asked:
    """Require two people for `shared` (`is_on`), or ask a second person to lift that.

    Returns:
        ApprovalRuleChanged if it took effect; Asked if a second person must agree first.

    Raises:
        RefusedError: owners_only, nobody_to_agree (also when switched on by an owner who is alone),
            asked_already, too_new
    """
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        if is_on and not has_company(connection, actor.id):
            raise RefusedError(Refusal.NOBODY_TO_AGREE)
        if is_on or shared not in read_settings(connection).two_people:
            consent = alone(connection, actor)
            return set_approval_rule(connection, consent, shared, is_on=is_on, now=now)
        facts = ApprovalRuleProposal(shared)
        return request_approval_at_once(connection, actor, Act.SHARE_ACTS, facts, now)
