"""Texts that nobody typed: reactions in ten languages, answers of phones, notices of carriers."""

import pytest

from hotline.domain.detection.machine_texts import is_machine_text, without_our_words
from hotline.domain.detection.text_copies import only_letters, text_keys
from hotline.domain.reply_texts import DEFAULTS

OURS = [only_letters(DEFAULTS["fr"]), only_letters(DEFAULTS["en"])]
QUOTE = DEFAULTS["fr"][:60]

REACTIONS = [
    "Liked “{}…”", "Loved “{}…”", "Disliked “{}”", "Laughed at “{}…”", "Emphasized “{}…”",
    "Questioned “{}…”", "Reacted 🖕 to “{}…”", "Removed a like from “{}…”",
    "A aimé « {}… »", "A adoré « {} »", "N’a pas aimé « {}… »", "A ri de « {}… »",
    "A mis l’accent sur « {}… »", "A réagi avec 🖕 à « {}… »", "A réagi avec ❤️ à « {}… »",
    "„{}…“ gefällt", "Hat „{}…“ mit „Gefällt mir“ markiert", "Hat mit 🖕 auf „{}…“ reagiert",
    "Le gustó “{}…”", "Le encantó “{}…”", "Se rió de “{}…”", "Reaccionó con 🖕 a “{}…”",
    "Ha messo “Mi piace” a “{}…”", "Ha riso di “{}…”", "Ha reagito con 🖕 a “{}…”",
    "Gostou de “{}…”", "Adorou “{}…”", "Reagiu com 🖕 a “{}…”",
    "Vindt “{}…” leuk", "Reageerde met 🖕 op “{}…”",
    "Polubiono „{}…”", "Zareagowano na „{}…”",
    "“{}…” öğesini beğendi", "“{}…” mesajına tepki verdi",
    "Gillade ”{}…”", "Reagerade med 🖕 på ”{}…”",
    # In a language that nobody thought of.
    "Tykkäsi viestistä ”{}…”", "\N{THUMBS UP SIGN} “{}…”",
]  # fmt: skip


def machine(body):
    return is_machine_text(body, without_our_words(body, OURS))


@pytest.mark.parametrize("reaction", REACTIONS)
def test_a_reaction_to_our_reply_is_nobodys_copy(reaction):
    assert machine(reaction.format(QUOTE))


@pytest.mark.parametrize("reaction", REACTIONS[:-2])
def test_a_reaction_to_something_else_is_one_as_well(reaction):
    other = reaction.format("rdv demain 18h devant le cinéma")

    assert machine(other)


@pytest.mark.parametrize(
    "body",
    [
        "Sorry, I can't talk right now.",
        "I’m driving with Focus turned on. I’ll see your message when I get where I’m going.",
        "Can I call you later?",
        "Désolé, je ne peux pas parler pour le moment.",
        "Je suis au volant, je vous rappelle plus tard.",
        "Puis-je vous rappeler plus tard ?",
        "Vous avez reçu un appel de ce numéro le 30/10 à 16:02",
        "Kann ich später zurückrufen?",
        "No puedo hablar ahora mismo.",
        "Non posso parlare adesso.",
        "Não posso falar agora.",
        "Ik kan nu niet praten.",
        "Nie mogę teraz rozmawiać.",
        "Şu an konuşamıyorum.",
        "Kan inte prata just nu.",
        "You have a missed call from +33612345678",
    ],
)
def test_what_a_phone_or_a_carrier_writes_by_itself_is_known(body):
    assert machine(body)


@pytest.mark.parametrize(
    "body",
    [
        "salut c'est Thomas, on s'est vus hier",
        "j'ai aimé notre discussion d'hier, tu veux boire un verre ?",
        'elle a dit "non" et alors ? réponds moi',
        "tu m'as dit « appelle-moi » donc je t'appelle",
        "Je conduis un camion et toi tu fais quoi dans la vie ?",
        "I liked meeting you yesterday at the party, here is my number",
        "",
        "🖕",
    ],
)
def test_what_a_person_writes_is_no_machines(body):
    assert not machine(body)


def test_who_quotes_us_and_says_more_is_read_for_the_rest():
    body = f"« {QUOTE} » sale connasse tu vas regretter de m'avoir envoyé ça je te retrouverai"
    rest = without_our_words(body, OURS)

    assert not is_machine_text(body, rest)
    assert "regretter" in rest
    assert text_keys(rest) != ()


def test_our_reply_sent_back_without_quotation_marks_is_no_copy_of_anybody():
    body = f"Pourquoi {QUOTE}"

    assert text_keys(without_our_words(body, OURS)) == ()
    assert without_our_words("bonjour", OURS) == "bonjour"


@pytest.mark.parametrize(
    "body",
    [
        "Je te rappelle que t'es qu'une pute",
        "Je te rappelle qu'on sait où tu habites",
        "Je vous rappelle que vous avez promis de venir",
        "Je ne peux pas parler mais toi tu peux crever sale pute",
        "No puedo hablar contigo zorra de mierda",
        "Liked “kill yourself”",
        "Réponse automatique : on va te violer",
        f"{DEFAULTS['fr']} sale pute",
        f"{DEFAULTS['fr']} va te faire foutre",
        f"A aimé « {QUOTE} » sale pute",
    ],
)
def test_no_machine_insults_threatens_or_goes_on(body):
    assert not machine(body)


def test_what_is_left_of_a_text_without_our_words_is_still_words():
    rest = without_our_words(f"Ha ! {DEFAULTS['fr']} sale pute", OURS)

    assert rest.replace(".", "").split() == ["Ha", "!", "sale", "pute"]
