"""a lost phone is locked; the team may have a group, where cards are shown too"""

import sqlalchemy as sa
from alembic import op
revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('organizers', sa.Column('locked_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('organizers', sa.Column('locked_by', sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f('fk_organizers_locked_by'), 'organizers', 'organizers', ['locked_by'], ['id'])
    op.create_table('team_group',
    sa.Column('id', sa.SmallInteger(), autoincrement=False, nullable=False),
    sa.Column('chat_secret', sa.LargeBinary(), nullable=False),
    sa.Column('key_id', sa.Text(), nullable=False),
    sa.Column('organizer_id', sa.BigInteger(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_team_group_one_row')),
    sa.ForeignKeyConstraint(['organizer_id'], ['organizers.id'], name=op.f('fk_team_group_organizer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team_group'))
    )
    op.drop_constraint(op.f('pk_incident_cards'), 'incident_cards', type_='primary')
    op.add_column('incident_cards', sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False))
    op.create_primary_key(op.f('pk_incident_cards'), 'incident_cards', ['id'])
    op.alter_column('incident_cards', 'organizer_id', nullable=True)
    op.create_index('ix_incident_cards_incident_id', 'incident_cards', ['incident_id', 'organizer_id'], unique=True)
    op.create_index('ix_incident_cards_of_the_group', 'incident_cards', ['incident_id'], unique=True, postgresql_where=sa.text('organizer_id IS NULL'))


def downgrade() -> None:
    op.drop_index('ix_incident_cards_of_the_group', table_name='incident_cards')
    op.drop_index('ix_incident_cards_incident_id', table_name='incident_cards')
    op.execute('DELETE FROM incident_cards WHERE organizer_id IS NULL')
    op.drop_constraint(op.f('pk_incident_cards'), 'incident_cards', type_='primary')
    op.drop_column('incident_cards', 'id')
    op.create_primary_key(op.f('pk_incident_cards'), 'incident_cards', ['incident_id', 'organizer_id'])
    op.drop_table('team_group')
    op.drop_constraint(op.f('fk_organizers_locked_by'), 'organizers', type_='foreignkey')
    op.drop_column('organizers', 'locked_by')
    op.drop_column('organizers', 'locked_at')
