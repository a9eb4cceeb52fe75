// Connects the parts of the page: languages, handsets, the organizer's chat, the live figures.
import * as drill from "./drill.js";
import * as hours from "./hours.js";
import { worry } from "./http.js";
import { addHandset, numbers, rememberedNumbers, tick } from "./left.js";
import { show } from "./middle.js";
import * as right from "./right.js";
import { putWords, speak } from "./words.js";

const FIRST = ["+33612345678"];
let live = null;
let life = null;

// One stream for all that changes; none while this tab is hidden.
function follow() {
  live?.close();
  if (document.hidden) return;
  live = new EventSource(`/live?numbers=${numbers().map(encodeURIComponent).join(",")}${right.followed()}`);
  live.onmessage = async (event) => {
    worry(false);
    const found = JSON.parse(event.data);
    if (isAnother(found.life)) return;
    show(found);
    hours.show(found);
    drill.show(found);
    if (found.team) right.showStanding(found.team);
    await tick(found.replies ?? {}, found).catch(() => worry(true));
  };
  live.addEventListener("chat", (event) => right.showChat(JSON.parse(event.data)));
  live.onerror = () => worry(true);
}

document.addEventListener("visibilitychange", follow);

// Whether the box was emptied or restarted: then nothing that the page shows exists any more.
function isAnother(found) {
  if (!life) life = found;
  if (life === found) return false;
  sessionStorage.removeItem("numbers");
  location.reload();
  return true;
}

for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => speak(button.dataset.language));
}
document.getElementById("another").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = document.getElementById("number");
  const number = international(field.value) || made();
  field.value = "";
  addHandset(number, follow);
});

// Accepts a number as people write it in France, or as networks do.
function international(written) {
  return written.replace(/[ .-]/g, "").replace(/^0(?=[1-9]\d{8}$)/, "+33").replace(/^00/, "+");
}

// A random French mobile number, for when nobody typed one.
function made() {
  return `+336${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
}

putWords();
const kept = rememberedNumbers();
for (const number of kept.length ? kept : FIRST) addHandset(number, follow);
hours.begin();
right.begin(follow).catch(() => worry(true));
drill.begin().catch(() => worry(true));
