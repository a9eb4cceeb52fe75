"""a newcomer's agreement counts after a day; a dropped reply remembers what it was held for"""

import sqlalchemy as sa
from alembic import op
revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('organizers', sa.Column('agrees_from', sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE organizers SET agrees_from = accepted_at + interval '1 day'"
        " FROM invitations WHERE accepted_by = organizers.id"
    )
    op.add_column('replies', sa.Column('was_held_for', sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column('replies', 'was_held_for')
    op.drop_column('organizers', 'agrees_from')
