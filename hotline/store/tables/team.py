"""The tables of the team: the settings it changes, who is in it, what it did and is told."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from hotline.store.tables.columns import id_column, metadata, moment, organizer

settings = Table(
    "settings",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("mode", Text, nullable=False),
    # Counts the changes of mode, so that a late tap on an old card is seen for what it is.
    Column("mode_version", Integer, nullable=False, server_default=text("0")),
    moment("mode_until", nullable=True),
    Column("delay_seconds", Integer, nullable=False),
    Column("expiry_seconds", Integer, nullable=False),
    Column("repeat_after_days", Integer),
    Column("countries", ARRAY(Text), nullable=False),
    Column("currency", Text, nullable=False),
    Column("daily_budget_micros", BigInteger, nullable=False),
    Column("total_budget_micros", BigInteger, nullable=False),
    # Added to the listed price when money is set aside: what carriers add is not listed.
    Column("margin_percent", Integer, nullable=False, server_default=text("10")),
    # A reply text that costs more than this is refused.
    Column("dearest_reply_micros", BigInteger, nullable=False, server_default=text("300000")),
    # What a day's texts that come in may cost before people are told.
    Column("inbound_warning_micros", BigInteger, nullable=False, server_default=text("10000000")),
    Column("language", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    # Why nothing can be sent at all (an error code), when one reply is tried again, and which is
    # being tried. By a report: the account takes messages, and lets them fail.
    Column("halt_code", Text),
    moment("halt_until", nullable=True),
    Column("halt_trial_id", BigInteger),
    Column("halt_by_report", Boolean, nullable=False, server_default=text("false")),
    # In a raid: replies planned since then are held. Null unless the mode is guarded.
    moment("guard_since", nullable=True),
    # What may leave in an hour of a raid; null: a twelfth of the day's budget.
    Column("guard_hour_micros", BigInteger),
    # When nobody has acknowledged an incident, everybody is told once more.
    Column("remind_after_seconds", Integer, nullable=False, server_default=text("300")),
    # The acts that a second person must agree to.
    Column("two_people", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    # How far the owners have come in the first steps; null: they are done.
    Column("first_step", Text),
    CheckConstraint("id = 1", name="one_row"),
)

organizers = Table(
    "organizers",
    metadata,
    id_column(),
    Column("telegram_hash", LargeBinary, nullable=False, unique=True),
    Column("telegram_secret", LargeBinary, nullable=False),
    Column("name_secret", LargeBinary, nullable=False),
    Column("key_id", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("language", Text),
    moment("joined_at"),
    moment("last_seen_at", nullable=True),
    moment("removed_at", nullable=True),
    # Set when Telegram says that this person has blocked the bot or never opened it.
    moment("unreachable_since", nullable=True),
    # A lost phone: frozen until an owner has looked.
    moment("locked_at", nullable=True),
    organizer("locked_by"),
    # What may make a sound: everything, important, raids. Not between these hours, where the team
    # lives, except raids if they want; and not before `muted_until`.
    Column("alert_level", Text, nullable=False, server_default=text("'everything'")),
    Column("quiet_from", SmallInteger),
    Column("quiet_to", SmallInteger),
    Column("raids_sound", Boolean, nullable=False, server_default=text("true")),
    moment("muted_until", nullable=True),
    # False: they do not want to read what was written to us.
    Column("sees_texts", Boolean, nullable=False, server_default=text("true")),
    # At what hour they want the day's digest; null: never. And the last day they had it.
    Column("digest_hour", SmallInteger),
    Column("digest_day", Date),
)

# The team's group in Telegram, if it has one: every card is shown there too.
team_group = Table(
    "team_group",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("chat_secret", LargeBinary, nullable=False),
    Column("key_id", Text, nullable=False),
    organizer("organizer_id", nullable=False),
    moment("since"),
    CheckConstraint("id = 1", name="one_row"),
)

invitations = Table(
    "invitations",
    metadata,
    id_column(),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    organizer("inviter_id", nullable=False),
    moment("created_at"),
    moment("expires_at"),
    moment("withdrawn_at", nullable=True),
    moment("accepted_at", nullable=True),
    organizer("accepted_by"),
)

audit_entries = Table(
    "audit_entries",
    metadata,
    id_column(),
    # None: the hotline did it by itself.
    organizer("organizer_id"),
    Column("verb", Text, nullable=False),
    Column("subject", Text),
    Column("facts", JSONB, nullable=False),
    moment("created_at"),
)
Index("ix_audit_entries_created_at", audit_entries.c.created_at)

notices = Table(
    "notices",
    metadata,
    id_column(),
    organizer("organizer_id", nullable=False),
    Column("kind", Text, nullable=False),
    # Ids and figures only: names and numbers are looked up when the notice is delivered.
    Column("facts", JSONB, nullable=False),
    # Whether a telephone may make a sound.
    Column("is_loud", Boolean, nullable=False, server_default=text("true")),
    moment("created_at"),
    moment("next_try_at"),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    moment("delivered_at", nullable=True),
    moment("given_up_at", nullable=True),
    Column("message_id", BigInteger),
)
Index(
    "ix_notices_waiting",
    notices.c.organizer_id,
    notices.c.id,
    postgresql_where=text("delivered_at IS NULL AND given_up_at IS NULL"),
)

# What an organizer's next free text is for: the command that it completes.
expectations = Table(
    "expectations",
    metadata,
    Column("organizer_id", ForeignKey("organizers.id"), primary_key=True, autoincrement=False),
    Column("what", Text, nullable=False),
    moment("expires_at"),
    # Where what they write leads back to: the menu, a step of the first ones.
    Column("way_back", Text),
)

# Messages of ours that vanish from an organizer's chat.
vanishing_messages = Table(
    "vanishing_messages",
    metadata,
    Column("organizer_id", ForeignKey("organizers.id"), primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    moment("vanishes_at"),
)

# What organizers are told once only: the key says what, and for which day.
tellings = Table(
    "tellings",
    metadata,
    Column("key", Text, primary_key=True),
    moment("told_at"),
)

drafts = Table(
    "drafts",
    metadata,
    id_column(),
    organizer("organizer_id", nullable=False),
    Column("language", Text, nullable=False),
    Column("body", Text, nullable=False),
    # The version it would replace: a draft made before somebody else's change is stale.
    Column("base_version", Integer, nullable=False),
    Column("status", Text, nullable=False),
    moment("created_at"),
    moment("expires_at"),
)

# An act put to confirmation: what it would do is in `facts`, so that a button needs its id only.
# Some wait for a second person, who agrees.
proposals = Table(
    "proposals",
    metadata,
    id_column(),
    organizer("organizer_id", nullable=False),
    Column("act", Text, nullable=False),
    Column("facts", JSONB, nullable=False),
    Column("status", Text, nullable=False),
    moment("created_at"),
    moment("expires_at"),
    # Who agreed, or declined.
    organizer("seconded_by"),
)
Index(
    "ix_proposals_asked",
    proposals.c.expires_at,
    postgresql_where=text("status = 'asked'"),
)
