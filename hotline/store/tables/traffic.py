"""The tables of the traffic: senders, inbounds, reply texts, replies."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from hotline.store.tables.columns import id_column, metadata, moment, organizer

senders = Table(
    "senders",
    metadata,
    id_column(),
    Column("number_hash", LargeBinary, nullable=False, unique=True),
    Column("number_secret", LargeBinary, nullable=False),
    Column("key_id", Text, nullable=False),
    Column("number_kind", Text, nullable=False),
    Column("country", Text),
    moment("first_seen_at"),
    moment("last_seen_at"),
    Column("texts", Integer, nullable=False, server_default=text("0")),
    Column("calls", Integer, nullable=False, server_default=text("0")),
    moment("blocked_at", nullable=True),
    organizer("blocked_by"),
    # Null: permanently.
    moment("blocked_until", nullable=True),
    # Why: a note of the team, or the incident in which many senders were blocked at once.
    Column("block_note_secret", LargeBinary),
    Column("blocked_in", ForeignKey("incidents.id")),
    moment("opted_out_at", nullable=True),
    moment("last_planned_at", nullable=True),
    # The number was written in two ways, and all that was theirs is that sender's.
    Column("joined_to", ForeignKey("senders.id")),
)
Index("ix_senders_last_seen_at", senders.c.last_seen_at)
Index(
    "ix_senders_blocked_until",
    senders.c.blocked_until,
    postgresql_where=text("blocked_until IS NOT NULL"),
)
Index(
    "ix_senders_blocked_at",
    senders.c.blocked_at,
    senders.c.id,
    postgresql_where=text("blocked_at IS NOT NULL"),
)
# Which keys there are is read without reading every row.
Index("ix_senders_key_id", senders.c.key_id)

inbounds = Table(
    "inbounds",
    metadata,
    id_column(),
    Column("provider_sid", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    # Null: a withheld number, which cannot be told from others.
    Column("sender_id", ForeignKey("senders.id")),
    Column("line", Text, nullable=False),
    Column("body_secret", LargeBinary),
    Column("key_id", Text, nullable=False),
    Column("segments", SmallInteger, nullable=False),
    Column("media", SmallInteger, nullable=False),
    Column("reason", Text),
    moment("received_at"),
)
Index("ix_inbounds_received_at", inbounds.c.received_at)
Index("ix_inbounds_key_id", inbounds.c.key_id)
Index("ix_inbounds_sender_id", inbounds.c.sender_id, inbounds.c.received_at)

reply_texts = Table(
    "reply_texts",
    metadata,
    id_column(),
    Column("language", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    organizer("author_id"),
    moment("created_at"),
    # Of the newest version: since then nobody gets this language.
    moment("removed_at", nullable=True),
    UniqueConstraint("language", "version"),
)

replies = Table(
    "replies",
    metadata,
    id_column(),
    Column("sender_id", ForeignKey("senders.id"), nullable=False),
    Column("inbound_id", ForeignKey("inbounds.id"), nullable=False, unique=True),
    Column("status", Text, nullable=False),
    Column("reason", Text),
    # Of a dropped reply: what it was held for before. If it comes back, it is held for it again.
    Column("was_held_for", Text),
    Column("line", Text, nullable=False),
    Column("country", Text, nullable=False),
    moment("planned_at"),
    moment("due_at"),
    moment("expires_at"),
    moment("enqueued_at", nullable=True),
    moment("changed_at"),
    Column("attempt", Integer, nullable=False, server_default=text("0")),
    Column("text_id", ForeignKey("reply_texts.id")),
    # Its reservation, then what it cost; and what it costs by the price list alone.
    Column("cost_micros", BigInteger),
    Column("listed_micros", BigInteger),
    # The day whose budget the reservation counts against.
    Column("day", Date),
    Column("provider_sid", Text, unique=True),
    Column("error_code", Text),
    moment("claimed_at", nullable=True),
    # When it is looked up next at the provider, and how many looks there were.
    moment("look_at", nullable=True),
    Column("looks", Integer, nullable=False, server_default=text("0")),
    # Since then `cost_micros` is what the provider charged.
    moment("priced_at", nullable=True),
    # The verdict on its sender: what speaks against them, and when we judged.
    Column("marks", ARRAY(Text)),
    moment("judged_at", nullable=True),
    # Released in spite of a raid: by whom; null: by itself, because the sender looked genuine.
    moment("released_at", nullable=True),
    organizer("released_by"),
)
Index(
    "ix_replies_released_at",
    replies.c.released_at,
    postgresql_where=text("released_at IS NOT NULL"),
)
# Which replies ended last, and how: whether they arrive at all.
Index(
    "ix_replies_ended",
    replies.c.changed_at,
    postgresql_where=text("status IN ('delivered', 'undelivered', 'failed')"),
)
Index("ix_replies_look_at", replies.c.look_at, postgresql_where=text("look_at IS NOT NULL"))
Index("ix_replies_sender_id", replies.c.sender_id)
Index("ix_replies_planned_at", replies.c.planned_at)
Index(
    "ix_replies_due_at",
    replies.c.due_at,
    postgresql_where=text("status = 'planned'"),
)
# Sent replies accumulate for years; those that are not finished stay few.
Index(
    "ix_replies_unfinished",
    replies.c.status,
    replies.c.country,
    postgresql_where=text("status IN ('planned', 'held', 'sending', 'unknown')"),
)
