// The senders: handsets with their threads, and how long each reply still waits.
import { get, make, post } from "./http.js";
import { clock, onLanguage, say } from "./words.js";

const MOST = 3;
const handsets = document.getElementById("handsets");
const shown = new Map();

export const numbers = () => [...shown.keys()];

export function addHandset(number, onChange) {
  if (shown.has(number)) return shown.get(number).field.focus();
  if (shown.size === MOST) removeHandset([...shown.keys()][0], onChange);
  const handset = build(number, onChange);
  shown.set(number, handset);
  handsets.append(handset.element);
  remember();
  onChange();
}

function removeHandset(number, onChange) {
  shown.get(number).element.remove();
  shown.delete(number);
  remember();
  onChange();
}

export function rememberedNumbers() {
  return JSON.parse(sessionStorage.getItem("numbers") || "[]");
}

function remember() {
  sessionStorage.setItem("numbers", JSON.stringify(numbers()));
}

function build(number, onChange) {
  const thread = make("ol", { className: "thread", tabIndex: 0, "aria-live": "polite" });
  const field = make("input", { autocomplete: "off", name: "text" });
  const send = make("button", { type: "submit" });
  const call = make("button", { type: "button" });
  const away = make("button", { type: "button", textContent: "×" });
  const state = make("span", { role: "timer" });
  const hurry = make("button", { type: "button", hidden: true });
  const form = make("form", { className: "write" }, field, send, call);
  const element = make(
    "article", { className: "phone" },
    make("div", { className: "phone-bar" }, make("span", { textContent: number }), away),
    thread, make("div", { className: "countdown" }, state, hurry), form,
  );
  const handset = { number, element, thread, field, send, call, away, state, hurry, reply: null, bubbles: new Map() };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = field.value.trim();
    if (!body) return;
    field.value = "";
    if (!(await post("/phone/text", { from: number, body }))) field.value ||= body;
    await renew(handset);
  });
  call.addEventListener("click", async () => { await post("/phone/call", { from: number }); await renew(handset); });
  // The button disappears once the reply has left, so the focus moves on to the text field.
  hurry.addEventListener("click", () => { field.focus(); post("/pass", { number }); });
  away.addEventListener("click", () => {
    removeHandset(number, onChange);
    document.getElementById("number").focus();
  });
  name(handset);
  renew(handset);
  return handset;
}

function name(handset) {
  const { element, thread, field, send, call, away, hurry, number } = handset;
  element.setAttribute("aria-label", number);
  thread.setAttribute("aria-label", say("thread", { number }));
  field.setAttribute("aria-label", say("text"));
  away.setAttribute("aria-label", say("removePhone"));
  send.textContent = say("send");
  call.textContent = say("call");
  hurry.textContent = say("hurry");
}

// Changes only messages that are new or changed, so that only new ones are read aloud.
async function renew(handset) {
  const messages = await get(`/phone/thread?number=${encodeURIComponent(handset.number)}`);
  const changed = messages.filter((message) => showMessage(handset, message));
  if (changed.length) handset.thread.scrollTop = handset.thread.scrollHeight;
}

function showMessage({ thread, bubbles }, message) {
  const shape = JSON.stringify(message);
  const known = bubbles.get(message.id);
  if (known?.shape === shape) return false;
  const element = bubble(message);
  bubbles.set(message.id, { shape, element });
  if (known) {
    element.setAttribute("aria-live", "off");
    known.element.replaceWith(element);
  } else thread.append(element);
  return true;
}

function bubble(message) {
  if (message.way === "call") {
    return make("li", { className: "message note", textContent: say("called", { status: message.status }) });
  }
  const isMine = message.way === "out";
  const under = isMine ? "" : `${message.sender} · ${say(message.status === "delivered" ? "delivered" : "sent")}`;
  const bubble = make("li", { className: isMine ? "message mine" : "message", textContent: message.body });
  if (under) bubble.append(make("small", { textContent: under }));
  return bubble;
}

// Called once a second, with the hotline's reply to each number.
export async function tick(replies, { mode, drill }) {
  for (const handset of shown.values()) {
    handset.reply = replies[handset.number] ?? null;
    handset.isSuspended = mode === "suspended";
    handset.isDrilled = drill.is_on;
    show(handset);
    await renew(handset);
  }
}

function show(handset) {
  const { reply, state, hurry } = handset;
  const isWaiting = ["planned", "held"].includes(reply?.status) && reply.seconds > 0;
  hurry.hidden = !isWaiting || handset.isDrilled;
  const text = sentence(handset, isWaiting);
  if (state.textContent !== text) state.textContent = text;
}

function sentence({ reply, isSuspended }, isWaiting) {
  if (!reply) return "";
  if (isSuspended && reply.status === "planned") return say("suspendedNow");
  if (isWaiting) return say(reply.status === "held" ? "judgedIn" : "counting", { time: clock(reply.seconds) });
  if (reply.is_blocked) return say("blocked");
  const by = {
    planned: "waiting", sending: "sending", held: "heldFor", sent: "answered", delivered: "answered",
    unknown: "unknown", dropped: "dropped", failed: "failed", undelivered: "failed",
  };
  return say(by[reply.status] ?? "none");
}

onLanguage(() => {
  for (const handset of shown.values()) {
    name(handset);
    show(handset);
    handset.bubbles.clear();
    handset.thread.replaceChildren();
    renew(handset);
  }
});
