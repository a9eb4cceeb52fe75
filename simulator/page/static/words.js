// The page's words, in both languages. The bot's language is separate: Telegram's, or /language.
const WORDS = {
  en: {
    motto: "A man texts; an hour later, one SMS about consent. Everything here is simulated, and works as in real life.",
    language: "Language of this page", jump: "Parts of this page",
    left: "The person who texts", leftHint: "Text the number, or call it. Nobody real is reached.",
    anotherNumber: "Another phone", addPhone: "Add", numberHint: "Up to three. Left empty, a number is made up.", title: "Anti-relou: two phones",
    middle: "The hotline", right: "The person who runs it", rightHint: "The real bot, as an organizer sees it in Telegram.",
    person: "Whose phone", commands: "Commands", message: "Message to the bot", text: "Text to the hotline", send: "Send",
    call: "Call", called: "You called: {status}. It cost nothing.", removePhone: "Put this phone away",
    thread: "Texts of {number}", chatOf: "Chat of {name} with the bot",
    counting: "The reply leaves in {time}, as in real life.", waiting: "The reply is being sent.",
    heldFor: "The reply is held until somebody decides.", judgedIn: "The reply is held. In {time} it shows whether it leaves.", hurry: "Let that time pass",
    answered: "They have had their one reply.", dropped: "The reply was dropped.", blocked: "They are blocked: no reply.",
    suspendedNow: "The hotline is suspended: the reply waits.", unknown: "Nobody knows yet whether the reply left.", none: "No reply is owed to this number.",
    sending: "Leaving…", failed: "The reply could not be delivered.",
    delivered: "delivered", sent: "sent", edited: "edited",
    typing: "types…",
    mode: { open: "Open: replies leave when due", guarded: "Guarded: a raid is on", suspended: "Suspended: nothing leaves", away: "The database is away", emptying: "Being emptied" },
    received: "Texts and calls", senders: "numbers: {count}", planned: "Planned", held: "Held", sentCount: "Sent", spent: "Spent",
    owed: "owed: {amount}", left_: "left today: {amount}", heldOf: "worth {amount}", saved: "Less than in 2017",
    chart: "Texts and calls a minute, the last hour", chartLabel: "At most {most} a minute in the last hour",
    in2017: "The hotline of 2017", in2017Under: "would have paid: it answered everything",
    here: "This hotline", hereUnder: "has spent on replies; texts received, on either line: {amount}",
    safe: "Nothing lost, nobody answered twice. Brought and kept: {brought}.",
    onTheWay: "Brought: {brought}, kept: {kept}. What is missing is fetched from the network.",
    doubled: "Numbers that got two replies: {count}.",
    boxTime: "Here it is", spans: { quarter: "+ 15 min", hour: "+ 1 hour", night: "+ 12 hours" },
    empty: "Empty everything", emptySure: "Really? All that is here is lost", emptying: "Emptying…", file: "File",
    foot: "A simulation on this computer: development and training only. What is shown is the hotline itself, its bot, and two pretended networks.",
    trouble: "The hotline's simulator does not answer. Is bin/run still running?",
    spoiler: "Hidden: touch to read", startFirst: "Write /start to begin.",
    drill: "A drill", drillHint: "A raid as in 2017, or an honest surge, brought to the real hotline, and time with it. It notices by itself, and when it is over.",
    scenario: "What happens", more: "Other afternoons", speed: "How fast", stop: "Stop",
    brought: "{brought} of {of} texts and calls brought.", calming: "Time passes until it is calm again.", incident: "Incident {id}: {kind}. Its card is in the organizer's chat.",
    kinds: { raid: "a raid", surge: "an honest surge", drain: "a slow drain" },
    scenarios: {
      raid: "A raid: hundreds of phones, 50 a minute", "raid-200": "A raid: 200 a minute",
      weekend: "October 2017: 20,000 insults in four hours", few: "A raid from 8 phones",
      surge: "A press surge: honest, 60 a minute", "surge-with-raid": "A raid inside a press surge",
      "raid-20": "A raid: 20 a minute", "raid-10": "A raid: 10 a minute", copied: "Copied texts, in lockstep",
      calls: "Calls only, 20 a minute", "fresh-insults": "A new number for every insult",
      "fresh-polite": "A new number for every polite line", "drain-few": "A slow drain, from 6 numbers",
      "drain-fresh": "A slow drain, a new number each time", young: "A hotline two hours old, raided",
      late: "Three hours of texts, all at once", ordinary: "Ordinary weeks",
    },
    roles: { owner: "Owner: acts, and manages the team", organizer: "Organizer: acts", observer: "Observer: sees", stranger: "A stranger: the bot is mute." },
    letIn: { organizer: "Let in as organizer", observer: "Let in as observer" },
    troubles: "Things that break", trouble_names: {
      twilio_500: "Twilio answers 500", twilio_cut: "Twilio cuts the line after sending", twilio_slow: "Twilio is slow",
      telegram_away: "Telegram is away", wipe_redis: "Wipe Redis", kill_worker: "Kill the worker",
    },
  },
  fr: {
    motto: "Un homme écrit ; une heure après, un SMS sur le consentement. Ici tout est simulé, et marche comme en vrai.",
    language: "Langue de cette page", jump: "Parties de cette page",
    left: "Celui qui écrit", leftHint: "Écrivez au numéro, ou appelez-le. Personne de réel n’est touché.",
    anotherNumber: "Un autre téléphone", addPhone: "Ajouter", numberHint: "Trois au plus. Laissé vide, un numéro est inventé.", title: "Anti-relou : deux téléphones",
    middle: "La ligne", right: "Celle qui la tient", rightHint: "Le vrai bot, tel qu’une organisatrice le voit dans Telegram.",
    person: "Le téléphone de", commands: "Commandes", message: "Message au bot", text: "Texto à la ligne", send: "Envoyer",
    call: "Appeler", called: "Vous avez appelé : {status}. Cela n’a rien coûté.", removePhone: "Ranger ce téléphone",
    thread: "Textos de {number}", chatOf: "Conversation de {name} avec le bot",
    counting: "La réponse part dans {time}, comme dans la vraie vie.", waiting: "La réponse est en train de partir.",
    heldFor: "La réponse est retenue jusqu’à ce que quelqu’un décide.", judgedIn: "La réponse est retenue. Dans {time} on saura si elle part.", hurry: "Laisser passer ce temps",
    answered: "Il a eu son unique réponse.", dropped: "La réponse a été annulée.", blocked: "Il est bloqué : pas de réponse.",
    suspendedNow: "La ligne est suspendue : la réponse attend.", unknown: "On ne sait pas encore si la réponse est partie.", none: "Aucune réponse n’est due à ce numéro.",
    sending: "En train de partir…", failed: "La réponse n’a pas pu être remise.",
    delivered: "remis", sent: "envoyé", edited: "modifié",
    typing: "écrit…",
    mode: { open: "Ouverte : les réponses partent à l’heure", guarded: "Protégée : un raid est en cours", suspended: "Suspendue : plus rien ne part", away: "La base de données est absente", emptying: "En train d’être vidée" },
    received: "Textos et appels", senders: "numéros : {count}", planned: "Prévues", held: "Retenues", sentCount: "Envoyées", spent: "Dépensé",
    owed: "dû : {amount}", left_: "reste aujourd’hui : {amount}", heldOf: "valeur : {amount}", saved: "De moins qu’en 2017",
    chart: "Textos et appels par minute, la dernière heure", chartLabel: "Au plus {most} par minute dans la dernière heure",
    in2017: "La ligne de 2017", in2017Under: "aurait payé : elle répondait à tout",
    here: "Cette ligne", hereUnder: "a dépensé en réponses ; les textos reçus, sur l’une comme sur l’autre : {amount}",
    safe: "Rien de perdu, personne n’a eu deux réponses. Amenés et gardés : {brought}.",
    onTheWay: "Amenés : {brought}, gardés : {kept}. Ce qui manque est demandé au réseau.",
    doubled: "Numéros qui ont eu deux réponses : {count}.",
    boxTime: "Ici, il est", spans: { quarter: "+ 15 min", hour: "+ 1 heure", night: "+ 12 heures" },
    empty: "Tout vider", emptySure: "Vraiment ? Tout ce qui est ici sera perdu", emptying: "En train de vider…", file: "Fichier",
    foot: "Une simulation sur cet ordinateur : développement et entraînement seulement. On y voit la ligne elle-même, son bot, et deux réseaux simulés.",
    trouble: "Le simulateur de la ligne ne répond pas. bin/run tourne-t-il toujours ?",
    spoiler: "Caché : toucher pour lire", startFirst: "Écrivez /start pour commencer.",
    drill: "Un exercice", drillHint: "Un raid comme en 2017, ou une affluence honnête, amené à la vraie ligne, et le temps avec. Elle s’en aperçoit seule, et quand c’est fini.",
    scenario: "Ce qui arrive", more: "D’autres après-midi", speed: "À quelle vitesse", stop: "Arrêter",
    brought: "{brought} textos et appels amenés sur {of}.", calming: "Le temps passe jusqu’au retour au calme.", incident: "Incident {id} : {kind}. Sa fiche est dans la conversation de l’organisatrice.",
    kinds: { raid: "un raid", surge: "une affluence honnête", drain: "une fuite" },
    scenarios: {
      raid: "Un raid : des centaines de téléphones, 50 par minute", "raid-200": "Un raid : 200 par minute",
      weekend: "Octobre 2017 : 20 000 insultes en quatre heures", few: "Un raid de 8 téléphones",
      surge: "La presse en parle : honnêtes, 60 par minute", "surge-with-raid": "Un raid au milieu de l’affluence",
      "raid-20": "Un raid : 20 par minute", "raid-10": "Un raid : 10 par minute", copied: "Des textos copiés, en cadence",
      calls: "Des appels seulement, 20 par minute", "fresh-insults": "Un numéro neuf pour chaque insulte",
      "fresh-polite": "Un numéro neuf pour chaque ligne polie", "drain-few": "Une fuite lente, de 6 numéros",
      "drain-fresh": "Une fuite lente, un numéro neuf chaque fois", young: "Une ligne de deux heures, attaquée",
      late: "Trois heures de textos, d’un coup", ordinary: "Des semaines ordinaires",
    },
    roles: { owner: "Responsable : agit, et gère l’équipe", organizer: "Organisatrice : agit", observer: "Observatrice : regarde", stranger: "Une inconnue : le bot est muet." },
    letIn: { organizer: "Faire entrer comme organisatrice", observer: "Faire entrer comme observatrice" },
    troubles: "Pannes", trouble_names: {
      twilio_500: "Twilio répond 500", twilio_cut: "Twilio coupe après l’envoi", twilio_slow: "Twilio est lent",
      telegram_away: "Telegram est absent", wipe_redis: "Vider Redis", kill_worker: "Tuer le worker",
    },
  },
};

