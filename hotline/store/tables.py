"""The tables, in the words of the design. Moments are UTC; money is in micro-units.

Columns that end in `_secret` are encrypted and those that end in `_hash` are keyed hashes (vault);
`key_id` says which key wrote the row.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", BigInteger, Identity(always=True), primary_key=True)


def _moment(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


def _organizer(name: str, *, nullable: bool = True) -> Column[int]:
    return Column(name, ForeignKey("organizers.id"), nullable=nullable)


settings = Table(
    "settings",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("mode", Text, nullable=False),
    # Counts the changes of mode, so that a late tap on an old card is seen for what it is.
    Column("mode_version", Integer, nullable=False, server_default=text("0")),
    _moment("mode_until", nullable=True),
    Column("delay_seconds", Integer, nullable=False),
    Column("expiry_seconds", Integer, nullable=False),
    Column("repeat_after_days", Integer),
    Column("countries", ARRAY(Text), nullable=False),
    Column("currency", Text, nullable=False),
    Column("daily_budget_micros", BigInteger, nullable=False),
    Column("total_budget_micros", BigInteger, nullable=False),
    Column("language", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

organizers = Table(
    "organizers",
    metadata,
    _id(),
    Column("telegram_hash", LargeBinary, nullable=False, unique=True),
    Column("telegram_secret", LargeBinary, nullable=False),
    Column("name_secret", LargeBinary, nullable=False),
    Column("key_id", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("language", Text),
    _moment("joined_at"),
    _moment("last_seen_at", nullable=True),
    _moment("removed_at", nullable=True),
    # Set when Telegram says that this person has blocked the bot or never opened it.
    _moment("unreachable_since", nullable=True),
)

invitations = Table(
    "invitations",
    metadata,
    _id(),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    _organizer("inviter_id", nullable=False),
    _moment("created_at"),
    _moment("expires_at"),
    _moment("withdrawn_at", nullable=True),
    _moment("accepted_at", nullable=True),
    _organizer("accepted_by"),
)

senders = Table(
    "senders",
    metadata,
    _id(),
    Column("number_hash", LargeBinary, nullable=False, unique=True),
    Column("number_secret", LargeBinary, nullable=False),
    Column("key_id", Text, nullable=False),
    Column("number_kind", Text, nullable=False),
    Column("country", Text),
    _moment("first_seen_at"),
    _moment("last_seen_at"),
    Column("texts", Integer, nullable=False, server_default=text("0")),
    Column("calls", Integer, nullable=False, server_default=text("0")),
    _moment("blocked_at", nullable=True),
    _organizer("blocked_by"),
    _moment("opted_out_at", nullable=True),
    _moment("last_planned_at", nullable=True),
)
Index("ix_senders_last_seen_at", senders.c.last_seen_at)

inbounds = Table(
    "inbounds",
    metadata,
    _id(),
    Column("provider_sid", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    # A withheld number is nobody in particular: such inbounds have no sender.
    Column("sender_id", ForeignKey("senders.id")),
    Column("line", Text, nullable=False),
    Column("body_secret", LargeBinary),
    Column("key_id", Text, nullable=False),
    Column("segments", SmallInteger, nullable=False),
    Column("media", SmallInteger, nullable=False),
    Column("reason", Text),
    _moment("received_at"),
)
Index("ix_inbounds_received_at", inbounds.c.received_at)
Index("ix_inbounds_sender_id", inbounds.c.sender_id)

reply_texts = Table(
    "reply_texts",
    metadata,
    _id(),
    Column("language", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    _organizer("author_id"),
    _moment("created_at"),
    UniqueConstraint("language", "version"),
)

replies = Table(
    "replies",
    metadata,
    _id(),
    Column("sender_id", ForeignKey("senders.id"), nullable=False),
    Column("inbound_id", ForeignKey("inbounds.id"), nullable=False, unique=True),
    Column("status", Text, nullable=False),
    Column("reason", Text),
    Column("line", Text, nullable=False),
    Column("country", Text, nullable=False),
    _moment("planned_at"),
    _moment("due_at"),
    _moment("expires_at"),
    _moment("enqueued_at", nullable=True),
    _moment("changed_at"),
    Column("attempt", Integer, nullable=False, server_default=text("0")),
    Column("text_id", ForeignKey("reply_texts.id")),
    Column("cost_micros", BigInteger),
    # The day whose budget the reservation counts against.
    Column("day", Date),
    Column("provider_sid", Text, unique=True),
    Column("error_code", Text),
)
Index("ix_replies_sender_id", replies.c.sender_id)
Index(
    "ix_replies_due_at",
    replies.c.due_at,
    postgresql_where=text("status = 'planned'"),
)
# Sent replies pile up for years; those that still want something stay few.
Index(
    "ix_replies_unfinished",
    replies.c.status,
    replies.c.country,
    postgresql_where=text("status IN ('planned', 'held', 'sending', 'unknown')"),
)

prices = Table(
    "prices",
    metadata,
    Column("country", Text, primary_key=True),
    Column("currency", Text, nullable=False),
    Column("micros", BigInteger, nullable=False),
    _moment("fetched_at"),
)

ledger_entries = Table(
    "ledger_entries",
    metadata,
    _id(),
    Column("kind", Text, nullable=False),
    Column("reply_id", ForeignKey("replies.id")),
    Column("day", Date, nullable=False),
    Column("spent_micros", BigInteger, nullable=False),
    Column("reserved_micros", BigInteger, nullable=False),
    _moment("created_at"),
)
Index("ix_ledger_entries_reply_id", ledger_entries.c.reply_id)
Index("ix_ledger_entries_day", ledger_entries.c.day, ledger_entries.c.kind)

ledger_figures = Table(
    "ledger_figures",
    metadata,
    # "total", or a day such as "2026-11-21".
    Column("scope", Text, primary_key=True),
    Column("spent_micros", BigInteger, nullable=False, server_default=text("0")),
    Column("reserved_micros", BigInteger, nullable=False, server_default=text("0")),
)

audit_entries = Table(
    "audit_entries",
    metadata,
    _id(),
    # None: the hotline did it by itself.
    _organizer("organizer_id"),
    Column("verb", Text, nullable=False),
    Column("subject", Text),
    Column("facts", JSONB, nullable=False),
    _moment("created_at"),
)
Index("ix_audit_entries_created_at", audit_entries.c.created_at)

notices = Table(
    "notices",
    metadata,
    _id(),
    _organizer("organizer_id", nullable=False),
    Column("kind", Text, nullable=False),
    # Ids and figures only: names and numbers are looked up when the notice is delivered.
    Column("facts", JSONB, nullable=False),
    _moment("created_at"),
    _moment("next_try_at"),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    _moment("delivered_at", nullable=True),
    _moment("given_up_at", nullable=True),
    Column("message_id", BigInteger),
)
Index(
    "ix_notices_waiting",
    notices.c.organizer_id,
    notices.c.id,
    postgresql_where=text("delivered_at IS NULL AND given_up_at IS NULL"),
)

# What organizers are told once only: the key says what, and for which day.
tellings = Table(
    "tellings",
    metadata,
    Column("key", Text, primary_key=True),
    _moment("told_at"),
)

drafts = Table(
    "drafts",
    metadata,
    _id(),
    _organizer("organizer_id", nullable=False),
    Column("language", Text, nullable=False),
    Column("body", Text, nullable=False),
    # The version it would replace: a draft made before somebody else's change is stale.
    Column("base_version", Integer, nullable=False),
    Column("status", Text, nullable=False),
    _moment("created_at"),
    _moment("expires_at"),
)

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("name", Text, primary_key=True),
    _moment("beaten_at"),
)

# Telegram delivers an update again when the bot died before it confirmed it.
handled_updates = Table(
    "handled_updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    _moment("handled_at"),
)
