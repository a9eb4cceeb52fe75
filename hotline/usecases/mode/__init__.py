"""The mode: whether replies leave. Open, guarded, suspended.

Entry points. Each takes a database, and opens its own transaction:

    suspend         the emergency brake
    ask_resume      what a resumption would decide about
    resume          open again, and say what becomes of the backlog
    end_suspension  a timed suspension is over

Steps. Each takes a connection, inside the transaction of its caller:

    enter_guard     a raid is on: hold what is planned
    leave_guard     it is over
    change_end      the suspension lasts until another moment
    reopen          open, deciding about the backlog
"""
