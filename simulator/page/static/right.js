// Whoever runs it: the chat of one person with the real bot, message by message.
import { get, make, post } from "./http.js";
import { marked } from "./markup.js";
import { bytes, currentLanguage, onLanguage, say } from "./words.js";

const chat = document.getElementById("chat");
const select = document.getElementById("person");
const keyboard = document.getElementById("keyboard");
const typing = document.getElementById("typing");
const commands = document.getElementById("commands");
const standing = document.getElementById("standing");
const field = document.getElementById("words");
let person = null;
let seen = 0;
let turn = 0;
let isAtEnd = true;
const elements = new Map();

export async function begin() {
  const people = await get("/chat/people");
  select.replaceChildren(...people.map((one) => make("option", { value: one.id, textContent: one.first_name })));
  const kept = sessionStorage.getItem("person");
  if (kept && people.some((one) => String(one.id) === kept)) select.value = kept;
  select.addEventListener("change", change);
  document.getElementById("say").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = field.value.trim();
    field.value = "";
    if (text) await write(text);
  });
  change();
}

function change() {
  person = Number(select.value);
  sessionStorage.setItem("person", select.value);
  seen = 0;
  turn += 1;
  elements.clear();
  chat.replaceChildren(make("li", { className: "message note first", textContent: say("startFirst") }));
  name();
  listen(turn);
}

function name() {
  const who = select.selectedOptions[0]?.textContent ?? "";
  chat.setAttribute("aria-label", say("chatOf", { name: who }));
}

async function listen(mine) {
  while (mine === turn) {
    try {
      const events = await get(`/chat/events?chat=${person}&after=${seen}&timeout=${seen ? 20 : 0}`);
      if (mine !== turn) return;
      for (const event of events) show(event);
      if (events.length || !seen) await renewUnder();
      if (!events.length && !seen) await new Promise((later) => setTimeout(later, 700));
    } catch {
      await new Promise((later) => setTimeout(later, 1500));
    }
  }
}

function show(event) {
  seen = Math.max(seen, event.number);
  const { message } = event;
  const known = elements.get(message.message_id);
  if (event.kind === "deleted") {
    known?.remove();
    elements.delete(message.message_id);
    return;
  }
  const element = bubble(message, event.kind);
  elements.set(message.message_id, element);
  if (known) known.replaceWith(element);
  else {
    chat.querySelector(".first")?.remove();
    chat.append(element);
  }
  if (!known) isAtEnd = true;
  toTheEnd();
}

// Whoever has scrolled up to read stays there.
function toTheEnd() {
  if (isAtEnd) chat.scrollTop = chat.scrollHeight;
}

chat.addEventListener("scroll", () => {
  isAtEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 60;
});

function bubble(message, kind) {
  const isMine = kind === "said";
  const content = message.text === undefined
    ? marked(message.caption ?? "", message.caption_entities)
    : marked(message.text, message.entities);
  const element = make("li", { className: isMine ? "message mine" : "message" });
  const picture = message.photo?.at(-1);
  if (picture) {
    const image = make("img", { src: `/chat/files/${picture.file_id}`, alt: message.caption ?? "", width: 800, height: 400 });
    image.addEventListener("load", toTheEnd);
    element.append(image);
  }
  if (message.document) element.append(file(message.document));
  element.append(...content);
  if (message.edit_date) element.append(make("small", { textContent: say("edited") }));
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (rows.length) element.append(make("div", { className: "buttons" }, ...rows.map((row) => buttons(row, message))));
  return element;
}

function file({ file_id, file_name, file_size }) {
  const label = `${file_name ?? say("file")} · ${bytes(file_size)}`;
  return make("a", { className: "file", href: `/chat/files/${file_id}`, download: file_name ?? "", textContent: label });
}

function buttons(row, message) {
  return make("div", {}, ...row.map((button) => {
    const made = make("button", { type: "button", textContent: button.text });
    made.addEventListener("click", () =>
      post("/chat/tap", { as: person, message_id: message.message_id, data: button.callback_data }));
    return made;
  }));
}

async function write(text) {
  await post("/chat/say", { as: person, text });
}

async function renewUnder() {
  const under = await get(`/chat/chat?as=${person}`);
  keyboard.replaceChildren(...under.keyboard.flat().map((key) => {
    const label = typeof key === "string" ? key : key.text;
    const made = make("button", { type: "button", textContent: label });
    made.addEventListener("click", () => write(label));
    return made;
  }));
  commands.querySelector("ul").replaceChildren(...under.commands.map((one) => {
    const made = make("button", { type: "button", textContent: `/${one.command}` }, make("small", { textContent: one.description }));
    made.addEventListener("click", () => { commands.open = false; write(`/${one.command}`); });
    return make("li", {}, made);
  }));
  typing.textContent = under.is_typing ? say("typing") : "";
}

// Once a second: what this person may do; a stranger can be let in by a real invitation.
export function showStanding(team) {
  const role = team[String(person)] ?? "stranger";
  const key = `${person} ${role} ${currentLanguage()}`;
  if (standing.dataset.key === key) return;
  standing.dataset.key = key;
  const ways = role === "stranger" ? ["organizer", "observer"].map(wayIn) : [];
  standing.replaceChildren(make("span", { textContent: say(`roles.${role}`) }), ...ways);
}

function wayIn(role) {
  const button = make("button", { type: "button", textContent: say(`letIn.${role}`) });
  button.addEventListener("click", () => post("/let-in", { id: person, role }));
  return button;
}

onLanguage(() => name());
