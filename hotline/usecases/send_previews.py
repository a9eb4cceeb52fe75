"""Send the previews that organizers asked for; each is told what came of it.

At most once: it is taken before the request, and its number is gone. Dies half way: the money stays
counted, and whoever asked tries again.
"""

from datetime import datetime, timedelta

from hotline.domain.errors import DeliveryError, Outcome
from hotline.domain.texts import draw_variant
from hotline.gateways.sms import OutgoingSms, SmsGateway
from hotline.store.database import Database
from hotline.store.ledger import lock_figures, spend
from hotline.store.notices import tell
from hotline.store.previews import Preview, has_previews, take_preview

# Whoever asked has put the handset down.
_WAITS_AT_MOST = timedelta(minutes=10)


def find_previews(*, database: Database) -> bool:
    """Whether any waits."""
    with database.transaction() as connection:
        return has_previews(connection)


def send_previews(
    *, database: Database, gateway: SmsGateway, reply_from: str | None, now: datetime
) -> int:
    """How many were sent."""
    sent = 0
    while (preview := _take(database, now)) is not None:
        outcome = _send(preview, gateway, reply_from, now)
        _record(preview, outcome, database, now)
        sent += outcome == "sent"
    return sent


def _take(database: Database, now: datetime) -> Preview | None:
    with database.transaction() as connection:
        return take_preview(connection, database.vault, now)


def _send(preview: Preview, gateway: SmsGateway, reply_from: str | None, now: datetime) -> str:
    """`sent`, `unknown`, `late`, or the provider's code."""
    if now - preview.created_at > _WAITS_AT_MOST:
        return "late"
    body = draw_variant(preview.body, preview.id)
    try:
        # No transaction is open here. No callback: it is no reply, and nobody is owed it.
        gateway.send(OutgoingSms(preview.number, reply_from or preview.line, body))
    except DeliveryError as error:
        return "unknown" if error.outcome is Outcome.UNKNOWN else error.code
    return "sent"


def _record(preview: Preview, outcome: str, database: Database, now: datetime) -> None:
    is_certain = outcome not in ("sent", "unknown")
    with database.transaction() as connection:
        if is_certain:
            lock_figures(connection, preview.day)
            micros = -preview.cost_micros
            spend(connection, preview.day, now, kind="preview_back", micros=micros)
        kind = "preview_failed" if is_certain else f"preview_{outcome}"
        tell(connection, [preview.organizer_id], kind, {"code": outcome}, now=now)
