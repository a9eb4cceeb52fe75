// Telegram's entities as elements: a sender's text is never read as HTML.
import { make } from "./http.js";
import { say } from "./words.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "code", blockquote: "q" };

// Offsets are in UTF-16 units, as in JavaScript's strings.
export function marked(text, entities = []) {
  const cuts = new Set([0, text.length]);
  for (const one of entities) cuts.add(one.offset).add(one.offset + one.length);
  const places = [...cuts].filter((place) => place <= text.length).sort((a, b) => a - b);
  const parts = [];
  for (let n = 0; n + 1 < places.length; n += 1) {
    const [start, end] = [places[n], places[n + 1]];
    const over = entities.filter((one) => one.offset <= start && one.offset + one.length >= end);
    parts.push(over.reduce(wrapped, document.createTextNode(text.slice(start, end))));
  }
  return parts;
}

function wrapped(inner, entity) {
  if (entity.type === "spoiler") return spoiler(inner);
  if (entity.type === "expandable_blockquote") return folded(inner);
  const tag = TAGS[entity.type];
  return tag ? make(tag, {}, inner) : inner;
}

// Telegram shows the first lines of such a quotation, and the rest at a tap.
function folded(inner) {
  const quote = make("button", { type: "button", className: "folded", "aria-expanded": "false" }, inner);
  quote.addEventListener("click", () => {
    quote.setAttribute("aria-expanded", String(quote.classList.toggle("open")));
  });
  return quote;
}

export function spoiler(...inner) {
  const hidden = make("button", { type: "button", className: "spoiler", "aria-label": say("spoiler") }, ...inner);
  hidden.addEventListener("click", () => {
    hidden.classList.add("shown");
    hidden.removeAttribute("aria-label");
  });
  return hidden;
}
