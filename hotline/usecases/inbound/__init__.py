"""Inbound: a text or a call arrives, is kept, and its reply is planned. Uses no other chapter.

Entry points. Each takes a database, and opens its own transaction:

    receive_inbounds    keep texts and calls, and plan the replies that their senders are owed
    catch_up            find what was not announced in the provider's lists, and receive it
    count_inbound_cost  put into the ledger what the texts that came in cost
"""
