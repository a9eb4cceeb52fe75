"""What organizers write, as they write it.

number_words    `deux`, `forty-five`, `une demi`
hours           `de 22h à 8h`
"""
