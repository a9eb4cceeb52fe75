"""Made-up texts: of senders who text for the ordinary reason, and of raiders."""

from random import Random

_OPENINGS = (
    "salut", "slt", "coucou", "hello", "hey", "bonjour", "bonsoir", "cc", "yo", "re salut",
    "Salut !", "Coucou :)", "Hey toi", "Bonsoir mademoiselle", "Hello la miss",
)  # fmt: skip
_NAMES = (
    "Thomas", "Kevin", "Nico", "Julien", "Karim", "Mehdi", "Alex", "Romain", "Seb", "Yanis",
    "Hugo", "Adrien", "Momo", "Quentin", "Flo", "Antho", "David", "Bilal", "Lucas", "Jérémy",
    "Max", "Arthur", "Sofiane", "Loïc", "Damien", "Ludo", "Samir", "Greg", "Rayan", "Benoît",
)  # fmt: skip
_PLACES = (
    "au bar", "dans le métro", "à la gare", "à la fac", "au Franprix", "en terrasse", "en boîte",
    "à l'arrêt de bus", "au parc", "à la salle", "devant le ciné", "à la soirée de Marie",
    "sur le quai", "chez Paul", "au concert", "à la laverie", "dans le RER", "place Bellecour",
    "rue de la Roquette", "au marché", "à la bibliothèque", "dans le tram", "au kebab",
)  # fmt: skip
_TIMES = (
    "hier", "tout à l'heure", "ce matin", "samedi", "hier soir", "cet aprem", "ya 10 min",
    "vendredi", "cette nuit", "à midi", "y a une heure", "l'autre jour",
)  # fmt: skip
_MEETINGS = (
    "c'est {name}", "c'est {name} on s'est vus {place} {time}", "on s'est croisés {place} {time}",
    "tu m'as donné ton numéro {place}", "c'est le gars {place} de {time}",
    "moi c'est {name}, {place} {time}, tu te souviens ?", "{name} de {time}",
    "je suis {name}, on a parlé {place}", "t'étais trop mignonne {place}",
    "je repense à toi depuis {time}", "c'est bien toi de {time} ?", "tu vas bien depuis {time} ?",
)  # fmt: skip
_WISHES = (
    "", "", "", "ça te dit un verre ?", "t fais quoi ce soir ?", "on se voit quand ?",
    "tu fais quoi ?",
    "dispo demain ?", "un resto {day} ?", "tu réponds ?", "j'espère que t'es bien rentrée",
    "envoie moi une photo", "t'habites où exactement ?", "on se capte {day} ?", "ton snap ?",
    "je t'invite {day} si tu veux", "tu as un copain ?", "tu aimes le cinéma ?",
)  # fmt: skip
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "demain")
_FOLLOWING = (
    "?", "allo", "tu réponds pas ?", "t là ?", "ok", "bon", "hey", "??", "réponds stp",
    "t'es timide ?", "c'est {name}", "tu dors ?", "je dérange ?", "dis moi", "bonne nuit alors",
    "tu m'as donné un faux numéro {place} ou quoi", "je voulais juste parler un peu, {name}",
    "on peut se revoir {place} {day} ?", "je passe {place} {day}, viens",
    "t'avais l'air sympa {place}",
    "c'était cool {time} quand même", "moi je suis libre {day} si ça te dit",
    "{name} te passe le bonjour", "mdr", "t'es où ?",
    "on s'appelle ?", "je t'attends {place}", "ça va ?", "tu es libre {day} ?", "wesh",
    "dommage", "tant pis", "allez réponds", "t'as reçu mon message ?", "c pas cool",
)  # fmt: skip
_SULKY = ("connasse", "sale pute va", "va te faire foutre", "t'es qu'une salope en fait", "conne")


def opening(rng: Random) -> str:
    """The first text of an ordinary sender; two thirds are long enough to tell them apart."""
    if rng.random() < 0.28:
        return rng.choice(_OPENINGS)
    parts = [rng.choice(_OPENINGS), rng.choice(_MEETINGS), rng.choice(_WISHES)]
    if rng.random() < 0.2:
        parts.append(rng.choice(_WISHES))
    if rng.random() < 0.01:
        parts.append(rng.choice(_SULKY))
    return _filled(" ".join(part for part in parts if part), rng)


