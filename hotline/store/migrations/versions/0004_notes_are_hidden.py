"""why somebody was blocked is encrypted: such a note may name a person"""

import sqlalchemy as sa
from alembic import op
revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What was noted so far is in plain words, and there is no key here to encrypt it with.
    op.drop_column('senders', 'block_note')
    op.add_column('senders', sa.Column('block_note_secret', sa.LargeBinary(), nullable=True))
    op.add_column('senders', sa.Column('blocked_in', sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f('fk_senders_blocked_in'), 'senders', 'incidents', ['blocked_in'], ['id'])


def downgrade() -> None:
    op.drop_constraint(op.f('fk_senders_blocked_in'), 'senders', type_='foreignkey')
    op.drop_column('senders', 'blocked_in')
    op.drop_column('senders', 'block_note_secret')
    op.add_column('senders', sa.Column('block_note', sa.Text(), nullable=True))
