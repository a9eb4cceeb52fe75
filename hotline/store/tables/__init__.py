"""The tables. Moments are in UTC; money is in micros.

Columns that end in `_secret` are encrypted; those that end in `_hash` are keyed hashes (see
`hotline.vault`). `key_id` names the key that wrote the row.
"""

from hotline.store.tables.columns import metadata
from hotline.store.tables.money import (
    fixed_prices,
    inbound_costs,
    ledger_entries,
    ledger_figures,
    prices,
)
from hotline.store.tables.running import (
    assurances,
    checkups,
    errands,
    failing_work,
    handled_updates,
    heartbeats,
    previews,
    secret_keys,
    secret_migrations,
    unmatched_messages,
    unplugged_lines,
)
from hotline.store.tables.team import (
    audit_entries,
    drafts,
    expectations,
    invitations,
    lost_group,
    notices,
    organizers,
    proposals,
    settings,
    team_group,
    tellings,
    vanishing_messages,
)
from hotline.store.tables.traffic import inbounds, replies, reply_texts, senders
from hotline.store.tables.watching import (
    examinations,
    incident_cards,
    incident_senders,
    incidents,
    text_senders,
    threats,
    traffic_minutes,
    watch,
)

__all__ = [
    "assurances",
    "audit_entries",
    "checkups",
    "drafts",
    "errands",
    "examinations",
    "expectations",
    "failing_work",
    "fixed_prices",
    "handled_updates",
    "heartbeats",
    "inbound_costs",
    "inbounds",
    "incident_cards",
    "incident_senders",
    "incidents",
    "invitations",
    "ledger_entries",
    "ledger_figures",
    "lost_group",
    "metadata",
    "notices",
    "organizers",
    "previews",
    "prices",
    "proposals",
    "replies",
    "reply_texts",
    "secret_keys",
    "secret_migrations",
    "senders",
    "settings",
    "team_group",
    "tellings",
    "text_senders",
    "threats",
    "traffic_minutes",
    "unmatched_messages",
    "unplugged_lines",
    "vanishing_messages",
    "watch",
]
