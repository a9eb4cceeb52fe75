// One message of the bot, edited in place, so that a button under a finger stays the same element.
import { make } from "./http.js";
import { marked } from "./markup.js";
import { fillRich } from "./rich.js";
import { bytes, say } from "./words.js";

export function makeBubble(message, { isMine, onTap, onLoad }) {
  const element = make("li", { className: isMine ? "message mine" : "message" });
  const parts = { body: make("span"), under: make("small", { hidden: true }), buttons: make("div", { className: "buttons" }) };
  element.append(parts.body, parts.under, parts.buttons);
  const bubble = { element, parts, onTap, onLoad, shape: "" };
  renewBubble(bubble, message);
  return bubble;
}

export function editBubble(bubble, message) {
  // An edit is not read aloud again: a card changes every few seconds.
  bubble.element.setAttribute("aria-live", "off");
  renewBubble(bubble, message);
}

function renewBubble(bubble, message) {
  const { parts } = bubble;
  if (message.rich_message) {
    fillRich(parts.body, message.rich_message, bubble.onLoad);
  } else {
    const content = message.text === undefined
      ? marked(message.caption ?? "", message.caption_entities)
      : marked(message.text, message.entities);
    parts.body.replaceChildren(...content);
  }
  parts.under.hidden = !message.edit_date;
  parts.under.textContent = say("edited");
  showPicture(bubble, message);
  showFile(bubble, message.document);
  showButtons(bubble, message);
}

function showPicture(bubble, message) {
  const picture = message.photo?.at(-1);
  if (!picture) {
    bubble.image?.remove();
    bubble.image = null;
    return;
  }
  if (!bubble.image) {
    bubble.image = make("img", { width: 800, height: 400 });
    bubble.image.addEventListener("load", bubble.onLoad);
    bubble.element.prepend(bubble.image);
  }
  bubble.image.alt = message.caption ?? "";
  bubble.image.src = `/chat/files/${picture.file_id}`;
}

function showFile(bubble, file) {
  if (!file || bubble.file) return;
  const label = `${file.file_name ?? say("file")} · ${bytes(file.file_size)}`;
  const properties = { className: "file", href: `/chat/files/${file.file_id}`, download: file.file_name ?? "", textContent: label };
  bubble.file = make("a", properties);
  bubble.element.prepend(bubble.file);
}

function showButtons(bubble, message) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  const shape = JSON.stringify(rows.map((row) => row.map((button) => button.callback_data)));
  if (shape !== bubble.shape) {
    bubble.shape = shape;
    bubble.parts.buttons.replaceChildren(...rows.map((row) => make("div", {}, ...row.map((one) => button(bubble, message, one)))));
    return;
  }
  const made = bubble.parts.buttons.querySelectorAll("button");
  rows.flat().forEach((one, place) => {
    if (made[place].textContent !== one.text) made[place].textContent = one.text;
  });
}

function button(bubble, message, { text, callback_data }) {
  const made = make("button", { type: "button", textContent: text });
  made.addEventListener("click", () => bubble.onTap(message.message_id, callback_data));
  return made;
}