def following(rng: Random) -> str:
    """A later text of an ordinary sender. Some turn to insults: this is what the number is for."""
    text = rng.choice(_SULKY) if rng.random() < 0.04 else rng.choice(_FOLLOWING)
    return _filled(text, rng)


def _filled(text: str, rng: Random) -> str:
    return text.format(
        name=rng.choice(_NAMES),
        place=rng.choice(_PLACES),
        time=rng.choice(_TIMES),
        day=rng.choice(_DAYS),
    )


# Insults that a lexicon may know; then hostile texts without such words.
_CRUDE = (
    "sale pute", "grosse salope", "t'es une connasse", "va te faire enculer", "ta gueule la conne",
    "nique ta mere", "suce ma bite", "crève salope", "bande de putes", "fils de pute",
    "grosse truie", "sales chiennes", "feminazi de merde", "tg", "ntm", "espèce de pétasse",
    "P U T E", "saaaalope", "pouffiasse", "mal baisée", "garce", "enculé de ta race",
)  # fmt: skip
_HOSTILE = (
    "retourne à la cuisine", "on va vous ruiner", "vous êtes ridicules", "personne vous aime",
    "pauvres filles", "tu finiras seule avec tes chats", "le 15-18 te salue", "raid 18-25",
    "allez pleurer", "venez on discute les filles lol", "on sait où vous êtes", "moches",
    "c'est qui qui paye hein", "16 centimes de moins", "encore un sms encore 16 centimes",
    "fermez la", "vive le patriarcat", "t'as pas d'humour", "rase toi les jambes", "issou",
    "ça coule ?", "la chancla", "votre hotline pue", "vous servez à rien", "on lâche rien",
    "risitas te regarde", "prends toi ça", "bisous de JVC", "cheh", "la vaisselle est faite ?",
)  # fmt: skip
_TAILS = (
    "", "", "", " mdr", " lol", " xd", " bande de nulles", " les féministes", " hahaha", " ok",
    " !!!", " allez bye", " et oui", " courage", " la team", " de rien", " gros bisous",
)  # fmt: skip
COPIED = (
    "Bonjour je suis un homme cis blanc hétéro et je voudrais porter plainte",
    "Les femmes ont le droit de vote et regardez où on en est aujourd'hui",
    "Rejoignez le raid sur le forum, chaque SMS leur coûte 16 centimes, on les ruine",
    "Bonsoir, je vous contacte au sujet de votre annonce pour le poste de cuisinière",
    "Ceci est un message automatique du service de répression des féministes",
    "Il était une fois un relou qui rencontra une princesse au fond des bois",
    "PUTES PUTES PUTES PUTES PUTES PUTES PUTES PUTES PUTES PUTES",
    "Votre colis est en attente, merci de renvoyer une photo de vos seins au dépôt",
    "On va continuer toute la nuit jusqu'à ce que votre cagnotte soit vide les filles",
    "Vous avez gagné un aspirateur, répondez OUI pour le recevoir à la cuisine",
    "Salope de féministe va te faire enculer toi et ton numéro à la con",
    "J'ai fait tourner votre numéro dans tout le lycée, bonne soirée à vous",
)


def hostile(rng: Random, *, copied_share: float = 0.35) -> str:
    """A raider's text. Four in ten of those not copied hold a word that a lexicon may know."""
    if rng.random() < copied_share:
        return rng.choice(COPIED)
    words = rng.choice(_CRUDE) if rng.random() < 0.42 else rng.choice(_HOSTILE)
    return words + rng.choice(_TAILS)


def varied_copy(text: str, rng: Random) -> str:
    """The same text, often with a small change to slip past a filter: digits, case, a name."""
    twist = rng.random()
    if twist < 0.25:
        return f"{text} {rng.randrange(10_000)}"
    if twist < 0.4:
        return text.upper()
    return f"{rng.choice(_NAMES)} {text}" if twist < 0.5 else text
