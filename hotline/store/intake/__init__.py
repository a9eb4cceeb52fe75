"""The two round trips that inbounds cost, one alone or many together: a raid arrives here.

know   lock the senders, and read what we know of them
keep   write the inbounds, their senders and the replies that are planned
"""
