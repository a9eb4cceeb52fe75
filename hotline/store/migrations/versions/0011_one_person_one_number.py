"""the keys of the store are known; a sender whose number was written in two ways is one"""

import sqlalchemy as sa
from alembic import op
revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

_HAVE_KEYS = ('senders', 'organizers', 'inbounds', 'team_group', 'previews')


def upgrade() -> None:
    op.create_table('secret_keys',
    sa.Column('key_id', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('key_id', name=op.f('pk_secret_keys'))
    )
    op.create_table('secret_migrations',
    sa.Column('name', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_secret_migrations'))
    )
    op.add_column('senders', sa.Column('joined_to', sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f('fk_senders_joined_to'), 'senders', 'senders', ['joined_to'], ['id'])
    found = ' UNION '.join(f'SELECT key_id FROM {table}' for table in _HAVE_KEYS)
    op.execute(
        f"INSERT INTO secret_keys SELECT key_id FROM ({found}) AS found"
        " WHERE key_id NOT IN ('', 'two keys')"
    )


def downgrade() -> None:
    op.drop_constraint(op.f('fk_senders_joined_to'), 'senders', type_='foreignkey')
    op.drop_column('senders', 'joined_to')
    op.drop_table('secret_migrations')
    op.drop_table('secret_keys')
