// Telegram's rich messages as elements. What somebody has unfolded stays so when the bot edits.
import { make } from "./http.js";
import { spoiler } from "./markup.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const LINES = { paragraph: "p", footer: "small" };

export function fillRich(body, rich, onLoad) {
  const open = [...body.querySelectorAll("details")].map((one) => one.open);
  body.replaceChildren(...rich.blocks.map((block) => element(block, onLoad)));
  [...body.querySelectorAll("details")].forEach((one, place) => { one.open = open[place] ?? false; });
}

function element(block, onLoad) {
  if (LINES[block.type]) return make(LINES[block.type], {}, ...text(block.text));
  if (block.type === "heading") return make(`h${block.size}`, {}, ...text(block.text));
  if (block.type === "divider") return make("hr");
  if (block.type === "photo") return picture(block, onLoad);
  if (block.type === "table") return table(block);
  const inside = (blocks) => blocks.map((one) => element(one, onLoad));
  if (block.type === "list") return make("ul", {}, ...block.items.map((item) => make("li", {}, ...inside(item.blocks))));
  if (block.type === "details") return make("details", {}, make("summary", {}, ...text(block.summary)), ...inside(block.blocks));
  return make("p", { textContent: block.type });
}

function picture(block, onLoad) {
  const image = make("img", { width: 800, height: 400, alt: "", src: `/chat/files/${block.photo.at(-1).file_id}` });
  image.addEventListener("load", onLoad);
  return image;
}

function table(block) {
  const rows = block.cells.map((row) => make("tr", {}, ...row.map(cell)));
  return make("table", {}, ...rows);
}

function cell({ text: content, align, is_header }) {
  const made = make(is_header ? "th" : "td", {}, ...text(content ?? ""));
  made.style.textAlign = align;
  return made;
}

function text(rich) {
  if (typeof rich === "string") return [document.createTextNode(rich)];
  if (Array.isArray(rich)) return rich.flatMap(text);
  const inside = text(rich.text);
  if (rich.type === "spoiler") return [spoiler(...inside)];
  return TAGS[rich.type] ? [make(TAGS[rich.type], {}, ...inside)] : inside;
}
