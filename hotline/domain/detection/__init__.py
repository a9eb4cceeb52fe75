"""Whether the traffic is usual, honest or hostile: pure rules, from arrivals to verdicts.

arrivals        what is remembered of one text or call
traffic         those of the last hours, in order
baselines       what is usual, learnt from ordinary minutes
probabilities   how likely a count is
spikes          when more comes than chance explains
insults         words that insult
threats         words that threaten
text_copies     the same text, or nearly
evidence        what was seen, weighed: a raid, or an honest surge
verdicts        what speaks against one sender
drains          low and slow bleeding, seen over hours
"""
