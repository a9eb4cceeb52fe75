"""The statements of the intake. Each connection plans them once, and runs them by their names."""

# xmin is the transaction that wrote the row last: whatever changed the settings, it differs.
SETTINGS_VERSION = "xmin::text"
# $1: {"key": …, "new": senders, "seen": senders, "inbounds": …}, as `keep` makes them.
# A secret is ASCII. A new sender is found again by its hash, to refer to the row just written.
_KEEP = """
WITH arrived AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(CAST($1 AS jsonb)->'inbounds') AS row (
        sid text, kind text, sender bigint, hash text, line text, body text, segments smallint,
        media smallint, reason text, received timestamptz, country text, status text,
        reply_reason text, was_held_for text, due timestamptz, expires timestamptz)
), added AS (
    INSERT INTO senders (number_hash, number_secret, key_id, number_kind, country, first_seen_at,
                         last_seen_at, texts, calls, last_planned_at, opted_out_at)
    SELECT decode(hash, 'hex'), convert_to(secret, 'UTF8'), CAST($1 AS jsonb)->>'key', kind,
           country, first, last, texts, calls, planned, opted_out
      FROM jsonb_to_recordset(CAST($1 AS jsonb)->'new') AS row (
        hash text, secret text, kind text, country text, first timestamptz, last timestamptz,
        texts int, calls int, planned timestamptz, opted_out timestamptz)
    RETURNING id, encode(number_hash, 'hex') AS hash
), seen AS (
    UPDATE senders
       SET texts = senders.texts + row.texts, calls = senders.calls + row.calls,
           last_seen_at = greatest(last_seen_at, row.last),
           last_planned_at = coalesce(row.planned, last_planned_at),
           opted_out_at = row.opted_out
      FROM jsonb_to_recordset(CAST($1 AS jsonb)->'seen') AS row (
        id bigint, last timestamptz, texts int, calls int, planned timestamptz,
        opted_out timestamptz)
     WHERE senders.id = row.id
), kept AS (
    INSERT INTO inbounds (provider_sid, kind, sender_id, line, body_secret, key_id, segments,
                          media, reason, received_at)
    SELECT sid, kind, coalesce(sender, added.id), line, convert_to(body, 'UTF8'),
           CAST($1 AS jsonb)->>'key', segments, media, reason, received
      FROM arrived LEFT JOIN added USING (hash)
    RETURNING id, provider_sid, sender_id
), planned AS (
    INSERT INTO replies (sender_id, inbound_id, status, reason, was_held_for, line, country,
                         planned_at, due_at, expires_at, changed_at)
    SELECT sender_id, kept.id, status, reply_reason, was_held_for, line, country, received, due,
           expires, received
      FROM arrived JOIN kept ON provider_sid = sid WHERE due IS NOT NULL
)
SELECT count(*) FROM kept
"""
STATEMENTS = {
    "lock_senders": (
        "SELECT count(pg_advisory_xact_lock(one)) FROM unnest(CAST($1 AS bigint[])) AS one"
    ),
    # In the order of their ids. NO KEY: others may still refer to the row.
    "know_senders": (
        "SELECT number_hash, id, blocked_at, opted_out_at, last_planned_at FROM senders"
        " WHERE number_hash = ANY(CAST($1 AS bytea[])) ORDER BY id FOR NO KEY UPDATE"
    ),
    "known_sids": (
        "SELECT provider_sid FROM inbounds WHERE provider_sid = ANY(CAST($1 AS text[]))"
    ),
    "settings_version": f"SELECT {SETTINGS_VERSION} FROM settings",  # noqa: S608
    "keep_inbounds": _KEEP,
}
