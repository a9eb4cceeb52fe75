"""The tables of the money: prices, the ledger's entries and its running figures."""

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Index, Table, Text, text

from hotline.store.tables.columns import id_column, metadata, moment

prices = Table(
    "prices",
    metadata,
    Column("country", Text, primary_key=True),
    Column("currency", Text, nullable=False),
    Column("micros", BigInteger, nullable=False),
    moment("fetched_at"),
)

ledger_entries = Table(
    "ledger_entries",
    metadata,
    id_column(),
    Column("kind", Text, nullable=False),
    Column("reply_id", ForeignKey("replies.id")),
    Column("day", Date, nullable=False),
    Column("spent_micros", BigInteger, nullable=False),
    Column("reserved_micros", BigInteger, nullable=False),
    moment("created_at"),
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
