"""Incidents: a raid, a surge or a drain, from its first sign to its summary.

Entry points. Each takes a database, and opens its own transaction:

    watch_traffic            look at what is new: learn, open, follow, close
    watch_drain              look for low and slow bleeding
    estimate_held            who of the held looks genuine so far
    find_live_cards          the cards that are to be sent or edited
    record_card_delivery     what became of a card
    show_incident            what a card says
    show_traffic             minute by minute, for the picture
    list_incidents           all there were
    acknowledge_incident     somebody looks after it
    mute_incident            no sound for one organizer
    say_awake                somebody is awake
    ask_incident_act         ask about blocking, releasing, dropping, dismissing
    guard_again              the guard is put back
    send_backup_alert        tell of a raid by ALERT_URLS while Telegram is away
    report_watch_failure     tell that nobody watches

Steps. Each takes a connection, inside the transaction of its caller:

    examine_inbounds         marks and hashes of what came in
    open_incident            a spike was seen
    follow_incident          what becomes of it at each look
    ring_again               a raid that nobody looks after
    measure_incident         who takes part, what it costs, what was saved
    summarise_incident       the figures that are kept at its end
    block_incident_senders   many at once
    settle_incident_replies  release the genuine, or drop all
    dismiss_incident         people say that it is nothing to worry about
    reopen_incident          they were mistaken
"""
