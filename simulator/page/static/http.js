// Requests to the box: JSON in, JSON out; an error is shown at the foot of the page.
import { say } from "./words.js";

const trouble = document.getElementById("trouble");

export async function get(path) {
  return answer(await fetch(path));
}

// The answer; null, and a message at the foot of the page, if the request failed.
export async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  try {
    return await answer(await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
  } catch {
    // The next figures remove the message.
    worry(true);
    return null;
  }
}

async function answer(response) {
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

export function worry(isWrong) {
  trouble.hidden = !isWrong;
  trouble.textContent = isWrong ? say("trouble") : "";
}

export function make(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}
