"""The team: who is in, who comes in, who is out, and what each of them wants to hear.

Entry points. Each takes a database, and opens its own transaction:

    invite                     a link that lets one person in, within a day
    join_team                  somebody follows it
    recognise_organizer        who speaks to the bot: somebody on the team, or nobody
    show_team                  everybody, and who was invited
    ask_team_act               ask about another role, or a removal
    lock_organizer             a lost phone can do nothing until an owner has looked
    unlock_owners              the way back when every owner is locked
    mark_unreachable           somebody has blocked the bot
    set_team_group             a Telegram group sees the cards too
    change_organizer_language  the language the bot speaks to one of them
    change_alerts              what makes a sound on one's own telephone
    take_phone                 who has the phone tonight
    ring_own_phone             a test of it
    try_second_way             a test of ALERT_URLS
    expect_text                what somebody writes next completes a command

Steps. Each takes a connection, inside the transaction of its caller:

    change_role                what somebody may do from now on
    remove_organizer           out, at their next tap
"""
