"""Send one due reply: claim it with its money, call the provider, record the outcome.

**Idempotent:** of two calls, also by two workers at once, only one claim succeeds. **On a crash**
after the claim the reply is `sending` and becomes `unknown`. If the request was made, the
provider's callback names the reply and proves the send, or the reply is found in the provider's
list. It is never sent again by guessing.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from hotline.domain.errors import DeliveryError
from hotline.gateways.sms import Origin, OutgoingSms, SmsGateway
from hotline.store.database import Database
from hotline.usecases.replies.claim_reply import claim_reply
from hotline.usecases.replies.halt_sending import end_halt
from hotline.usecases.replies.record_failure import record_failure
from hotline.usecases.replies.record_sent import record_sent

# A worker that was frozen for longer (a paused machine) must not send any more: by then its reply
# may have been found absent and planned again.
_SENDS_WITHIN = timedelta(minutes=2)


def send_reply(
    reply_id: int,
    *,
    database: Database,
    gateway: SmsGateway,
    origin: Origin,
    now: datetime,
    clock: Callable[[], datetime] | None = None,
) -> bool:
    """Send the reply. It waits as long as the provider takes to answer.

    Args:
        origin: from which number replies leave, and where outcomes are reported.
        clock: read just before the request, to see whether this worker was frozen; None: do not
            check.

    Returns:
        True if the provider took it.
    """
    claimed = claim_reply(reply_id, database=database, now=now)
    if claimed is None or (clock is not None and clock() - now > _SENDS_WITHIN):
        return False
    # No transaction is open here: a slow provider must not hold a database connection.
    try:
        accepted = gateway.send(
            OutgoingSms(
                to=claimed.number,
                sender=origin.reply_from or claimed.line,
                body=claimed.body,
                callback_url=origin.callback_url(reply_id),
            )
        )
    except DeliveryError as error:
        record_failure(claimed, error, database=database, now=now)
        return False
    record_sent(claimed, accepted, database=database, now=now)
    if claimed.tries_halt:
        end_halt(database=database, now=now)
    return True
