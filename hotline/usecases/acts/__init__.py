"""Acts: what every act of an organizer's has. The ground of the other chapters.

Steps. Each takes a connection, inside the transaction of its caller:

    require_role      refuse who may not do it, looked up in the transaction of the act
    request_approval  ask a second person: nothing is done meanwhile
    alone_or_ask      do what one person may do alone; or ask a second one
    record_act        write the audit entry, and tell the others
"""
