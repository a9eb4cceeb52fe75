"""the first tables"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0001'
down_revision = None
branch_labels = None
depends_on = None

# Whoever has the application's password still cannot rewrite what was written down.
_APPEND_ONLY = ("audit_entries", "ledger_entries")
_REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$
"""

# Find a sender or add him, and lock him, in one round trip. The lock is taken before the second
# look, so that two first texts at once make one sender, even while processes with old and new keys
# overlap. A known number is never inserted in vain: that would burn handles, and in a raid #412
# would be followed by #20412. `hashes` holds his hash by every key, the newest first.
_KNOW_SENDER = """
CREATE FUNCTION know_sender(
    hashes bytea[], lock bigint, secret bytea, key_id text, number_kind text, country text,
    moment timestamptz, OUT sender_id bigint, OUT blocked_at timestamptz,
    OUT opted_out_at timestamptz, OUT last_planned_at timestamptz
) LANGUAGE plpgsql AS $$
DECLARE
    locked boolean := false;
BEGIN
    LOOP
        SELECT s.id, s.blocked_at, s.opted_out_at, s.last_planned_at
          INTO sender_id, blocked_at, opted_out_at, last_planned_at
          FROM senders AS s WHERE s.number_hash = ANY(hashes) FOR UPDATE;
        IF sender_id IS NOT NULL OR hashes IS NULL THEN
            RETURN;
        END IF;
        IF NOT locked THEN
            PERFORM pg_advisory_xact_lock(lock);
            locked := true;
            CONTINUE;
        END IF;
        INSERT INTO senders (number_hash, number_secret, key_id, number_kind, country,
                             first_seen_at, last_seen_at)
        VALUES (hashes[1], secret, know_sender.key_id, know_sender.number_kind,
                know_sender.country, moment, moment)
        ON CONFLICT (number_hash) DO NOTHING;
    END LOOP;
END $$
"""


