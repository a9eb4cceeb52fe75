"""owners choose the language of a country that has several, and take a reply text away

A program from before this sends what was removed until it is started anew, and the usual language.
"""

from alembic import op
revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Neither writes a row: the default is kept once, beside the table.
    op.execute(
        "ALTER TABLE settings ADD COLUMN IF NOT EXISTS"
        " country_languages JSONB NOT NULL DEFAULT '{}'"
    )
    op.execute("ALTER TABLE reply_texts ADD COLUMN IF NOT EXISTS removed_at TIMESTAMPTZ")


def downgrade() -> None:
    op.drop_column('reply_texts', 'removed_at')
    op.drop_column('settings', 'country_languages')
