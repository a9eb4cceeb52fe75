"""Do what was proposed, inside the caller's transaction, on the present state."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.consents import Consent
from hotline.domain.facts import Facts
from hotline.domain.proposals import ProposalStatus, SeenCount
from hotline.store.proposals import Proposal
from hotline.usecases.acts.record_act import require_organizer
from hotline.usecases.proposals.act_table import ACTS, Done


def do_proposal(
    connection: Connection, consent: Consent, proposal: Proposal, now: datetime
) -> Done:
    """Do it in the name of its author, as far as the consent covers its effects.

    Raises RefusedError("not_allowed" | "needs_two" | the act's own codes).
    """
    if proposal.act is not Act.REMOVE_ORGANIZER:  # observers may leave the team
        require_organizer(consent.author)
    deed = ACTS[proposal.act].deed
    if deed is None:
        raise KeyError(proposal.act)
    facts: Facts = deed.facts.from_facts(proposal.kept)
    if proposal.status is ProposalStatus.ASKED and isinstance(facts, SeenCount):
        facts = replace(facts, count=_while_asked(facts.count))
    return deed.do(connection, consent, facts, now)


def _while_asked(count: int) -> int:
    """Allow for what came while the second person decided: a raid goes on during that hour."""
    return 2 * count + 20
