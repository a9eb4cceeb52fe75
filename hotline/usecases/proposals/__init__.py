"""Proposals: acts that are confirmed, approved by a second person, undone. May use every chapter.

Entry points. Each takes a database, and opens its own transaction:

    confirm_proposal      its author confirms or discards it
    approve_proposal      a second person agrees or declines
    lapse_proposals       nobody agreed within the hour
    undo_act              take a fresh act back
    change_approval_rule  for which acts two people must agree
    look_back             what an old proposal or act was about

Steps. Each takes a connection, inside the transaction of its caller:

    do_proposal           do what was proposed
    confirmed_acts        what each act does once it was confirmed
    undo_steps            how each act is taken back
    set_approval_rule     set for which acts

Neither:

    act_table             the row of each act: what it keeps, how it is done, how it is undone
"""
