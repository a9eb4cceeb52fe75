"""Lines: whether what reaches our numbers is announced to us. The worker does it, as an errand.

Entry points. Each takes a database, and opens its own transaction:

    unplug             ask about stopping texts at the provider; write the errand
    plug               let texts arrive again
    bound_inbound      unplug by itself once the texts of a day have cost enough
    set_line_webhooks  ask about having everything announced to this hotline
    run_errands        do at the provider what was asked for, and tell how it ended
"""
