"""why somebody was blocked is encrypted: such a note may name a person"""

import sqlalchemy as sa
from alembic import op
revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


# Who was blocked with others had the incident for a note. What people wrote is in plain words, and
# there is no key here to encrypt it with: it is wiped, not only dropped.
_MOVE = (
    "UPDATE senders SET blocked_in = incidents.id FROM incidents"
    " WHERE block_note = 'incident:' || incidents.id",
    "UPDATE senders SET block_note = NULL WHERE block_note IS NOT NULL",
)


def upgrade() -> None:
    op.add_column('senders', sa.Column('block_note_secret', sa.LargeBinary(), nullable=True))
    op.add_column('senders', sa.Column('blocked_in', sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f('fk_senders_blocked_in'), 'senders', 'incidents', ['blocked_in'], ['id'])
    for statement in _MOVE:
        op.execute(statement)
    op.drop_column('senders', 'block_note')


def downgrade() -> None:
    op.drop_constraint(op.f('fk_senders_blocked_in'), 'senders', type_='foreignkey')
    op.drop_column('senders', 'blocked_in')
    op.drop_column('senders', 'block_note_secret')
    op.add_column('senders', sa.Column('block_note', sa.Text(), nullable=True))
