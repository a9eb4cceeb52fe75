"""The tables of the money: prices, the ledger's entries and its running figures."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    text,
)

from hotline.store.tables.columns import id_column, metadata, moment, organizer


def _amount(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False, server_default=text("0"))


prices = Table(
    "prices",
    metadata,
    Column("country", Text, primary_key=True),
    Column("currency", Text, nullable=False),
    # What a segment to that country costs, and what one received on a line of that country costs.
    # Null: the provider lists no price.
    Column("micros", BigInteger),
    Column("inbound_micros", BigInteger),
    moment("fetched_at"),
)

# Prices that people have set by hand: they replace the provider's.
fixed_prices = Table(
    "fixed_prices",
    metadata,
    Column("country", Text, primary_key=True),
    Column("micros", BigInteger, nullable=False),
    organizer("organizer_id"),
    moment("fixed_at"),
)

ledger_entries = Table(
    "ledger_entries",
    metadata,
    id_column(),
    Column("kind", Text, nullable=False),
    Column("reply_id", ForeignKey("replies.id")),
    Column("day", Date, nullable=False),
    # What the entry adds to each figure.
    Column("spent_micros", BigInteger, nullable=False),
    Column("reserved_micros", BigInteger, nullable=False),
    _amount("inbound_micros"),
    # What it adds to the total budget, whose running figure is in the settings.
    _amount("budget_micros"),
    organizer("organizer_id"),
    # Of an older program; empty since fund_notes.
    Column("note", Text),
    moment("created_at"),
)
# Where the money of a fund comes from. Beside the ledger, which cannot be written with another key.
fund_notes = Table(
    "fund_notes",
    metadata,
    id_column(),
    Column("entry_id", ForeignKey("ledger_entries.id"), nullable=False, unique=True),
    Column("note_secret", LargeBinary, nullable=False),
    Column("key_id", Text, nullable=False),
)

# Notes that an older program wrote in clear, between two steps of one `migrate`.
clear_fund_notes = Table(
    "clear_fund_notes",
    metadata,
    Column("entry_id", BigInteger, primary_key=True, autoincrement=False),
    Column("note", Text, nullable=False),
)

Index("ix_ledger_entries_reply_id", ledger_entries.c.reply_id)
Index("ix_ledger_entries_day", ledger_entries.c.day, ledger_entries.c.kind)

ledger_figures = Table(
    "ledger_figures",
    metadata,
    # "total", or a day such as "2026-11-21".
    Column("scope", Text, primary_key=True),
    _amount("spent_micros"),
    _amount("reserved_micros"),
    _amount("inbound_micros"),
)

# How many incoming segments are in the ledger already, by quarter of an hour: midnight never falls
# within a quarter, in any time zone.
inbound_costs = Table(
    "inbound_costs",
    metadata,
    Column("quarter", DateTime(timezone=True), primary_key=True),
    Column("line", Text, primary_key=True),
    Column("segments", Integer, nullable=False),
)
