"""The tables by which the processes know of one another."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text, text

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
