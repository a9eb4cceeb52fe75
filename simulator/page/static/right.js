// The organizer: the chat of one person with the real bot, message by message.
import { editBubble, makeBubble } from "./bubble.js";
import { get, make, post } from "./http.js";
import { currentLanguage, onLanguage, say } from "./words.js";

const chat = document.getElementById("chat");
const select = document.getElementById("person");
const keyboard = document.getElementById("keyboard");
const typing = document.getElementById("typing");
const commands = document.getElementById("commands");
const standing = document.getElementById("standing");
const field = document.getElementById("words");
let person = null;
let seen = 0;
let under = "";
let isAtEnd = true;
const bubbles = new Map();

// `onChange` is called when the page shall follow another person's chat.
export async function begin(onChange) {
  const people = await get("/chat/people");
  select.replaceChildren(...people.map((one) => make("option", { value: one.id, textContent: one.first_name })));
  const kept = sessionStorage.getItem("person");
  if (kept && people.some((one) => String(one.id) === kept)) select.value = kept;
  select.addEventListener("change", () => change(onChange));
  document.getElementById("say").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = field.value.trim();
    field.value = "";
    if (text && !(await write(text))) field.value ||= text;
  });
  change(onChange);
}

// Query parameters: whose chat, and the number of the last event that is shown.
export const followed = () => (person === null ? "" : `&person=${person}&after=${seen}`);

function change(onChange) {
  person = Number(select.value);
  sessionStorage.setItem("person", select.value);
  seen = 0;
  under = "";
  bubbles.clear();
  chat.replaceChildren(make("li", { className: "message note first", textContent: say("startFirst") }));
  name();
  onChange();
}

// Shows the chat's new events, and the keyboard and commands under it.
export function showChat(found) {
  for (const event of found.events) if (event.number > seen) show(event);
  renewUnder(found);
}

function name() {
  const who = select.selectedOptions[0]?.textContent ?? "";
  chat.setAttribute("aria-label", say("chatOf", { name: who }));
}

function show(event) {
  seen = Math.max(seen, event.number);
  const { message } = event;
  const known = bubbles.get(message.message_id);
  if (event.kind === "deleted") {
    known?.element.remove();
    bubbles.delete(message.message_id);
    return;
  }
  if (known) editBubble(known, message);
  else append(message, event.kind === "said");
  toTheEnd();
}

function append(message, isMine) {
  const bubble = makeBubble(message, { isMine, onTap: tap, onLoad: toTheEnd });
  bubbles.set(message.message_id, bubble);
  chat.querySelector(".first")?.remove();
  chat.append(bubble.element);
  isAtEnd = true;
}

async function tap(message_id, data) {
  await post("/chat/tap", { as: person, message_id, data });
}

// A person who has scrolled up to read stays there.
function toTheEnd() {
  if (isAtEnd) chat.scrollTop = chat.scrollHeight;
}

chat.addEventListener("scroll", () => {
  isAtEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 60;
});

async function write(text) {
  return post("/chat/say", { as: person, text });
}

function renewUnder(found) {
  typing.textContent = found.is_typing ? say("typing") : "";
  const shape = JSON.stringify([found.keyboard, found.commands]);
  if (shape === under) return;
  under = shape;
  keyboard.replaceChildren(...found.keyboard.flat().map((key) => {
    const label = typeof key === "string" ? key : key.text;
    const made = make("button", { type: "button", textContent: label });
    made.addEventListener("click", () => write(label));
    return made;
  }));
  commands.querySelector("ul").replaceChildren(...found.commands.map((one) => {
    const made = make("button", { type: "button", textContent: `/${one.command}` }, make("small", { textContent: one.description }));
    made.addEventListener("click", () => { commands.open = false; write(`/${one.command}`); });
    return make("li", {}, made);
  }));
}

commands.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  commands.open = false;
  commands.querySelector("summary").focus();
});

// Called once a second: shows this person's role; a stranger can join by a real invitation.
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
  button.addEventListener("click", () => { field.focus(); post("/let-in", { id: person, role }); });
  return button;
}

onLanguage(() => name());
