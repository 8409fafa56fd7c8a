// What the room says to the candidate, in the words that the page brought along.
export const saved = () => document.getElementById("saved");

export function notice(tone, code, text, title) {
  const words = text ?? document.querySelector(`[data-refusal="${CSS.escape(code ?? "")}"]`)?.dataset.text ?? document.querySelector('[data-refusal=""]')?.dataset.text;
  if (!words) { return; }
  const box = document.createElement("div");
  box.className = "notice";
  box.dataset.tone = tone;
  const dot = Object.assign(document.createElement("span"), { className: "dot" });
  const body = document.createElement("div");
  if (title) { const bold = document.createElement("b"); bold.textContent = title + " "; body.append(bold); }
  body.append(words);
  box.append(dot, body);
  document.getElementById("live-notices").replaceChildren(box);
  setTimeout(() => box.remove(), tone === "ok" ? 8000 : 20000);
}

export function showConnected(is) {
  const status = document.getElementById("connection");
  if (!status) { return; }
  status.hidden = false;
  status.firstElementChild.dataset.tone = is ? "ok" : "warn";
  status.lastElementChild.textContent = is ? status.dataset.ok : status.dataset.lost;
}

export function say(what) {
  const line = saved();
  if (!line) { return; }
  const dot = Object.assign(document.createElement("span"), { className: "dot" });
  dot.dataset.tone = what === "unsent" ? "warn" : what === "draft" ? "idle" : "ok";
  if (line.dataset.now !== what) { line.dataset.now = what; line.replaceChildren(dot, line.dataset[what]); }
}

export function showWords() {
  const count = document.getElementById("answer").value.split(/\s+/).filter(Boolean).length;
  document.getElementById("words").textContent = count ? `${count} ${count === 1 ? saved().dataset.word : saved().dataset.words}` : "";
}
