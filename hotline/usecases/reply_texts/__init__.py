"""Reply texts: what the SMS says, in each language.

Entry points. Each takes a database, and opens its own transaction:

    show_reply_text   what it says, costs, and said before
    draft_reply_text  a new text, to be confirmed
    reuse_text        an older one, as a draft
    confirm_draft     it becomes the reply text; or it is thrown away
    remove_text       a language without a text from now on, to be confirmed
    preview_text      ask for a test SMS on one's own handset
    send_previews     the worker sends it

Steps. Each takes a connection, inside the transaction of its caller:

    cost_text         its size, who gets it, and what a reply costs
    publish_text      a draft becomes the reply text
"""
