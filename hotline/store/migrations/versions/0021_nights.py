"""nights: who is on call, the steps of a raid that nobody looks after, a bound for what comes in"""

import sqlalchemy as sa
from alembic import op
revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('settings', sa.Column('elsewhere_after_seconds', sa.Integer(), server_default=sa.text('900'), nullable=False))
    op.add_column('settings', sa.Column('louder_after_seconds', sa.Integer(), server_default=sa.text('1800'), nullable=False))
    op.add_column('settings', sa.Column('inbound_cap_micros', sa.BigInteger(), nullable=True))
    # The hotline may unplug a line by itself.
    op.alter_column('errands', 'organizer_id', existing_type=sa.BigInteger(), nullable=True)
    op.add_column('settings', sa.Column('on_call_id', sa.BigInteger(), nullable=True))
    op.add_column('settings', sa.Column('on_call_until', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.execute("UPDATE errands SET organizer_id = (SELECT min(id) FROM organizers) WHERE organizer_id IS NULL")
    op.alter_column('errands', 'organizer_id', existing_type=sa.BigInteger(), nullable=False)
    for column in ('on_call_until', 'on_call_id', 'inbound_cap_micros', 'louder_after_seconds', 'elsewhere_after_seconds'):
        op.drop_column('settings', column)
