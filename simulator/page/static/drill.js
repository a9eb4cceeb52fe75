// Drills and fault injection: what is brought to the hotline, and what goes wrong around it.
import { get, make, post } from "./http.js";
import { count, onLanguage, say } from "./words.js";

const ACTS = ["wipe_redis", "kill_worker"];
const FIRST = ["raid", "raid-200", "weekend", "surge", "surge-with-raid", "few"];
const scenarios = document.getElementById("scenarios");
const others = document.getElementById("others");
const speed = document.getElementById("speed");
const stop = document.getElementById("stop");
const brought = document.getElementById("brought");
const troubles = document.getElementById("troubles");
const empty = document.getElementById("empty");
const SURE_MILLISECONDS = 6000;
const DOUBLE_CLICK_MILLISECONDS = 700;
let about = null;
let isOn = false;
let isEmptying = false;

export async function begin() {
  about = await get("/box");
  speed.replaceChildren(...about.speeds.map((one) => make("option", { value: one, textContent: `× ${one}` })));
  speed.value = "60";
  empty.hidden = !about.may_empty;
  for (const one of document.querySelectorAll("#drill, .hours")) one.hidden = !about.may_play;
  empty.addEventListener("click", emptyTwice);
  name();
  stop.addEventListener("click", () => post("/drill", { stop: true }));
}

function name() {
  const rest = about.scenarios.filter((one) => !FIRST.includes(one));
  scenarios.replaceChildren(...FIRST.map(starter));
  others.replaceChildren(...rest.map(starter));
  unsure();
  const legend = troubles.querySelector("legend");
  troubles.replaceChildren(legend, ...about.troubles.map(trouble));
}

const starters = () => [...scenarios.children, ...others.children];

function starter(name) {
  const button = make("button", { type: "button", textContent: say(`scenarios.${name}`) });
  button.dataset.scenario = name;
  button.addEventListener("click", async () => {
    if (!isOn) await post("/drill", { name, speed: Number(speed.value) });
  });
  return button;
}

// The same button asks once more; the second click of a double click does not count as the answer.
async function emptyTwice() {
  const sure = Number(empty.dataset.sure ?? 0);
  if (isEmptying || (sure && Date.now() - sure < DOUBLE_CLICK_MILLISECONDS)) return;
  if (!sure) {
    empty.dataset.sure = String(Date.now());
    empty.textContent = say("emptySure");
    setTimeout(unsure, SURE_MILLISECONDS);
    return;
  }
  isEmptying = true;
  empty.textContent = say("emptying");
  await post("/empty", { sure: true });
  isEmptying = false;
  unsure();
}

function unsure() {
  if (isEmptying) return;
  delete empty.dataset.sure;
  empty.textContent = say("empty");
}

function trouble(what) {
  const label = say(`trouble_names.${what}`);
  if (ACTS.includes(what)) {
    const button = make("button", { type: "button", textContent: label });
    button.addEventListener("click", () => post("/trouble", { what }));
    return button;
  }
  const box = make("input", { type: "checkbox", name: what });
  box.addEventListener("change", async () => {
    box.dataset.busy = "yes";
    await post("/trouble", { what, is_on: box.checked });
    delete box.dataset.busy;
  });
  return make("label", {}, box, label);
}

// Called once a second.
export function show(found) {
  const { drill, trouble: on, incident } = found;
  if (!about || !drill) return;
  isOn = drill.is_on || found.is_emptying;
  for (const one of starters()) {
    one.setAttribute("aria-disabled", String(isOn));
    one.setAttribute("aria-pressed", String(drill.is_on && drill.name === one.dataset.scenario));
  }
  stop.setAttribute("aria-disabled", String(!drill.is_on));
  for (const box of troubles.querySelectorAll("input")) {
    if (!box.dataset.busy) box.checked = on.includes(box.name);
  }
  const lines = [];
  if (drill.of) lines.push(say("brought", { brought: count(drill.brought), of: count(drill.of) }));
  if (drill.is_on && drill.brought === drill.of) lines.push(say("calming"));
  if (incident) lines.push(say("incident", { id: incident.id, kind: say(`kinds.${incident.kind}`) }));
  const text = lines.join(" ");
  if (brought.textContent !== text) brought.textContent = text;
}

onLanguage(() => about && name());
