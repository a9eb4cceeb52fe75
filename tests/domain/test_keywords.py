"""The parser recognises the texts that say nothing but an order."""

import pytest

from hotline.domain.keywords import Keyword, read_keyword

BARE = {
    "however it is written": [
        "STOP", "stop", " Stop ! ", "S.T.O.P", "ＳＴＯＰ", "«STOP»", "opt-out", "OPT OUT",
        "stop sms",
        "Arre\u0302t.", "Stoooop", "STOPP", "STOPSTOP", "s t o p",
    ],
    "English": ["unsubscribe", "END", "Remove", "cancel", "Opt me out", "Unsubscribe me",
        "Stop texting me", "Stop now", "STOP to 36105"],
    "French": [
        "ARRET", "arrêt", "ARRÊTER", "arrêtez", "désinscription", "Désabonnez-moi", "résilier",
        "STOPPER", "Stoppez svp", "annuler", "STOP au 36105",
    ],
    "German": ["STOPPEN", "ABMELDEN", "abbestellen", "Aufhören!", "Keine SMS mehr"],
    "Spanish": ["PARAR", "BAJA", "Darme de baja", "cancelar", "SALIR", "Basta!"],
    "Italian": ["FERMA", "fermate", "cancellami", "disiscrizione", "ANNULLA", "Rimuovi"],
    "Dutch": ["afmelden", "Uitschrijven", "stopzetten", "stoppen", "Meld af"],
    "Portuguese": ["parar", "Remover", "descadastrar", "cancelar inscrição", "SAIR"],
    "Arabic": ["إيقاف", "إلغاء", "إلغاء الاشتراك"],
    "letters that look alike": ["СТОП", "SТОP", "ЅТОР".replace("Ѕ", "S")],
}  # fmt: skip
IN_COMPANY = {
    "repeated": ["STOP STOP STOP", "stop, stop!", "arrêtez stop"],
    "numbers and emoji": ["STOP 36105", "Stop!!! 🛑", "stop 🖕", "1️⃣ stop", "36 105 stop"],
    "English": ["Stop. Thank you", "Please stop", "unsubscribe pls", "Hi, stop texts please",
        "STOP\nSent from my iPhone"],
    "French": [
        "STOP, bonne journée",
        "Stop merci", "STOP SVP", "s'il vous plaît, stop", "stop s.v.p.", "Merci d'arrêter",
        "Bonjour, merci de me désinscrire s'il vous plaît.", "arrêtez stp",
    ],
    "German": ["Bitte abmelden", "Stopp, danke", "Hallo, bitte stoppen. Vielen Dank"],
    "Spanish": ["Baja por favor", "parar, gracias", "Hola, stop"],
    "Italian": ["ferma per favore", "STOP grazie", "per piacere, cancellami"],
    "Dutch": ["stop alstublieft", "uitschrijven, dank je wel"],
    "Portuguese": ["parar por favor", "Olá, remover. Obrigada"],
    "Arabic": ["إيقاف شكرا", "توقف من فضلك"],
}  # fmt: skip
# The word is in them, and they say something else; or they are politeness alone.
ORDINARY = {
    "English": [
        "stop me if you know this one", "don't stop", "stop it", "the end", "start again",
        "see you at the bus stop", "I quit my job", "cancel tonight?", "yes please", "start please",
        "please remove your shoes", "stop 5 minutes",
    ],
    "French": [
        "stop me dire que tu viens pas, t'es où", "arrête de me parler", "non stop",
        "je t'attends à l'arrêt", "stop ou encore", "Merci", "Bonjour", "svp", "c'est dur",
        "contacte moi", "on arrête quand tu veux", "un stop", "stop au bar",
    ],
    "German": ["stopp mal kurz an der Ecke", "Ende", "hör auf damit", "danke", "bitte"],
    "Spanish": ["para ti", "baja ya", "para mañana", "por favor", "pare aquí"],
    "Italian": ["ferma la macchina", "ci vediamo alla fermata", "grazie"],
    "Dutch": ["stop daarmee", "ik stop om zes uur", "dank je"],
    "Portuguese": ["para com isso", "vamos parar ali", "obrigado"],
    "Arabic": ["توقف عن ذلك", "شكرا"],
    "nothing": ["", None, "...", "🛑", "36105", "STOP" * 200, "STOP " * 200],
}  # fmt: skip


def cases(table):
    return [
        pytest.param(one, id=f"{kind}: {one!r:.40}") for kind, all_ in table.items() for one in all_
    ]


@pytest.mark.parametrize("body", cases(BARE))
def test_a_stop_is_heard_however_it_is_written(body):
    assert read_keyword(body) is Keyword.STOP


@pytest.mark.parametrize("body", cases(IN_COMPANY))
def test_who_says_nothing_but_stop_is_heard_in_company(body):
    assert read_keyword(body) is Keyword.STOP


@pytest.mark.parametrize("body", cases(ORDINARY))
def test_an_ordinary_text_is_no_order(body):
    assert read_keyword(body) is None


@pytest.mark.parametrize("body", ["START", "unstop", "Yes!"])
def test_a_start_is_heard(body):
    assert read_keyword(body) is Keyword.START


@pytest.mark.parametrize("body", ["HELP", "info", "Aide !", "CONTACT"])
def test_who_asks_who_sends_is_answered_by_the_provider(body):
    assert read_keyword(body) is Keyword.HELP
