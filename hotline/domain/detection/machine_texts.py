"""Texts that phones and carriers write by themselves, and texts that only quote our own reply.

A phone that cannot show a reaction sends it as a text: `Liked “Bonjour. Si vous lisez ceci…”`.
After a backlog has left, ten of them arrive within minutes: they are equal, and they are no crowd.
Sources: the reactions of iOS and Google Messages, the answers to a declined call and the driving
modes of iOS and Android, in the languages of our reply texts; carriers' notices of missed calls.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from hotline.domain.detection.insults import is_insulting
from hotline.domain.detection.text_copies import SHORTEST, only_letters
from hotline.domain.detection.threats import is_threatening

_QUOTED = re.compile(r"[“”„«»\"‹›]\s*(.{3,}?)\s*(?:…|\.\.\.)?\s*[“”„«»\"‹›]", re.DOTALL)
# What a machine writes around a quote is short.
_MOST_AROUND = 60
_FEW_LETTERS = 30
# So many letters of ours in a row are a quote, with marks around them or without.
_OURS = 16
# Reactions, as only_letters leaves them: what stands before or after the quote.
_REACTIONS = (
    # English
    "liked", "loved", "disliked", "laughedat", "emphasized", "emphasised", "questioned", "reacted",
    "reactedto", "removedalikefrom", "removedaheartfrom", "removedadislikefrom",
    "removedalaughfrom", "removedanexclamationfrom", "removedaquestionmarkfrom", "removed",
    # French
    "aaime", "aadore", "naimepas", "napasaime", "ari", "aride", "arigole", "amislaccentsur",
    "asouligne", "aappuye", "aquestionne", "ainterroge", "areagiavec", "areagiavecà", "areagia",
    "areagi", "aretireunjaimede", "asupprimeunereaction", "asupprime", "aretire",
    # German
    "gefallt", "gefalltnicht", "hatmitgefalltmirmarkiert", "findettoll", "liebt", "lachtuber",
    "hathervorgehoben", "hatinfragegestellt", "hatmitreagiertauf", "hatreagiertauf",
    "reagiertemitauf", "reagiertmitauf", "hatmitaufreagiert", "mitaufreagiert", "mitreagiert",
    "hatmitreagiert", "hatmitmarkiert", "hatentfernt",
    # Spanish
    "legusta", "legusto", "leencanta", "leencanto", "nolegusta", "nolegusto", "serie", "serio",
    "seriode", "enfatizo", "haenfatizado", "pregunto", "cuestiono", "reacciono", "reaccionocona",
    "reaccionoa", "hareaccionadocona", "quito", "elimino",
    # Italian
    "hamessomipiacea", "hamessoa", "mipiace", "piace", "apiaciuto", "haamato", "hamessoamoa",
    "haadorato",
    "nonpiace", "hariso", "harisodi", "harisoa", "haenfatizzato", "hadomandato",
    "hamessoindubbio", "hareagitocona", "hareagitoa", "harimosso",
    # Portuguese
    "gostou", "gostoude", "curtiu", "adorou", "amou", "naogostou", "naogostoude", "riu", "riude",
    "enfatizou", "destacou", "questionou", "reagiucoma", "reagiua", "reagiucom", "removeu",
    # Dutch
    "vondleuk", "vindtleuk", "leuk", "vondgeweldig", "vindtgeweldig", "vondnietleuk",
    "vindtnietleuk", "lachteom", "benadrukte", "heeftbenadrukt", "vroegom", "steldevragenbij",
    "reageerdemetop", "reageerdeop", "heeftgereageerdmetop", "verwijderde",
    # Polish
    "polubione", "polubiono", "lubi", "uwielbia", "nielubi", "smiejesie", "smiejesiez",
    "rozbawiono", "podkreslono", "podkresla", "pytao", "zareagowanona", "reakcjana", "usunieto",
    # Turkish
    "beğendi", "öğesini beğendi", "mesajını beğendi", "beğenildi", "sevdi", "bayıldı", "beğenmedi",
    "güldü", "vurguladı", "sorguladı", "tepki verdi", "öğesine tepki verdi",
    "mesajına tepki verdi", "kaldırdı",
    # Swedish
    "gillade", "gillar", "alskade", "alskar", "gilladeinte", "gillarinte", "skrattadeat",
    "skrattarat", "betonade", "betonar", "ifragasatte", "reageradepa", "reageradepamed",
    "reagerademedpa", "tog",
)  # fmt: skip
_REACTED = frozenset(only_letters(one) for one in _REACTIONS)
# How such a text begins. The rest is the person's own setting, an address or a time.
_WITH_MORE = tuple(
    only_letters(one)
    for one in (
        "I'm driving with", "I'm driving right now", "I'm driving and can't", "Driving mode",
        "I'm not receiving notifications", "Auto-reply", "Automatic reply",
        "You have 1 new voice", "You have a new voice", "You have a missed call",
        "Missed call from", "Missed call alert",
        "Je suis au volant", "Je conduis avec la concentration", "Je conduis en ce moment",
        "Je ne reçois pas de notif", "Réponse automatique", "Message automatique",
        "Vous avez un nouveau message vocal", "Vous avez 1 nouveau message",
        "Vous avez reçu un appel", "Appel manqué", "Info appel",
        "Ce correspondant a essayé de vous joindre", "Votre correspondant a cherché à vous joindre",
        "Ich fahre gerade", "Ich bin gerade am Steuer", "Automatische Antwort",
        "Sie haben eine neue Sprachnachricht", "Verpasster Anruf",
        "Estoy conduciendo", "Respuesta automática", "Llamada perdida",
        "Tiene un nuevo mensaje de voz",
        "Sto guidando", "Risposta automatica", "Chiamata persa", "Ti ho cercato",
        "Estou a conduzir", "Estou dirigindo", "Resposta automática", "Chamada perdida",
        "Chamada não atendida",
        "Ik ben aan het rijden", "Ik rijd nu", "Automatisch antwoord", "Gemiste oproep",
        "Prowadzę teraz", "Jestem za kierownicą", "Automatyczna odpowiedź",
        "Nieodebrane połączenie",
        "Araç kullanıyorum", "Otomatik yanıt", "Cevapsız arama",
        "Jag kör", "Automatiskt svar", "Missat samtal",
    )
)  # fmt: skip
# What a phone offers as an answer to a call. A person's own sentence may begin like it, so little
# may follow: a time.
_PRESETS = tuple(
    only_letters(one)
    for one in (
        "Sorry, I can't talk right now", "Can't talk now. What's up", "Can't talk right now",
        "Can I call you later", "I'll call you right back", "I'll call you later",
        "Je ne peux pas parler", "Je ne peux pas répondre", "Désolé, je ne peux pas",
        "Désolée, je ne peux pas", "Puis-je vous rappeler", "Puis-je te rappeler",
        "Je vous rappelle", "Je te rappelle",
        "Ich kann gerade nicht", "Ich kann jetzt nicht", "Kann ich später zurückrufen",
        "Kann ich dich später anrufen", "Ich rufe gleich zurück", "Ich rufe dich später",
        "No puedo hablar", "Te llamo luego", "Te llamo más tarde", "¿Puedo llamarte más tarde",
        "Non posso parlare", "Non posso rispondere", "Posso richiamarti", "Ti richiamo",
        "Não posso falar", "Não posso atender", "Posso ligar mais tarde", "Ligo mais tarde",
        "Ik kan nu niet praten", "Ik kan nu niet", "Kan ik je later terugbellen",
        "Ik bel je zo terug",
        "Nie mogę teraz rozmawiać", "Oddzwonię", "Şu an konuşamıyorum", "Sizi sonra arayabilir",
        "Kan inte prata", "Jag ringer tillbaka",
    )
)  # fmt: skip
_MOST_AFTER = {_WITH_MORE: 160, _PRESETS: 24}
# After "je te rappelle" these go on with what a person has to say.
_GOES_ON = (
    "qu", "mais", "but", "pero", "aber", "perche", "porque", "maar", "ale", "ama", "men",
    "avec", "with", "mit", "con", "com",
)  # fmt: skip


def is_machine_text(body: str, rest: str) -> bool:
    """Whether nobody typed it: a reaction, an answer of a phone, a notice of a carrier.

    `rest`: what `without_our_words` left of it. With a few words beside our own it is a reaction in
    a language that we do not know. No machine insults or threatens.
    """
    if is_insulting(rest) or is_threatening(rest):
        return False
    if _is_reaction(body) or _is_standard(body):
        return True
    return rest != body and len(only_letters(rest)) <= _FEW_LETTERS


def without_our_words(body: str, ours: Sequence[str]) -> str:
    """What a text says beside our own words that it quotes; the body itself if it quotes none.

    `ours`: letters of our reply texts, as `only_letters` leaves them.
    """
    for found in _QUOTED.finditer(body):
        letters = only_letters(found[1])
        if len(letters) >= min(_OURS, SHORTEST) and any(letters in text for text in ours):
            return body[: found.start()] + body[found.end() :]
    letters = only_letters(body)
    quoted = _longest_of_ours(letters, ours)
    return body if quoted is None else _without(body, letters.index(quoted), len(quoted))


def _without(body: str, place: int, length: int) -> str:
    """The body without `length` of its letters, from letter `place` on; its words stay words."""
    ends = range(len(body) + 1)
    start = bisect_right(ends, place, key=lambda end: len(only_letters(body[:end]))) - 1
    end = bisect_left(ends, place + length, key=lambda end: len(only_letters(body[:end])))
    return f"{body[:start]} {body[end:]}"


def _longest_of_ours(letters: str, ours: Sequence[str]) -> str | None:
    """The piece of ours that a text without quotation marks contains from its beginning on."""
    for text in ours:
        head = text[:_OURS]
        place = letters.find(head) if len(head) == _OURS else -1
        if place < 0:
            continue
        length = _OURS
        while length < len(text) and letters[place : place + length + 1] == text[: length + 1]:
            length += 1
        return text[:length]
    return None


def _is_reaction(body: str) -> bool:
    """A quote, and beside it nothing but what a reaction says."""
    around = _QUOTED.sub(" ", body)
    is_quoting = around != body and len(around) <= _MOST_AROUND
    return is_quoting and only_letters(around) in _REACTED


def _is_standard(body: str) -> bool:
    letters = only_letters(body)
    for beginnings, most in _MOST_AFTER.items():
        begun = next((one for one in beginnings if letters.startswith(one)), None)
        if begun is not None:
            rest = letters[len(begun) :]
            return len(rest) <= most and not rest.startswith(_GOES_ON)
    return False
