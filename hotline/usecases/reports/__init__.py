"""Reports: what organizers are told, and what they look at.

Entry points. Each takes a database, and opens its own transaction:

    find_waiting_notices    what is to be told now, to whom
    record_notice_delivery  it was delivered, put off, or given up
    tell_digest             the day's figures, at each one's hour
    show_status             one glance
    show_stats              what happened over a day, a week, a month
    show_log                who did what

Steps. Each takes a connection, inside the transaction of its caller:

    find_names              the names and handles that a notice speaks of
"""
