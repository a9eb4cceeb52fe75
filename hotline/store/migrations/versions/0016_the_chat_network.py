"""the group's topic is kept, and a group that seems deleted; a rename is told"""

import sqlalchemy as sa
from alembic import op
revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('team_group', sa.Column('thread_id', sa.BigInteger(), nullable=True))
    op.create_table('lost_group',
    sa.Column('id', sa.SmallInteger(), autoincrement=False, nullable=False),
    sa.Column('chat_secret', sa.LargeBinary(), nullable=False),
    sa.Column('key_id', sa.Text(), nullable=False),
    sa.Column('organizer_id', sa.BigInteger(), nullable=False),
    sa.Column('lost_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_lost_group_one_row')),
    sa.ForeignKeyConstraint(['organizer_id'], ['organizers.id'], name=op.f('fk_lost_group_organizer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lost_group'))
    )
    op.add_column('organizers', sa.Column('former_name_secret', sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column('organizers', 'former_name_secret')
    op.drop_table('lost_group')
    op.drop_column('team_group', 'thread_id')
