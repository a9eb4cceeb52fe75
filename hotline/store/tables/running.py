"""The tables through which the processes work together."""

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

# Which store this is, as it was when it was last alive (see hotline/store/upkeep/store_life.py).
store_identity = Table("store_identity", metadata, Column("identity", Text, primary_key=True))

# The keys that the store was written with (see hotline/store/upkeep/secret_keys.py).
secret_keys = Table("secret_keys", metadata, Column("key_id", Text, primary_key=True))

# The changes of encrypted rows that `migrate` has made: no migration of the schema has the key.
secret_migrations = Table("secret_migrations", metadata, Column("name", Text, primary_key=True))

# Messages that left our lines and that no reply knows: a restored store is older than the world.
unmatched_messages = Table(
    "unmatched_messages",
    metadata,
    id_column(),
    Column("provider_sid", Text, nullable=False, unique=True),
    # Deleted when an owner has looked.
    Column("number_secret", LargeBinary, nullable=False),
    Column("key_id", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("segments", SmallInteger, nullable=False),
    Column("price_micros", BigInteger),
    Column("currency", Text),
    moment("sent_at"),
    moment("told_at", nullable=True),
    moment("adopted_at", nullable=True),
)
Index(
    "ix_unmatched_messages_waiting",
    unmatched_messages.c.id,
    postgresql_where=text("adopted_at IS NULL"),
)

# A task or a job that has failed in a row, until it works again.
failing_work = Table(
    "failing_work",
    metadata,
    Column("name", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    moment("first_at"),
    moment("last_at"),
    moment("told_at", nullable=True),
)

# Telegram delivers an update again if the bot died before it confirmed it.
handled_updates = Table(
    "handled_updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    moment("handled_at"),
)

# What an organizer wants done at the provider. The worker does it; a notice tells the result.
errands = Table(
    "errands",
    metadata,
    id_column(),
    Column("kind", Text, nullable=False),
    Column("line", Text, nullable=False),
    # Null: the hotline itself.
    organizer("organizer_id"),
    moment("created_at"),
    moment("next_try_at"),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    moment("done_at", nullable=True),
    Column("error_code", Text),
)
Index("ix_errands_waiting", errands.c.next_try_at, postgresql_where=text("done_at IS NULL"))

# Lines that are unplugged, and where their texts were announced before.
unplugged_lines = Table(
    "unplugged_lines",
    metadata,
    Column("line", Text, primary_key=True),
    Column("text_url", Text, nullable=False),
    Column("fallback_url", Text, nullable=False),
    # Null until the provider has confirmed it.
    moment("unplugged_at", nullable=True),
)

# A reply text that is sent to an organizer's own phone. Its number is deleted when it is taken.
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

# A check-up that an organizer asked for: the result is shown in that message of their chat.
# Without organizer and message: the hotline did it by itself.
checkups = Table(
    "checkups",
    metadata,
    id_column(),
    organizer("organizer_id"),
    Column("message_id", BigInteger),
    moment("asked_at"),
    # What was found: figures and our own lines, no names, no secrets.
    Column("findings", JSONB),
    moment("done_at", nullable=True),
    moment("shown_at", nullable=True),
    # When a worker began it.
    moment("started_at", nullable=True),
    # When no worker had answered, and a stopgap was shown: a look at the store alone.
    moment("stopgap_at", nullable=True),
)
Index("ix_checkups_unshown", checkups.c.id, postgresql_where=text("shown_at IS NULL"))

# What people confirmed because no program can check it, such as a second copy of the key.
assurances = Table(
    "assurances",
    metadata,
    Column("what", Text, primary_key=True),
    organizer("organizer_id", nullable=False),
    moment("assured_at"),
)
