"""what may make a sound, who wants to read texts, digests, and messages that vanish"""

import sqlalchemy as sa
from alembic import op
revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column('alert_level', sa.Text(), server_default=sa.text("'everything'"), nullable=False),
        sa.Column('quiet_from', sa.SmallInteger(), nullable=True),
        sa.Column('quiet_to', sa.SmallInteger(), nullable=True),
        sa.Column('raids_sound', sa.Boolean(), server_default=sa.text('true'), nullable=False),
        sa.Column('muted_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('sees_texts', sa.Boolean(), server_default=sa.text('true'), nullable=False),
        sa.Column('digest_hour', sa.SmallInteger(), nullable=True),
        sa.Column('digest_day', sa.Date(), nullable=True),
    ):
        op.add_column('organizers', column)
    op.add_column('previews', sa.Column('provider_sid', sa.Text(), nullable=True))
    op.create_table('vanishing_messages',
    sa.Column('organizer_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('message_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('vanishes_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organizer_id'], ['organizers.id'], name=op.f('fk_vanishing_messages_organizer_id')),
    sa.PrimaryKeyConstraint('organizer_id', 'message_id', name=op.f('pk_vanishing_messages'))
    )


def downgrade() -> None:
    op.drop_table('vanishing_messages')
    op.drop_column('previews', 'provider_sid')
    for column in ('digest_day', 'digest_hour', 'sees_texts', 'muted_until', 'raids_sound',
                   'quiet_to', 'quiet_from', 'alert_level'):
        op.drop_column('organizers', column)
