"""Send the previews that organizers asked for, and tell each of them the result.

**Idempotent:** a preview is sent at most once. It is marked as taken, and its number is deleted,
before the request to the provider. **On a crash** the money stays spent, and the organizer has to
ask again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.domain.errors import DeliveryError, Outcome
from hotline.domain.facts import Facts
from hotline.domain.modes import Mode
from hotline.domain.notices import NoticeKind
from hotline.domain.reply_texts import draw_variant
from hotline.gateways.sms import OutgoingSms, SmsGateway
from hotline.store.database import Database
from hotline.store.ledger import lock_figures, spend
from hotline.store.notices import tell
from hotline.store.previews import Preview, has_previews, note_sid, take_preview
from hotline.store.settings import read_settings


@dataclass(frozen=True)
class PreviewOutcome(Facts):
    """`code`: what the provider answered, or why it was not asked."""

    code: str


PREVIEW_SENT = NoticeKind("preview_sent", PreviewOutcome)
PREVIEW_UNKNOWN = NoticeKind("preview_unknown", PreviewOutcome)
PREVIEW_FAILED = NoticeKind("preview_failed", PreviewOutcome)
# The money of a preview that may have left is not given back.
_LEFT = {"sent": PREVIEW_SENT, "unknown": PREVIEW_UNKNOWN}

# After that the organizer no longer waits for it.
_WAITS_AT_MOST = timedelta(minutes=10)


def find_previews(*, database: Database) -> bool:
    """Return whether any preview waits."""
    with database.transaction() as connection:
        return has_previews(connection)


def send_previews(
    *, database: Database, gateway: SmsGateway, reply_from: str | None, now: datetime
) -> int:
    """Send all previews that wait.

    Args:
        reply_from: the sender number for all of them; None: each preview's own line.

    Returns:
        How many the provider accepted.
    """
    sent = 0
    while (taken := _take(database, now)) is not None:
        preview, is_suspended = taken
        if is_suspended:
            outcome, sid = "suspended", None
        else:
            outcome, sid = _send(preview, gateway, reply_from, now)
        _record(preview, outcome, sid, database, now)
        sent += outcome == "sent"
    return sent


def _take(database: Database, now: datetime) -> tuple[Preview, bool] | None:
    """(the preview, whether the hotline is suspended). While suspended, nothing may leave."""
    with database.transaction() as connection:
        settings = read_settings(connection, for_share=True)
        preview = take_preview(connection, database.vault, now)
        return None if preview is None else (preview, settings.mode is Mode.SUSPENDED)


def _send(
    preview: Preview, gateway: SmsGateway, reply_from: str | None, now: datetime
) -> tuple[str, str | None]:
    """(`sent`, `unknown`, `late` or the provider's code; the `provider_sid` if it was accepted)."""
    if now - preview.created_at > _WAITS_AT_MOST:
        return "late", None
    body = draw_variant(preview.body, preview.id)
    try:
        # No transaction is open here. No status callback: a preview is not an owed reply.
        accepted = gateway.send(OutgoingSms(preview.number, reply_from or preview.line, body))
    except DeliveryError as error:
        return ("unknown" if error.outcome is Outcome.UNKNOWN else error.code), None
    return "sent", accepted.sid


def _record(
    preview: Preview, outcome: str, sid: str | None, database: Database, now: datetime
) -> None:
    is_certain = outcome not in _LEFT
    with database.transaction() as connection:
        if is_certain:
            lock_figures(connection, preview.day)
            micros = -preview.cost_micros
            spend(connection, preview.day, now, kind="preview_back", micros=micros)
        if sid is not None:
            note_sid(connection, preview.id, sid)
        kind = PREVIEW_FAILED if is_certain else _LEFT[outcome]
        tell(connection, [preview.organizer_id], kind, PreviewOutcome(outcome), now=now)
