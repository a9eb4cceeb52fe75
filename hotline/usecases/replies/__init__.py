"""Replies: the way of each from planned to delivered, and of those that are held.

Entry points. Each takes a database, and opens its own transaction:

    ask_what_was_sent        by the provider's list, before a store that may be older sends more
    adopt_messages           count what nobody knew, once an owner has looked
    take_due_replies         the ids of those that are due, for the queue
    send_reply               claim, ask the provider, record what came of it
    claim_reply              one claim, its money set aside with it
    record_sent              the provider took it
    record_failure           it did not, or nobody knows
    halt_sending             stop all sending while the account is refused; go on by itself
    record_delivery          the provider reports on a reply that left
    look_up_replies          find unknown ones in the provider's lists, and final prices
    sweep_replies            drop what expired, give up sends that nobody finished
    judge_held_replies       release those whose senders look genuine
    show_held                what is held, by why
    settle_held_replies      release or drop: one at once, a group after one more tap
    release_held_for_budget  release what the budget held

Steps. Each takes a connection, inside the transaction of its caller:

    move_reply               one move, and what it means for the money
    record_charge            the provider's price in the place of the estimate
    apply_failure_meaning    what a failure says about a sender or a country
"""
