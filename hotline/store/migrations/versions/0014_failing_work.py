"""work that fails again and again is told by its name"""

import sqlalchemy as sa
from alembic import op
revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('failing_work',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('first_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_failing_work'))
    )
    op.create_index('ix_replies_ended', 'replies', ['changed_at'], unique=False,
                    postgresql_where=sa.text("status IN ('delivered', 'undelivered', 'failed')"))


def downgrade() -> None:
    op.drop_index('ix_replies_ended', table_name='replies')
    op.drop_table('failing_work')
