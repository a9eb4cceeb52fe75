"""The tables of the watch: what it found in the traffic, and the incidents.

Senders are not foreign keys here: each new row would lock the row of its sender, and the webhook
would wait for it.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
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


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=text("0"))


# What the watch found in a text: marks and keyed hashes, nothing that can be read.
examinations = Table(
    "examinations",
    metadata,
    Column("inbound_id", ForeignKey("inbounds.id"), primary_key=True, autoincrement=False),
    # The first text of its sender ever.
    Column("is_first", Boolean, nullable=False),
    Column("is_insult", Boolean, nullable=False),
    # A phone or a carrier wrote it by itself.
    Column("is_machine", Boolean, nullable=False, server_default=text("false")),
    # Hashes of its normalised text and of its ends, without those that many people write.
    Column("keys", ARRAY(LargeBinary), nullable=False),
)

# Texts in which the lexicon found a threat: marked for the file.
threats = Table(
    "threats",
    metadata,
    Column("inbound_id", ForeignKey("inbounds.id"), primary_key=True, autoincrement=False),
    Column("sender_id", BigInteger, nullable=False),
    moment("received_at"),
)
Index("ix_threats_sender_id", threats.c.sender_id)
Index("ix_threats_received_at", threats.c.received_at)

# Who sent a text with this key, when, and whether a raid was on.
text_senders = Table(
    "text_senders",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("sender_id", BigInteger, primary_key=True, autoincrement=False),
    moment("first_at"),
    moment("last_at"),
    Column("in_raid", Boolean, nullable=False),
)
Index("ix_text_senders_first_at", text_senders.c.first_at)
Index("ix_text_senders_sender_id", text_senders.c.sender_id)
Index("ix_text_senders_last_at", text_senders.c.key, text_senders.c.last_at)
# Whether a phrase is everybody's.
Index(
    "ix_text_senders_outside_raids",
    text_senders.c.key,
    text_senders.c.first_at,
    postgresql_where=text("NOT in_raid"),
)

# One row: how far the watch has looked, and what it has learnt.
watch = Table(
    "watch",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    # Counts the looks: a worker that remembers another number reads the last hours again.
    Column("looks", BigInteger, nullable=False),
    # Every inbound up to `cursor` is examined. `next_cursor` becomes the cursor when it is settled.
    Column("cursor", BigInteger, nullable=False),
    Column("next_cursor", BigInteger, nullable=False),
    moment("next_cursor_at"),
    Column("baseline", JSONB, nullable=False),
    # No rule looks further back: earlier traffic has been dealt with.
    moment("cleared_at"),
    # {alarm's key: [the count that people called harmless, until when]}
    Column("taught", JSONB, nullable=False),
)

# What each minute brought. Stored ten minutes after it is over.
traffic_minutes = Table(
    "traffic_minutes",
    metadata,
    Column("minute", DateTime(timezone=True), primary_key=True),
    _count("messages"),
    _count("calls"),
    _count("senders"),
    _count("first_texts"),
    _count("insults"),
    Column("usual_messages", Float, nullable=False),
    # Null: this hour of the week was never seen before.
    Column("usual_senders", Float),
)

incidents = Table(
    "incidents",
    metadata,
    id_column(),
    Column("kind", Text, nullable=False),
    moment("opened_at"),
    # When its first text or call came.
    moment("onset_at"),
    moment("closed_at", nullable=True),
    # What was seen (rule, window, count, usual, senders), and what was weighed.
    Column("alarm", JSONB, nullable=False),
    Column("evidence", JSONB, nullable=False),
    Column("raid_chance", Float, nullable=False),
    # [[moment, kind, chance], …]
    Column("kinds", JSONB, nullable=False),
    # Texts and calls per minute: usual when it opened, and the most since.
    Column("usual_per_minute", Float, nullable=False),
    Column("peak_per_minute", Float, nullable=False, server_default=text("0")),
    # Since when it has looked as if it were over, or as if it were a surge.
    moment("calm_since", nullable=True),
    moment("doubted_since", nullable=True),
    moment("last_alarm_at"),
    moment("weighed_at"),
    moment("acknowledged_at", nullable=True),
    organizer("acknowledged_by"),
    moment("told_again_at", nullable=True),
    # When people said that it is no raid.
    moment("dismissed_at", nullable=True),
    organizer("dismissed_by"),
    # When people opened the hotline although the incident continues.
    moment("guard_lifted_at", nullable=True),
    # When people were told of it with a sound.
    Column("told_loudly", JSONB, nullable=False, server_default=text("'[]'")),
    _count("reopened"),
    # What is computed only from time to time: the largest groups of one text, who looks genuine.
    Column("figures", JSONB),
    # The figures at its end.
    Column("summary", JSONB),
)
Index("ix_incidents_open", incidents.c.kind, postgresql_where=text("closed_at IS NULL"))

# Who takes part in an incident, and how much.
incident_senders = Table(
    "incident_senders",
    metadata,
    Column("incident_id", ForeignKey("incidents.id"), primary_key=True, autoincrement=False),
    Column("sender_id", BigInteger, primary_key=True, autoincrement=False),
    _count("texts"),
    _count("calls"),
    moment("first_at"),
    moment("last_at"),
)

# The live card of an incident in an organizer's chat; without organizer, in the team's group.
incident_cards = Table(
    "incident_cards",
    metadata,
    id_column(),
    Column("incident_id", ForeignKey("incidents.id"), nullable=False),
    organizer("organizer_id"),
    Column("message_id", BigInteger),
    # Whether a phone may make a sound when it arrives.
    Column("is_loud", Boolean, nullable=False),
    # A digest of what it shows.
    Column("shown", Text),
    moment("shown_at", nullable=True),
    # Null: it has no picture.
    moment("picture_at", nullable=True),
    moment("next_try_at"),
    _count("tries"),
    _count("edits"),
    moment("muted_until", nullable=True),
    moment("given_up_at", nullable=True),
    # A rich message, silent and beside the plain card, for an organizer who sees such messages.
    Column("is_rich", Boolean, nullable=False, server_default=text("false")),
)
Index(
    "ix_incident_cards_incident_id",
    incident_cards.c.incident_id,
    incident_cards.c.organizer_id,
    incident_cards.c.is_rich,
    unique=True,
)
Index(
    "ix_incident_cards_of_the_group",
    incident_cards.c.incident_id,
    unique=True,
    postgresql_where=text("organizer_id IS NULL"),
)
