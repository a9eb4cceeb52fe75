"""check-ups, what people assure, how far the first steps have come, and where words lead back to"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB
revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('checkups',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('organizer_id', sa.BigInteger(), nullable=True),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('findings', JSONB(), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('shown_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('stopgap_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['organizer_id'], ['organizers.id'], name=op.f('fk_checkups_organizer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_checkups'))
    )
    op.create_index('ix_checkups_unshown', 'checkups', ['id'], unique=False, postgresql_where=sa.text('shown_at IS NULL'))
    op.create_table('assurances',
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('organizer_id', sa.BigInteger(), nullable=False),
    sa.Column('assured_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organizer_id'], ['organizers.id'], name=op.f('fk_assurances_organizer_id')),
    sa.PrimaryKeyConstraint('what', name=op.f('pk_assurances'))
    )
    op.add_column('settings', sa.Column('first_step', sa.Text(), nullable=True))
    op.add_column('expectations', sa.Column('way_back', sa.Text(), nullable=True))


def downgrade() -> None:
    # The program before knows no such errand.
    op.execute("UPDATE errands SET done_at = now(), error_code = 'overtaken'"
               " WHERE kind = 'point' AND done_at IS NULL")
    op.drop_column('expectations', 'way_back')
    op.drop_column('settings', 'first_step')
    op.drop_table('assurances')
    op.drop_table('checkups')
