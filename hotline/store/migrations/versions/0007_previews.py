"""a reply text can be sent to an organizer's own handset"""

import sqlalchemy as sa
from alembic import op
revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('previews',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('organizer_id', sa.BigInteger(), nullable=False),
    sa.Column('text_id', sa.BigInteger(), nullable=False),
    sa.Column('number_secret', sa.LargeBinary(), nullable=True),
    sa.Column('key_id', sa.Text(), nullable=False),
    sa.Column('line', sa.Text(), nullable=False),
    sa.Column('cost_micros', sa.BigInteger(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['organizer_id'], ['organizers.id'], name=op.f('fk_previews_organizer_id')),
    sa.ForeignKeyConstraint(['text_id'], ['reply_texts.id'], name=op.f('fk_previews_text_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_previews'))
    )
    op.create_index('ix_previews_waiting', 'previews', ['id'], postgresql_where=sa.text('taken_at IS NULL'))


def downgrade() -> None:
    op.drop_table('previews')
