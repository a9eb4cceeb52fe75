"""the watch: examinations, what is usual, incidents and their cards; holds of a raid; timed blocks"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

# All at once, in the order in which the application takes them: no deadlock with what is running.
_LOCK = "LOCK TABLE settings, senders, inbounds, replies, notices IN ACCESS EXCLUSIVE MODE"
# What an older program does not know of: a raid's holds are the budget's to it, and the mode is open.
_FORGET = (
    "UPDATE settings SET mode = 'open' WHERE mode = 'guarded'",
    "UPDATE replies SET reason = 'budget' WHERE status = 'held' AND reason IN ('raid', 'drain')",
)


def upgrade() -> None:
    op.execute(_LOCK)
    op.create_table('text_senders',
    sa.Column('key', sa.LargeBinary(), nullable=False),
    sa.Column('sender_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('first_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('in_raid', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('key', 'sender_id', name=op.f('pk_text_senders'))
    )
    op.create_index('ix_text_senders_first_at', 'text_senders', ['first_at'], unique=False)
    op.create_index('ix_text_senders_sender_id', 'text_senders', ['sender_id'], unique=False)
    op.create_index('ix_text_senders_last_at', 'text_senders', ['key', 'last_at'], unique=False)
    op.create_table('traffic_minutes',
    sa.Column('minute', sa.DateTime(timezone=True), nullable=False),
    sa.Column('messages', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('calls', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('senders', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('first_texts', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('insults', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('usual_messages', sa.Float(), nullable=False),
    sa.Column('usual_senders', sa.Float(), nullable=True),
    sa.PrimaryKeyConstraint('minute', name=op.f('pk_traffic_minutes'))
    )
    op.create_table('watch',
    sa.Column('id', sa.SmallInteger(), autoincrement=False, nullable=False),
    sa.Column('looks', sa.BigInteger(), nullable=False),
    sa.Column('cursor', sa.BigInteger(), nullable=False),
    sa.Column('next_cursor', sa.BigInteger(), nullable=False),
    sa.Column('next_cursor_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('baseline', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('cleared_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taught', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_watch'))
    )
    op.create_table('incidents',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('onset_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('alarm', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('evidence', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('raid_chance', sa.Float(), nullable=False),
    sa.Column('kinds', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('usual_per_minute', sa.Float(), nullable=False),
    sa.Column('peak_per_minute', sa.Float(), server_default=sa.text('0'), nullable=False),
    sa.Column('calm_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('doubted_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_alarm_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('weighed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('acknowledged_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('acknowledged_by', sa.BigInteger(), nullable=True),
    sa.Column('told_again_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('dismissed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('dismissed_by', sa.BigInteger(), nullable=True),
    sa.Column('guard_lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('told_loudly', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
    sa.Column('reopened', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('figures', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('summary', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.ForeignKeyConstraint(['acknowledged_by'], ['organizers.id'], name=op.f('fk_incidents_acknowledged_by')),
    sa.ForeignKeyConstraint(['dismissed_by'], ['organizers.id'], name=op.f('fk_incidents_dismissed_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incidents'))
    )
    op.create_index('ix_incidents_open', 'incidents', ['kind'], unique=False, postgresql_where=sa.text('closed_at IS NULL'))
    op.create_table('incident_cards',
    sa.Column('incident_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('organizer_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.Column('is_loud', sa.Boolean(), nullable=False),
    sa.Column('shown', sa.Text(), nullable=True),
    sa.Column('shown_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('picture_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('next_try_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('edits', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('muted_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('given_up_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['incident_id'], ['incidents.id'], name=op.f('fk_incident_cards_incident_id')),
    sa.ForeignKeyConstraint(['organizer_id'], ['organizers.id'], name=op.f('fk_incident_cards_organizer_id')),
    sa.PrimaryKeyConstraint('incident_id', 'organizer_id', name=op.f('pk_incident_cards'))
    )
    op.create_table('incident_senders',
    sa.Column('incident_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('sender_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('texts', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('calls', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('first_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incidents.id'], name=op.f('fk_incident_senders_incident_id')),
    sa.PrimaryKeyConstraint('incident_id', 'sender_id', name=op.f('pk_incident_senders'))
    )
    op.create_table('examinations',
    sa.Column('inbound_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('is_first', sa.Boolean(), nullable=False),
    sa.Column('is_insult', sa.Boolean(), nullable=False),
    sa.Column('keys', postgresql.ARRAY(sa.LargeBinary()), nullable=False),
    sa.ForeignKeyConstraint(['inbound_id'], ['inbounds.id'], name=op.f('fk_examinations_inbound_id')),
    sa.PrimaryKeyConstraint('inbound_id', name=op.f('pk_examinations'))
    )
    op.drop_index('ix_inbounds_sender_id', table_name='inbounds')
    op.create_index('ix_inbounds_sender_id', 'inbounds', ['sender_id', 'received_at'], unique=False)
    op.add_column('notices', sa.Column('is_loud', sa.Boolean(), server_default=sa.text('true'), nullable=False))
    op.add_column('replies', sa.Column('marks', postgresql.ARRAY(sa.Text()), nullable=True))
    op.add_column('replies', sa.Column('judged_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('replies', sa.Column('released_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('replies', sa.Column('released_by', sa.BigInteger(), nullable=True))
    op.create_index('ix_replies_released_at', 'replies', ['released_at'], unique=False, postgresql_where=sa.text('released_at IS NOT NULL'))
    op.create_foreign_key(op.f('fk_replies_released_by'), 'replies', 'organizers', ['released_by'], ['id'])
    op.add_column('senders', sa.Column('blocked_until', sa.DateTime(timezone=True), nullable=True))
    op.add_column('senders', sa.Column('block_note', sa.Text(), nullable=True))
    op.create_index('ix_senders_blocked_until', 'senders', ['blocked_until'], unique=False, postgresql_where=sa.text('blocked_until IS NOT NULL'))
    op.add_column('settings', sa.Column('guard_since', sa.DateTime(timezone=True), nullable=True))
    op.add_column('settings', sa.Column('guard_hour_micros', sa.BigInteger(), nullable=True))
    op.add_column('settings', sa.Column('remind_after_seconds', sa.Integer(), server_default=sa.text('300'), nullable=False))


def downgrade() -> None:
    for statement in _FORGET:
        op.execute(statement)
    op.drop_column('settings', 'remind_after_seconds')
    op.drop_column('settings', 'guard_hour_micros')
    op.drop_column('settings', 'guard_since')
    op.drop_index('ix_senders_blocked_until', table_name='senders', postgresql_where=sa.text('blocked_until IS NOT NULL'))
    op.drop_column('senders', 'block_note')
    op.drop_column('senders', 'blocked_until')
    op.drop_constraint(op.f('fk_replies_released_by'), 'replies', type_='foreignkey')
    op.drop_index('ix_replies_released_at', table_name='replies', postgresql_where=sa.text('released_at IS NOT NULL'))
    op.drop_column('replies', 'released_by')
    op.drop_column('replies', 'released_at')
    op.drop_column('replies', 'judged_at')
    op.drop_column('replies', 'marks')
    op.drop_column('notices', 'is_loud')
    op.drop_index('ix_inbounds_sender_id', table_name='inbounds')
    op.create_index('ix_inbounds_sender_id', 'inbounds', ['sender_id'], unique=False)
    op.drop_table('examinations')
    op.drop_table('incident_senders')
    op.drop_table('incident_cards')
    op.drop_index('ix_incidents_open', table_name='incidents', postgresql_where=sa.text('closed_at IS NULL'))
    op.drop_table('incidents')
    op.drop_table('watch')
    op.drop_table('traffic_minutes')
    op.drop_index('ix_text_senders_sender_id', table_name='text_senders')
    op.drop_index('ix_text_senders_last_at', table_name='text_senders')
    op.drop_index('ix_text_senders_first_at', table_name='text_senders')
    op.drop_table('text_senders')
