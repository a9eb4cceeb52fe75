// What the hotline does and what it costs; shown once a second.
import { make } from "./http.js";
import { count, money, onLanguage, say } from "./words.js";

const mode = document.getElementById("mode");
const figures = document.getElementById("figures");
const chart = document.getElementById("chart");
const costs = document.getElementById("costs");
const safe = document.getElementById("safe");
// A text that was just brought may be counted before it is stored.
const ON_THE_WAY_SECONDS = 3;
let missing = 0;
let last = null;

export function show(found) {
  last = found;
  const now = found.is_emptying ? "emptying" : found.away ? "away" : found.mode;
  mode.className = `mode ${now}`;
  put(mode, say(`mode.${now}`));
  if (found.away) return;
  const amount = (micros) => money(micros, found.currency);
  figures.replaceChildren(
    figure("received", count(found.received), say("senders", { count: count(found.senders) })),
    figure("planned", count(found.planned), say("owed", { amount: amount(found.owed_micros) })),
    figure("held", count(found.held), say("heldOf", { amount: amount(found.held_micros) })),
    figure("sentCount", count(found.sent), ""),
    figure("spent", amount(found.spent_micros), say("left_", { amount: amount(found.left_micros) })),
    figure("saved", amount(found.saved_micros), ""),
  );
  draw(found.chart);
  costs.replaceChildren(
    cost("in2017", amount(found.in_2017_micros), say("in2017Under")),
    cost("here", amount(found.spent_micros), say("hereUnder", { amount: amount(found.inbound_micros) })),
  );
  if (found.tally) put(safe, safety(found.tally));
}

function cost(key, value, under) {
  return make(
    "div", { className: key },
    make("dt", { textContent: say(key) }),
    make("dd", {}, make("span", { textContent: value, "data-figure": key }), make("small", { textContent: under })),
  );
}

// Compares what the network brought with what the hotline stored: nothing lost, nothing doubled.
function safety({ brought, kept, doubled }) {
  if (doubled) return say("doubled", { count: count(doubled) });
  if (!brought || kept === null) return "";
  missing = kept < brought ? missing + 1 : 0;
  if (missing > ON_THE_WAY_SECONDS) return say("onTheWay", { brought: count(brought), kept: count(kept) });
  return say("safe", { brought: count(Math.min(kept, brought)) });
}

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function figure(key, value, under) {
  const content = make("dd", {}, make("span", { textContent: value, "data-figure": key }));
  if (under) content.append(make("small", { textContent: under }));
  return make("div", {}, make("dt", { textContent: say(key) }), content);
}

function draw(minutes) {
  const most = Math.max(1, ...minutes);
  const width = 300 / minutes.length;
  chart.setAttribute("aria-label", say("chartLabel", { most: count(Math.max(...minutes)) }));
  chart.replaceChildren(...minutes.map((messages, place) => {
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const height = (messages / most) * 78;
    for (const [name, value] of Object.entries({ x: place * width + 0.5, y: 80 - height, width: width - 1, height })) {
      bar.setAttribute(name, value);
    }
    return bar;
  }));
}

onLanguage(() => last && show(last));
