"""texts that threaten are marked for the file"""

import sqlalchemy as sa
from alembic import op
revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('threats',
    sa.Column('inbound_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('sender_id', sa.BigInteger(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['inbound_id'], ['inbounds.id'], name=op.f('fk_threats_inbound_id')),
    sa.PrimaryKeyConstraint('inbound_id', name=op.f('pk_threats'))
    )
    op.create_index('ix_threats_sender_id', 'threats', ['sender_id'], unique=False)
    op.create_index('ix_threats_received_at', 'threats', ['received_at'], unique=False)


def downgrade() -> None:
    op.drop_table('threats')
