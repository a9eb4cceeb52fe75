"""free text completes a command that a button began; some acts need a second person"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('expectations',
    sa.Column('organizer_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organizer_id'], ['organizers.id'], name=op.f('fk_expectations_organizer_id')),
    sa.PrimaryKeyConstraint('organizer_id', name=op.f('pk_expectations'))
    )
    op.add_column('proposals', sa.Column('seconded_by', sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f('fk_proposals_seconded_by'), 'proposals', 'organizers', ['seconded_by'], ['id'])
    op.create_index('ix_proposals_asked', 'proposals', ['expires_at'], postgresql_where=sa.text("status = 'asked'"))
    op.add_column('settings', sa.Column('two_people', postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False))


def downgrade() -> None:
    op.drop_column('settings', 'two_people')
    op.drop_index('ix_proposals_asked', table_name='proposals')
    op.drop_constraint(op.f('fk_proposals_seconded_by'), 'proposals', type_='foreignkey')
    op.drop_column('proposals', 'seconded_by')
    op.drop_table('expectations')
