// The box's time: what it is there, and the buttons that let it pass.
import { make, post } from "./http.js";
import { moment, onLanguage, say } from "./words.js";

const now = document.getElementById("now");
const passes = document.getElementById("passes");
const SPANS = { quarter: 15 * 60, hour: 3600, night: 12 * 3600 };
let last = null;

export function begin() {
  const buttons = Object.entries(SPANS).map(([name, seconds]) => {
    const button = make("button", { type: "button" });
    button.dataset.span = name;
    button.addEventListener("click", () => pass(seconds));
    return button;
  });
  passes.replaceChildren(...buttons);
  name();
}

async function pass(seconds) {
  const buttons = [...passes.children];
  for (const one of buttons) one.disabled = true;
  try {
    await post("/pass", { seconds });
  } finally {
    for (const one of buttons) one.disabled = false;
  }
}

function name() {
  for (const button of passes.children) button.textContent = say(`spans.${button.dataset.span}`);
}

// Once a second.
export function show(found) {
  if (!found.now) return;
  last = found;
  now.dateTime = found.now;
  const text = moment(found.now, found.timezone);
  if (now.textContent !== text) now.textContent = text;
}

onLanguage(() => {
  name();
  if (last) show(last);
});
