"""Set-up: first values, and what owners settle once.

Entry points. Each takes a database, and opens its own transaction:

    set_up                   settings, reply texts and owners, where they are missing
    take_first_step          what owners are asked at the beginning
    change_hotline_language  the language of replies elsewhere, and of the group
    choose_language          the language of replies to a country that has several
    change_countries         to which countries replies may go
    change_delay             how long replies wait
    change_rule              how often a sender is answered; when a raid is told again
    migrate_secrets          what is encrypted, after a migration of the schema
    rotate_secrets           write everything with the newest key
"""
