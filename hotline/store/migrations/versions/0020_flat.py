"""looks and lists that stay quick whatever is stored: they read an index, not every row"""

import sqlalchemy as sa
from alembic import op
revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

_INDEXES = (
    ('ix_inbounds_key_id', 'inbounds', ['key_id'], None),
    ('ix_senders_key_id', 'senders', ['key_id'], None),
    ('ix_senders_blocked_at', 'senders', ['blocked_at', 'id'], 'blocked_at IS NOT NULL'),
    ('ix_replies_planned_at', 'replies', ['planned_at'], None),
    ('ix_text_senders_outside_raids', 'text_senders', ['key', 'first_at'], 'NOT in_raid'),
)


def upgrade() -> None:
    # Nobody waits for an index that is made concurrently; so it may wait longer for others than
    # a change that locks a table. What an earlier try left is of no use.
    with op.get_context().autocommit_block():
        op.execute("SET lock_timeout = '30s'")
        for name, table, columns, where in _INDEXES:
            op.drop_index(name, table_name=table, if_exists=True, postgresql_concurrently=True)
            op.create_index(
                name, table, columns, unique=False, postgresql_concurrently=True,
                postgresql_where=sa.text(where) if where else None,
            )
        op.execute("SET lock_timeout = '2s'")


def downgrade() -> None:
    for name, table, _, _ in _INDEXES:
        op.drop_index(name, table_name=table)
