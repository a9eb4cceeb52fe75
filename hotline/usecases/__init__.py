"""What the hotline does, in chapters: one verb, one file. Each chapter opens with its contents.

proposals     acts that are confirmed, approved, undone (may use all below)
setup         first values, and what owners settle once
incidents     raids, surges and drains
reply_texts   what the SMS says
mode          open, guarded, suspended
senders       who writes to us
reports       notices, digests, figures
replies       claimed, sent, looked up, held
money         prices, budgets, the ledger
team          who is in, who is out
checkups      whether everything is right
lines         our numbers at the provider
acts          what every act has
inbound       a text or a call arrives (uses none of the others)
"""
