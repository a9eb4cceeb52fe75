"""What organizers write, as they write it.

durations       `1h30`, `pendant deux jours`
amounts         `1 000,50 €`
number_words    `deux`, `forty-five`, `une demi`
hours           `de 22h à 8h`
senders         `#3, #2 et #7 24h insultes`
guesses         `/stauts`, `suspendre`, `bonjour`
"""
