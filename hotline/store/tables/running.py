"""The tables by which the processes know of one another."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from hotline.store.tables.columns import id_column, metadata, moment, organizer

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("name", Text, primary_key=True),
    moment("beaten_at"),
)

# Telegram delivers an update again when the bot died before it confirmed it.
handled_updates = Table(
    "handled_updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    moment("handled_at"),
)

# What an organizer wants done at the provider: the worker does it, a notice says how it ended.
errands = Table(
    "errands",
    metadata,
    id_column(),
    Column("kind", Text, nullable=False),
    Column("line", Text, nullable=False),
    organizer("organizer_id", nullable=False),
    moment("created_at"),
    moment("next_try_at"),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    moment("done_at", nullable=True),
    Column("error_code", Text),
)
Index("ix_errands_waiting", errands.c.next_try_at, postgresql_where=text("done_at IS NULL"))

# Our own numbers that are unplugged: where their texts were announced before.
unplugged_lines = Table(
    "unplugged_lines",
    metadata,
    Column("line", Text, primary_key=True),
    Column("text_url", Text, nullable=False),
    Column("fallback_url", Text, nullable=False),
    # Null until the provider has confirmed it.
    moment("unplugged_at", nullable=True),
)

# A reply text on its way to an organizer's own handset. The number is gone once it was taken.
previews = Table(
    "previews",
    metadata,
    id_column(),
    organizer("organizer_id", nullable=False),
    Column("text_id", ForeignKey("reply_texts.id"), nullable=False),
    Column("number_secret", LargeBinary),
    Column("key_id", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("cost_micros", BigInteger, nullable=False),
    Column("day", Date, nullable=False),
    moment("created_at"),
    moment("taken_at", nullable=True),
    Column("provider_sid", Text),
)
Index("ix_previews_waiting", previews.c.id, postgresql_where=text("taken_at IS NULL"))

# What an organizer asked to have looked at: the answer is shown in that message of their chat.
# Without either: the hotline looked by itself.
checkups = Table(
    "checkups",
    metadata,
    id_column(),
    organizer("organizer_id"),
    Column("message_id", BigInteger),
    moment("asked_at"),
    # What was found: figures and our own lines, no name, no secret.
    Column("findings", JSONB),
    moment("done_at", nullable=True),
    moment("shown_at", nullable=True),
    # When a worker began to look.
    moment("started_at", nullable=True),
    # When no worker had answered, and the store alone was looked at.
    moment("stopgap_at", nullable=True),
)
Index("ix_checkups_unshown", checkups.c.id, postgresql_where=text("shown_at IS NULL"))

# What no program can look at, and somebody said is so: that the key is kept elsewhere too.
assurances = Table(
    "assurances",
    metadata,
    Column("what", Text, primary_key=True),
    organizer("organizer_id", nullable=False),
    moment("assured_at"),
)
