// The box's time, and the buttons for time travel.
import { make, post } from "./http.js";
import { moment, onLanguage, say } from "./words.js";

const now = document.getElementById("now");
const passes = document.getElementById("passes");
const SPANS = { quarter: 15 * 60, hour: 3600, night: 12 * 3600 };
let last = null;
let isPassing = false;
let isDrilled = false;

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

// The buttons do nothing while time passes. They are not disabled: that would take the focus away.
async function pass(seconds) {
  if (isPassing || isDrilled) return;
  isPassing = true;
  mark();
  await post("/pass", { seconds });
  isPassing = false;
  mark();
}

function mark() {
  for (const one of passes.children) one.setAttribute("aria-disabled", String(isPassing || isDrilled));
}

function name() {
  for (const button of passes.children) button.textContent = say(`spans.${button.dataset.span}`);
}

// Called once a second.
export function show(found) {
  if (!found.now) return;
  last = found;
  isDrilled = found.drill.is_on;
  mark();
  now.dateTime = found.now;
  const text = moment(found.now, found.timezone);
  if (now.textContent !== text) now.textContent = text;
}

onLanguage(() => {
  name();
  if (last) show(last);
});
