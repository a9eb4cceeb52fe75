"""what was written down is not emptied either: TRUNCATE passes by the triggers of rows"""

from alembic import op
revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

_APPEND_ONLY = ('audit_entries', 'ledger_entries')


def upgrade() -> None:
    for table in _APPEND_ONLY:
        op.execute(
            f'CREATE TRIGGER no_truncate BEFORE TRUNCATE ON {table}'
            ' FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()'
        )


def downgrade() -> None:
    for table in _APPEND_ONLY:
        op.execute(f'DROP TRIGGER no_truncate ON {table}')
