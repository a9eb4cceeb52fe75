"""The tables of the team: its settings, its members, what they did and what they are told."""

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
    # Counts the changes of mode, so that a late tap on an old card is recognised.
    Column("mode_version", Integer, nullable=False, server_default=text("0")),
    moment("mode_until", nullable=True),
    Column("delay_seconds", Integer, nullable=False),
    Column("expiry_seconds", Integer, nullable=False),
    Column("repeat_after_days", Integer),
    Column("countries", ARRAY(Text), nullable=False),
    Column("currency", Text, nullable=False),
    Column("daily_budget_micros", BigInteger, nullable=False),
    Column("total_budget_micros", BigInteger, nullable=False),
    # Added to the listed price of a reservation: carrier surcharges are not listed.
    Column("margin_percent", Integer, nullable=False, server_default=text("10")),
    # A reply text that costs more than this per reply is refused.
    Column("dearest_reply_micros", BigInteger, nullable=False, server_default=text("300000")),
    # People are told when the incoming texts of a day cost more than this.
    Column("inbound_warning_micros", BigInteger, nullable=False, server_default=text("10000000")),
    Column("language", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    # Why nothing can be sent at all (an error code), when one reply is tried, and which reply that
    # is. halt_by_report: the account accepts messages, but they fail later.
    Column("halt_code", Text),
    moment("halt_until", nullable=True),
    Column("halt_trial_id", BigInteger),
    Column("halt_by_report", Boolean, nullable=False, server_default=text("false")),
    # During a raid: replies planned since then are held. Null unless the mode is guarded.
    moment("guard_since", nullable=True),
    # What may be spent in an hour of a raid. Null: a twelfth of the daily budget.
    Column("guard_hour_micros", BigInteger),
    # After this, everybody is told once more if nobody has acknowledged a raid.
    Column("remind_after_seconds", Integer, nullable=False, server_default=text("300")),
    # After this, by ALERT_URLS too; and after this, once more, in louder words.
    Column("elsewhere_after_seconds", Integer, nullable=False, server_default=text("900")),
    Column("louder_after_seconds", Integer, nullable=False, server_default=text("1800")),
    # The lines are unplugged once the texts of a day have cost this. Null: never by itself.
    Column("inbound_cap_micros", BigInteger),
    # Who has the phone tonight, and until when.
    Column("on_call_id", BigInteger),
    moment("on_call_until", nullable=True),
    # What our lines have sent since then is asked of the provider before anything is claimed.
    moment("ask_sent_since", nullable=True),
    # The acts that a second person must agree to.
    Column("two_people", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    # {country: language} of replies, where owners chose: of the languages that are spoken there.
    Column("country_languages", JSONB, nullable=False, server_default=text("'{}'")),
    # Where the owners are in the first steps. Null: they have finished them.
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
    # Their name before the last change, which was told.
    Column("former_name_secret", LargeBinary),
    Column("key_id", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("language", Text),
    moment("joined_at"),
    # From then on their agreement counts. Null: from the start, as for the first owners.
    moment("agrees_from", nullable=True),
    moment("last_seen_at", nullable=True),
    moment("removed_at", nullable=True),
    # Set when Telegram says that this person has blocked the bot or never opened it.
    moment("unreachable_since", nullable=True),
    # Locked, for example after a lost phone, until an owner unlocks them.
    moment("locked_at", nullable=True),
    organizer("locked_by"),
    # What may make a sound: everything, important, raids. No sound in the quiet hours (in the
    # team's time zone) and before `muted_until`, except for raids if `raids_sound`.
    Column("alert_level", Text, nullable=False, server_default=text("'everything'")),
    Column("quiet_from", SmallInteger),
    Column("quiet_to", SmallInteger),
    Column("raids_sound", Boolean, nullable=False, server_default=text("true")),
    moment("muted_until", nullable=True),
    # False: they do not want to read texts of senders.
    Column("sees_texts", Boolean, nullable=False, server_default=text("true")),
    # Their phone shows rich messages: they have read a number in one, and tapped it.
    Column("sees_rich", Boolean, nullable=False, server_default=text("false")),
    # The hour at which they want the daily digest (null: never), and the last day they got it.
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
    # The topic in which /here was written, in a group that has topics.
    Column("thread_id", BigInteger),
    organizer("organizer_id", nullable=False),
    moment("since"),
    CheckConstraint("id = 1", name="one_row"),
)

# A group that seems to be gone. For a day it may turn out to have become a supergroup.
lost_group = Table(
    "lost_group",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("chat_secret", LargeBinary, nullable=False),
    Column("key_id", Text, nullable=False),
    organizer("organizer_id", nullable=False),
    moment("lost_at"),
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
    # Null: the hotline itself did it.
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
    # Only ids and figures: names and numbers are looked up when the notice is delivered.
    Column("facts", JSONB, nullable=False),
    # Whether a phone may make a sound.
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
    # Where the answer leads back to: the menu, or one of the first steps.
    Column("way_back", Text),
)

# Our messages that the bot deletes from an organizer's chat when it is time.
vanishing_messages = Table(
    "vanishing_messages",
    metadata,
    Column("organizer_id", ForeignKey("organizers.id"), primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    moment("vanishes_at"),
)

# What organizers are told only once: the key says what, and for which day.
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
    # The version that it would replace: after somebody else's change the draft is stale.
    Column("base_version", Integer, nullable=False),
    Column("status", Text, nullable=False),
    moment("created_at"),
    moment("expires_at"),
)

# An act that waits for confirmation. What it would do is in `facts`, so that a button needs only
# its id. Some wait for a second person to agree.
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
