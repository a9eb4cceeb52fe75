"""what money needs: the ledger's other figures, prices by hand, looks at the provider, errands"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

# The total budget is derived from the ledger from now on: what it is today is its first entry.
_TOTAL_BUDGET = """
INSERT INTO ledger_entries (kind, day, spent_micros, reserved_micros, budget_micros, created_at)
SELECT 'budget', (now() AT TIME ZONE timezone)::date, 0, 0, total_budget_micros, now() FROM settings
"""
# What left, or may have, before there were looks at the provider is looked at now. When it was
# claimed is when its money was set aside.
_LOOK = """
UPDATE replies
   SET look_at = CASE WHEN status <> 'sending' THEN now() END, listed_micros = cost_micros,
       claimed_at = (SELECT max(created_at) FROM ledger_entries AS entry
                      WHERE entry.reply_id = replies.id AND entry.kind = 'reserve')
 WHERE status IN ('sending', 'unknown')
    OR (provider_sid IS NOT NULL AND changed_at > now() - interval '20 days')
"""
# All at once, in the order in which the application takes them: no deadlock with what is running.
_LOCK = """
LOCK TABLE settings, senders, replies, prices, ledger_figures, ledger_entries
  IN ACCESS EXCLUSIVE MODE
"""


def upgrade() -> None:
    op.execute(_LOCK)
    op.create_table('inbound_costs',
    sa.Column('quarter', sa.DateTime(timezone=True), nullable=False),
    sa.Column('line', sa.Text(), nullable=False),
    sa.Column('segments', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('quarter', 'line', name=op.f('pk_inbound_costs'))
    )
    op.create_table('unplugged_lines',
    sa.Column('line', sa.Text(), nullable=False),
    sa.Column('text_url', sa.Text(), nullable=False),
    sa.Column('fallback_url', sa.Text(), nullable=False),
    sa.Column('unplugged_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('line', name=op.f('pk_unplugged_lines'))
    )
    op.create_table('errands',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('line', sa.Text(), nullable=False),
    sa.Column('organizer_id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('next_try_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('error_code', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['organizer_id'], ['organizers.id'], name=op.f('fk_errands_organizer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_errands'))
    )
    op.create_index('ix_errands_waiting', 'errands', ['next_try_at'], unique=False, postgresql_where=sa.text('done_at IS NULL'))
    op.create_table('fixed_prices',
    sa.Column('country', sa.Text(), nullable=False),
    sa.Column('micros', sa.BigInteger(), nullable=False),
    sa.Column('organizer_id', sa.BigInteger(), nullable=True),
    sa.Column('fixed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organizer_id'], ['organizers.id'], name=op.f('fk_fixed_prices_organizer_id')),
    sa.PrimaryKeyConstraint('country', name=op.f('pk_fixed_prices'))
    )
    op.create_table('proposals',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('organizer_id', sa.BigInteger(), nullable=False),
    sa.Column('act', sa.Text(), nullable=False),
    sa.Column('facts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organizer_id'], ['organizers.id'], name=op.f('fk_proposals_organizer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposals'))
    )
    op.add_column('ledger_entries', sa.Column('inbound_micros', sa.BigInteger(), server_default=sa.text('0'), nullable=False))
    op.add_column('ledger_entries', sa.Column('budget_micros', sa.BigInteger(), server_default=sa.text('0'), nullable=False))
    op.add_column('ledger_entries', sa.Column('organizer_id', sa.BigInteger(), nullable=True))
    op.add_column('ledger_entries', sa.Column('note', sa.Text(), nullable=True))
    op.create_foreign_key(op.f('fk_ledger_entries_organizer_id'), 'ledger_entries', 'organizers', ['organizer_id'], ['id'])
    op.add_column('ledger_figures', sa.Column('inbound_micros', sa.BigInteger(), server_default=sa.text('0'), nullable=False))
    op.add_column('prices', sa.Column('inbound_micros', sa.BigInteger(), nullable=True))
    op.alter_column('prices', 'micros',
               existing_type=sa.BIGINT(),
               nullable=True)
    op.add_column('replies', sa.Column('listed_micros', sa.BigInteger(), nullable=True))
    op.add_column('replies', sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('replies', sa.Column('look_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('replies', sa.Column('looks', sa.Integer(), server_default=sa.text('0'), nullable=False))
    op.add_column('replies', sa.Column('priced_at', sa.DateTime(timezone=True), nullable=True))
    op.create_index('ix_replies_look_at', 'replies', ['look_at'], unique=False, postgresql_where=sa.text('look_at IS NOT NULL'))
    op.add_column('settings', sa.Column('margin_percent', sa.Integer(), server_default=sa.text('10'), nullable=False))
    op.add_column('settings', sa.Column('dearest_reply_micros', sa.BigInteger(), server_default=sa.text('300000'), nullable=False))
    op.add_column('settings', sa.Column('inbound_warning_micros', sa.BigInteger(), server_default=sa.text('10000000'), nullable=False))
    op.add_column('settings', sa.Column('halt_code', sa.Text(), nullable=True))
    op.add_column('settings', sa.Column('halt_until', sa.DateTime(timezone=True), nullable=True))
    op.add_column('settings', sa.Column('halt_trial_id', sa.BigInteger(), nullable=True))
    op.add_column('settings', sa.Column('halt_by_report', sa.Boolean(), server_default=sa.text('false'), nullable=False))
    op.execute(_TOTAL_BUDGET)
    op.execute(_LOOK)


def downgrade() -> None:
    op.execute("DELETE FROM prices WHERE micros IS NULL")
    op.drop_column('settings', 'halt_by_report')
    op.drop_column('settings', 'halt_trial_id')
    op.drop_column('settings', 'halt_until')
    op.drop_column('settings', 'halt_code')
    op.drop_column('settings', 'inbound_warning_micros')
    op.drop_column('settings', 'dearest_reply_micros')
    op.drop_column('settings', 'margin_percent')
    op.drop_index('ix_replies_look_at', table_name='replies', postgresql_where=sa.text('look_at IS NOT NULL'))
    op.drop_column('replies', 'priced_at')
    op.drop_column('replies', 'looks')
    op.drop_column('replies', 'look_at')
    op.drop_column('replies', 'claimed_at')
    op.drop_column('replies', 'listed_micros')
    op.alter_column('prices', 'micros',
               existing_type=sa.BIGINT(),
               nullable=False)
    op.drop_column('prices', 'inbound_micros')
    op.drop_column('ledger_figures', 'inbound_micros')
    op.drop_constraint(op.f('fk_ledger_entries_organizer_id'), 'ledger_entries', type_='foreignkey')
    op.drop_column('ledger_entries', 'note')
    op.drop_column('ledger_entries', 'organizer_id')
    op.drop_column('ledger_entries', 'budget_micros')
    op.drop_column('ledger_entries', 'inbound_micros')
    op.drop_table('proposals')
    op.drop_table('fixed_prices')
    op.drop_index('ix_errands_waiting', table_name='errands', postgresql_where=sa.text('done_at IS NULL'))
    op.drop_table('errands')
    op.drop_table('unplugged_lines')
    op.drop_table('inbound_costs')