let language = localStorage.getItem("language") || (navigator.language.startsWith("fr") ? "fr" : "en");
const listeners = [];
// Times, counts and amounts, written as usual in the page's language.
const LOCALES = { fr: "fr-FR", en: "en-GB" };

export const currentLanguage = () => language;

export function say(key, values = {}) {
  const found = key.split(".").reduce((words, part) => words?.[part], WORDS[language]) ?? key;
  return found.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export function speak(chosen) {
  language = chosen;
  localStorage.setItem("language", chosen);
  putWords();
  for (const listener of listeners) listener();
}

export const onLanguage = (listener) => listeners.push(listener);

export function putWords() {
  document.documentElement.lang = language;
  document.title = say("title");
  for (const one of document.querySelectorAll("[data-words]")) one.textContent = say(one.dataset.words);
  for (const one of document.querySelectorAll("[data-words-label]")) one.setAttribute("aria-label", say(one.dataset.wordsLabel));
  for (const one of document.querySelectorAll("[data-language]")) one.setAttribute("aria-pressed", String(one.dataset.language === language));
}

export function money(micros, currency) {
  return new Intl.NumberFormat(LOCALES[language], { style: "currency", currency }).format(micros / 1e6);
}

export const count = (number) => new Intl.NumberFormat(LOCALES[language]).format(number);

// The time where the team lives.
export function moment(iso, timeZone) {
  const shape = { weekday: "long", hour: "2-digit", minute: "2-digit", timeZone };
  return new Intl.DateTimeFormat(LOCALES[language], shape).format(new Date(iso));
}

export function bytes(size) {
  const isBig = size >= 1024;
  const unit = isBig ? "kilobyte" : "byte";
  return new Intl.NumberFormat(LOCALES[language], { style: "unit", unit, maximumFractionDigits: 0 }).format(isBig ? size / 1024 : size);
}

export function clock(seconds) {
  const left = Math.max(0, Math.ceil(seconds));
  const two = (n) => String(n).padStart(2, "0");
  return left >= 3600 ? `${Math.floor(left / 3600)}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}` : `${two(Math.floor(left / 60))}:${two(left % 60)}`;
}
