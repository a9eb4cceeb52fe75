"""Check-ups: whether everything is right, and how to put it right.

Entry points. Each takes a database, and opens its own transaction:

    ask_checkup             an organizer asks; the worker looks
    run_checkups            one look answers all who wait
    check_up                everything, what is wrong first
    check_store             what the store knows, without any network
    verify_store            every row: whether all that must be true of it is
    check_provider          the account, the lines, the senders, the balance
    find_finished_checkups  the answers that are to be shown
    watch_health            the hotline looks by itself, and tells what has become wrong
    tell_silence            the bot tells of a silent web, worker or queue
    tell_bot_silence        the worker tells of a silent bot, by ALERT_URLS
    visit_own_address       the worker visits our address from outside, and tells when it is away
    report_failing_work     a task or a job that fails again and again
    record_assurance        people say what no program can look at
    record_heartbeat        a part says that it works
    check_health            which parts are alive

Neither:

    check_public_url        our own outside address, visited as the provider would
"""
