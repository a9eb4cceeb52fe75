"""Which columns are encrypted: a key rotation rewrites them, and a check-up decrypts some."""

from collections.abc import Sequence

from sqlalchemy import Table

from hotline.store.tables import (
    fund_notes,
    inbounds,
    lost_group,
    organizers,
    previews,
    senders,
    team_group,
    unmatched_messages,
)

# The key_id of a row that was written with two keys; a rotation writes it again with one.
TWO_KEYS = "two keys"

# table → (encrypted columns, (hash column, the encrypted column it finds))
ENCRYPTED_COLUMNS: Sequence[tuple[Table, Sequence[str], tuple[str, str] | None]] = (
    (senders, ("number_secret", "block_note_secret"), ("number_hash", "number_secret")),
    (
        organizers,
        ("telegram_secret", "name_secret", "former_name_secret"),
        ("telegram_hash", "telegram_secret"),
    ),
    (inbounds, ("body_secret",), None),
    (team_group, ("chat_secret",), None),
    (lost_group, ("chat_secret",), None),
    (previews, ("number_secret",), None),
    (fund_notes, ("note_secret",), None),
    (unmatched_messages, ("number_secret",), None),
)
