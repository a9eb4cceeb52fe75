"""where money comes from may name a person: the notes of funds leave the ledger and the log

They wait, in clear, for the step of `migrate` that has the key and encrypts them.
"""

import sqlalchemy as sa
from alembic import op
revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

_APPEND_ONLY = ('ledger_entries', 'audit_entries')
# The entries of one transaction have the same moment.
_MOVE = (
    "INSERT INTO clear_fund_notes SELECT id, note FROM ledger_entries WHERE note <> ''",
    "UPDATE audit_entries AS told SET facts = (told.facts - 'note')"
    " || jsonb_build_object('fund_id', entry.id) FROM ledger_entries AS entry"
    " WHERE told.verb = 'fund' AND told.facts->>'note' <> '' AND entry.kind = 'fund'"
    " AND entry.created_at = told.created_at AND entry.note IS NOT NULL",
    "UPDATE audit_entries SET facts = facts - 'note' WHERE verb = 'fund' AND facts ? 'note'",
    "UPDATE notices SET facts = facts - 'note' WHERE kind = 'act.fund' AND facts ? 'note'",
    "UPDATE proposals SET facts = facts - 'note' WHERE act = 'fund' AND facts ? 'note'",
    "UPDATE ledger_entries SET note = NULL WHERE note IS NOT NULL",
)


def upgrade() -> None:
    op.create_table('fund_notes',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('entry_id', sa.BigInteger(), nullable=False),
    sa.Column('note_secret', sa.LargeBinary(), nullable=False),
    sa.Column('key_id', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['ledger_entries.id'], name=op.f('fk_fund_notes_entry_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fund_notes')),
    sa.UniqueConstraint('entry_id', name=op.f('uq_fund_notes_entry_id'))
    )
    op.create_table('clear_fund_notes',
    sa.Column('entry_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_clear_fund_notes'))
    )
    for table in _APPEND_ONLY:
        op.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
    for statement in _MOVE:
        op.execute(statement)
    for table in _APPEND_ONLY:
        op.execute(f"ALTER TABLE {table} ENABLE TRIGGER append_only")


def downgrade() -> None:
    op.drop_table('clear_fund_notes')
    op.drop_table('fund_notes')
