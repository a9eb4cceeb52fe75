"""Senders: who writes to us, what is known of each, who is blocked.

Entry points. Each takes a database, and opens its own transaction:

    list_busy_senders       who sends most now
    list_senders            who came last; who is blocked
    show_sender             one of them: what came, what speaks against them, their reply
    order_block             what was written after /block: one at once, several after a question
    find_several            the senders who are named, all or none
    block_sender            never answered again
    unblock_sender          answered again
    end_timed_blocks        blocks whose time is over
    reveal_number           the number, for an owner, with a reason, for a minute
    find_expiring_messages  the messages that must vanish from a chat

Steps. Each takes a connection, inside the transaction of its caller:

    find_sender             the sender whom an organizer means
"""
