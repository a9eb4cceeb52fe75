"""which store this is: a promoted standby and a restored dump are others, and may be older"""

import sqlalchemy as sa
from alembic import op
revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

# The cluster, its timeline (a promotion or a recovery begins a new one), and a table (a dump makes
# it again). Where a platform does not tell the first two, the table alone.
_NOW = """
CREATE FUNCTION store_identity_now() RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    physical text;
BEGIN
    BEGIN
        SELECT system_identifier || ':' || left(pg_walfile_name(pg_current_wal_lsn()), 8)
          INTO physical FROM pg_control_system();
    EXCEPTION WHEN OTHERS THEN
        physical := '';
    END;
    RETURN physical || ':' || 'heartbeats'::regclass::oid;
END $$
"""


def upgrade() -> None:
    op.create_table('store_identity',
    sa.Column('identity', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('identity', name=op.f('pk_store_identity'))
    )
    op.execute(_NOW)
    op.execute("INSERT INTO store_identity VALUES (store_identity_now())")


def downgrade() -> None:
    op.execute("DROP FUNCTION store_identity_now()")
    op.drop_table('store_identity')
