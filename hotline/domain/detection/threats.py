"""Whether a text threatens: a small lexicon of violence, and of knowing where somebody lives.

It marks texts for the file, so that nobody has to read all of them to know that there are some. The
file also contains the texts that it misses. For the watch a threat counts as an insult.
"""

import re

from hotline.domain.detection.insults import undisguised

_HARM_FR = (
    r"(?:tuer|buter|crever|violer|egorger|saigner|planter|flinguer|defoncer|fumer|demolir|bruler"
    r"|etrangler|massacrer|cogner|decapiter|eventrer|cramer|niquer ta (?:mere|race)|faire la peau"
    r"|casser (?:la gueule|les dents|les jambes)|mettre une balle|faire (?:du |tres )?mal)"
)
_HARM_EN = r"(?:kill|rape|stab|shoot|burn|hurt|beat|murder|strangle|cut|find you and|hunt)"
_WHO = r"(?:je |on |j |j|nous |ils )"
_TU = r"(?:tu|t|vous)"
# "C'est mort" and "mort de rire" are no threats.
_DEAD = r"mort(?:e|es|s)?(?! de (?:rire|fatigue|faim|trouille|honte))"
_YOU = r"(?:te|vous)"
_GOING = r"(?:will |am |are |gonna |going to |wanna )*"
_PATTERNS = (
    # French
    rf"{_WHO}(?:vais|va|vas|allons|vont|viens|vient) (?:te|vous|la|les|t) {_HARM_FR}",
    rf"je {_YOU} (?:tue|bute|creve|viole|egorge|saigne|plante|defonce)(?:rai)?",
    r"(?:tu vas|vous allez) (?:mourir|crever|y passer|le regretter|(?:me )?le payer)",
    rf"{_TU} (?:es |etes )?{_DEAD}",
    r"(?:tes|vos) jours sont comptes", r"une balle (?:dans|entre)",
    rf"(?:je|on|j) (?:sais|sait|connais|connait) (?:tres bien )?ou {_TU}"
    r" (?:habite|vi[stv]|boss|travaill|crech|dor)\w*",
    rf"on sait ou {_YOU} (?:trouver|retrouver|chercher)",
    rf"on va {_YOU} (?:retrouver|trouver|attraper|choper)", rf"je {_YOU} retrouverai",
    r"(?:j|on) (?:ai|a) (?:ton|votre) adresse(?! (?:mail|e mail|email|insta|facebook))",
    r"(?:je|on) (?:vais|va|viens|vient|arrive) (?:venir |passer |debarquer )?chez (?:toi|vous)"
    rf" (?:et |pour )?{_YOU} (?:{_HARM_FR}|faire|regler)",
    r"(?:suicide|tue|pends|flingue|bute) toi", r"va te pendre", r"gare a (?:toi|tes)",
    # English
    rf"(?:i|we|ill|well|im|i m|i l+|we l+|gonna|will|wanna) {_GOING}{_HARM_EN}"
    r" (?:you|u|ya|your family)",
    r"you (?:re|are|r) (?:so )?dead",
    r"you (?:will|re going to|are going to|gonna) (?:die|pay for)",
    r"(?:i|we) know where (?:you|u) (?:live|work|sleep)",
    r"kill y(?:our|r)self", r"kys", r"go die", r"watch your back",
    r"we (?:will|are going to|l+) find (?:you|u)", r"i (?:will|l+) find (?:you|u)(?! \w)",
)  # fmt: skip
_LEXICON = re.compile(r"\b(?:" + "|".join(_PATTERNS) + r")\b")
# A threat may stand at the end of a long text. No phone sends a longer text than this.
_READ = 1600


def is_threatening(body: str) -> bool:
    """True if the lexicon finds something. Costs about 0.1 ms, 0.4 ms for the longest text."""
    return _LEXICON.search(undisguised(body, most=_READ)) is not None