def upgrade() -> None:
    op.create_table('handled_updates',
    sa.Column('update_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('handled_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('update_id', name=op.f('pk_handled_updates'))
    )
    op.create_table('heartbeats',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('beaten_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_heartbeats'))
    )
    op.create_table('ledger_figures',
    sa.Column('scope', sa.Text(), nullable=False),
    sa.Column('spent_micros', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('reserved_micros', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.PrimaryKeyConstraint('scope', name=op.f('pk_ledger_figures'))
    )
    op.create_table('organizers',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('telegram_hash', sa.LargeBinary(), nullable=False),
    sa.Column('telegram_secret', sa.LargeBinary(), nullable=False),
    sa.Column('name_secret', sa.LargeBinary(), nullable=False),
    sa.Column('key_id', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=True),
    sa.Column('joined_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('unreachable_since', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organizers')),
    sa.UniqueConstraint('telegram_hash', name=op.f('uq_organizers_telegram_hash'))
    )
    op.create_table('prices',
    sa.Column('country', sa.Text(), nullable=False),
    sa.Column('currency', sa.Text(), nullable=False),
    sa.Column('micros', sa.BigInteger(), nullable=False),
    sa.Column('fetched_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('country', name=op.f('pk_prices'))
    )
    op.create_table('settings',
    sa.Column('id', sa.SmallInteger(), autoincrement=False, nullable=False),
    sa.Column('mode', sa.Text(), nullable=False),
    sa.Column('mode_version', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('mode_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('delay_seconds', sa.Integer(), nullable=False),
    sa.Column('expiry_seconds', sa.Integer(), nullable=False),
    sa.Column('repeat_after_days', sa.Integer(), nullable=True),
    sa.Column('countries', postgresql.ARRAY(sa.Text()), nullable=False),
    sa.Column('currency', sa.Text(), nullable=False),
    sa.Column('daily_budget_micros', sa.BigInteger(), nullable=False),
    sa.Column('total_budget_micros', sa.BigInteger(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('timezone', sa.Text(), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_settings_one_row')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_settings'))
    )
    op.create_table('tellings',
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_tellings'))
    )
    op.create_table('audit_entries',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('organizer_id', sa.BigInteger(), nullable=True),
    sa.Column('verb', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=True),
    sa.Column('facts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organizer_id'], ['organizers.id'], name=op.f('fk_audit_entries_organizer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entries'))
    )
    op.create_index('ix_audit_entries_created_at', 'audit_entries', ['created_at'], unique=False)
    op.create_table('drafts',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('organizer_id', sa.BigInteger(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('base_version', sa.Integer(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organizer_id'], ['organizers.id'], name=op.f('fk_drafts_organizer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drafts'))
    )
    op.create_table('invitations',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('inviter_id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('accepted_by', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['accepted_by'], ['organizers.id'], name=op.f('fk_invitations_accepted_by')),
    sa.ForeignKeyConstraint(['inviter_id'], ['organizers.id'], name=op.f('fk_invitations_inviter_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitations')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_invitations_token_hash'))
    )
    op.create_table('notices',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('organizer_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('facts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('next_try_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('delivered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('given_up_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['organizer_id'], ['organizers.id'], name=op.f('fk_notices_organizer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notices'))
    )
    op.create_index('ix_notices_waiting', 'notices', ['organizer_id', 'id'], unique=False, postgresql_where=sa.text('delivered_at IS NULL AND given_up_at IS NULL'))
    op.create_table('reply_texts',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('author_id', sa.BigInteger(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['organizers.id'], name=op.f('fk_reply_texts_author_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reply_texts')),
    sa.UniqueConstraint('language', 'version', name=op.f('uq_reply_texts_language'))
    )
    op.create_table('senders',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('number_hash', sa.LargeBinary(), nullable=False),
    sa.Column('number_secret', sa.LargeBinary(), nullable=False),
    sa.Column('key_id', sa.Text(), nullable=False),
    sa.Column('number_kind', sa.Text(), nullable=False),
    sa.Column('country', sa.Text(), nullable=True),
    sa.Column('first_seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('texts', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('calls', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('blocked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('blocked_by', sa.BigInteger(), nullable=True),
    sa.Column('opted_out_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_planned_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['blocked_by'], ['organizers.id'], name=op.f('fk_senders_blocked_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_senders')),
    sa.UniqueConstraint('number_hash', name=op.f('uq_senders_number_hash'))
    )
    op.create_index('ix_senders_last_seen_at', 'senders', ['last_seen_at'], unique=False)
    op.create_table('inbounds',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('provider_sid', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('sender_id', sa.BigInteger(), nullable=True),
    sa.Column('line', sa.Text(), nullable=False),
    sa.Column('body_secret', sa.LargeBinary(), nullable=True),
    sa.Column('key_id', sa.Text(), nullable=False),
    sa.Column('segments', sa.SmallInteger(), nullable=False),
    sa.Column('media', sa.SmallInteger(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['sender_id'], ['senders.id'], name=op.f('fk_inbounds_sender_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inbounds')),
    sa.UniqueConstraint('provider_sid', name=op.f('uq_inbounds_provider_sid'))
    )
    op.create_index('ix_inbounds_received_at', 'inbounds', ['received_at'], unique=False)
    op.create_index('ix_inbounds_sender_id', 'inbounds', ['sender_id'], unique=False)
    op.create_table('replies',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('sender_id', sa.BigInteger(), nullable=False),
    sa.Column('inbound_id', sa.BigInteger(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('line', sa.Text(), nullable=False),
    sa.Column('country', sa.Text(), nullable=False),
    sa.Column('planned_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('enqueued_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempt', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('text_id', sa.BigInteger(), nullable=True),
    sa.Column('cost_micros', sa.BigInteger(), nullable=True),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('provider_sid', sa.Text(), nullable=True),
    sa.Column('error_code', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['inbound_id'], ['inbounds.id'], name=op.f('fk_replies_inbound_id')),
    sa.ForeignKeyConstraint(['sender_id'], ['senders.id'], name=op.f('fk_replies_sender_id')),
    sa.ForeignKeyConstraint(['text_id'], ['reply_texts.id'], name=op.f('fk_replies_text_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_replies')),
    sa.UniqueConstraint('inbound_id', name=op.f('uq_replies_inbound_id')),
    sa.UniqueConstraint('provider_sid', name=op.f('uq_replies_provider_sid'))
    )
    op.create_index('ix_replies_due_at', 'replies', ['due_at'], unique=False, postgresql_where=sa.text("status = 'planned'"))
    op.create_index('ix_replies_sender_id', 'replies', ['sender_id'], unique=False)
    op.create_index('ix_replies_unfinished', 'replies', ['status', 'country'], unique=False, postgresql_where=sa.text("status IN ('planned', 'held', 'sending', 'unknown')"))
    op.create_table('ledger_entries',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('reply_id', sa.BigInteger(), nullable=True),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('spent_micros', sa.BigInteger(), nullable=False),
    sa.Column('reserved_micros', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['reply_id'], ['replies.id'], name=op.f('fk_ledger_entries_reply_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ledger_entries'))
    )
    op.create_index('ix_ledger_entries_day', 'ledger_entries', ['day', 'kind'], unique=False)
    op.create_index('ix_ledger_entries_reply_id', 'ledger_entries', ['reply_id'], unique=False)
    op.execute(_KNOW_SENDER)
    op.execute(_REFUSE)
    for table in _APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    op.drop_index('ix_ledger_entries_reply_id', table_name='ledger_entries')
    op.drop_index('ix_ledger_entries_day', table_name='ledger_entries')
    op.drop_table('ledger_entries')
    op.drop_index('ix_replies_unfinished', table_name='replies', postgresql_where=sa.text("status IN ('planned', 'held', 'sending', 'unknown')"))
    op.drop_index('ix_replies_sender_id', table_name='replies')
    op.drop_index('ix_replies_due_at', table_name='replies', postgresql_where=sa.text("status = 'planned'"))
    op.drop_table('replies')
    op.drop_index('ix_inbounds_sender_id', table_name='inbounds')
    op.drop_index('ix_inbounds_received_at', table_name='inbounds')
    op.drop_table('inbounds')
    op.drop_index('ix_senders_last_seen_at', table_name='senders')
    op.drop_table('senders')
    op.drop_table('reply_texts')
    op.drop_index('ix_notices_waiting', table_name='notices', postgresql_where=sa.text('delivered_at IS NULL AND given_up_at IS NULL'))
    op.drop_table('notices')
    op.drop_table('invitations')
    op.drop_table('drafts')
    op.drop_index('ix_audit_entries_created_at', table_name='audit_entries')
    op.drop_table('audit_entries')
    op.drop_table('tellings')
    op.drop_table('settings')
    op.drop_table('prices')
    op.drop_table('organizers')
    op.drop_table('ledger_figures')
    op.drop_table('heartbeats')
    op.drop_table('handled_updates')
    op.execute("DROP FUNCTION refuse_change()")
    op.execute("DROP FUNCTION know_sender")
