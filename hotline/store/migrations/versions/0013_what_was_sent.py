"""messages that left our lines and that no reply knows: the store may be older than the world"""

import sqlalchemy as sa
from alembic import op
revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('settings', sa.Column('ask_sent_since', sa.DateTime(timezone=True), nullable=True))
    op.create_table('unmatched_messages',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('provider_sid', sa.Text(), nullable=False),
    sa.Column('number_secret', sa.LargeBinary(), nullable=False),
    sa.Column('key_id', sa.Text(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('segments', sa.SmallInteger(), nullable=False),
    sa.Column('price_micros', sa.BigInteger(), nullable=True),
    sa.Column('currency', sa.Text(), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('adopted_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unmatched_messages')),
    sa.UniqueConstraint('provider_sid', name=op.f('uq_unmatched_messages_provider_sid'))
    )
    op.create_index('ix_unmatched_messages_waiting', 'unmatched_messages', ['id'], unique=False,
                    postgresql_where=sa.text('adopted_at IS NULL'))
    op.execute(
        "INSERT INTO heartbeats (name, beaten_at)"
        " SELECT 'store', max(beaten_at) FROM heartbeats HAVING count(*) > 0"
        " ON CONFLICT DO NOTHING"
    )


def downgrade() -> None:
    op.execute("DELETE FROM heartbeats WHERE name = 'store'")
    op.drop_index('ix_unmatched_messages_waiting', table_name='unmatched_messages')
    op.drop_table('unmatched_messages')
    op.drop_column('settings', 'ask_sent_since')
