"""The tables by which the processes know of one another."""

from sqlalchemy import BigInteger, Column, Table, Text

from hotline.store.tables.columns import metadata, moment

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
