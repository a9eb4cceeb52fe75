"""organizers whose phone shows rich messages get a second card, that is one

A program from before this edits such a card as if it were a plain one, which Telegram refuses.
"""

from alembic import op
revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Neither writes a row: the default is kept once, beside the table.
    op.execute(
        "ALTER TABLE organizers ADD COLUMN IF NOT EXISTS"
        " sees_rich BOOLEAN NOT NULL DEFAULT false"
    )
    op.execute(
        "ALTER TABLE incident_cards ADD COLUMN IF NOT EXISTS"
        " is_rich BOOLEAN NOT NULL DEFAULT false"
    )
    op.drop_index('ix_incident_cards_incident_id', table_name='incident_cards')
    op.create_index('ix_incident_cards_incident_id', 'incident_cards', ['incident_id', 'organizer_id', 'is_rich'], unique=True)


def downgrade() -> None:
    op.execute("DELETE FROM incident_cards WHERE is_rich")
    op.drop_index('ix_incident_cards_incident_id', table_name='incident_cards')
    op.create_index('ix_incident_cards_incident_id', 'incident_cards', ['incident_id', 'organizer_id'], unique=True)
    op.drop_column('incident_cards', 'is_rich')
    op.drop_column('organizers', 'sees_rich')
