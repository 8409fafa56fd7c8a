// The live room: follows the session, sends answers until they are acknowledged, and swaps in what the server renders.
// Without this file the same page works by plain forms.
import { startClock } from "./room-clock.js";
import { Draft } from "./room-draft.js";
import { askBeforeLeaving, leaveOnPurpose, showTail } from "./room-tail.js";
import "./room-voice.js";
import { Recordings } from "./recordings.js";

const room = () => document.getElementById("room");
const running = ["inProgress", "suspended", "closing", "processing"];
const tab = "ji-connection";

let frozen = false;            // another tab speaks for the candidate
let lost = false;              // the stream broke and has not come back
let stream;
let draft;
let refreshing;
let recordings;

boot();

function boot() {
  if (room()) { sendRecordings(); }
  if (!room() || !running.includes(room().dataset.state)) { Draft.forgetUnless(room()?.dataset.session); return; }
  draft = new Draft(room().dataset.session);
  startClock(room(), almostOver);
  bind();
  // After a pause of the candidate's own, or on coming back, going on is a button; it is not for the page to start the clock.
  if (room().dataset.state !== "suspended") { follow(); }
  if (room().dataset.state === "inProgress") { sendUnsent(); }
}

// In every state: the tail of an answer may still be on this device after the interview has ended.
async function sendRecordings() {
  recordings = new Recordings(room().dataset.session);
  recordings.addEventListener("change", () => showTail(recordings, voice()?.isRecording));
  askBeforeLeaving(() => voice()?.isRecording || recordings.tail.held > 0);
  const left = await recordings.resume();
  if (voice()) {
    voice().told({}, Number(room().dataset.thinking));
    voice().begin(recordings, left, draft?.unsent?.recording);
    await voice().asked();
  } else if (!running.includes(room().dataset.state)) {
    for (const meta of left) { recordings.settle(meta.key); }          // over: only the tails are wanted
  }
}

function bind() {
  const answer = document.getElementById("answer");
  if (answer) {
    answer.value ||= draft.text;
    answer.addEventListener("input", () => { draft.text = answer.value; showWords(); say("draft"); });
    answer.addEventListener("keydown", key => {
      if (key.key === "Enter" && (key.ctrlKey || key.metaKey)) { key.preventDefault(); document.querySelector('[name="do"][value="answer"]').click(); }
    });
    showWords();
  }
  document.addEventListener("submit", onSubmit);
  document.addEventListener("not-taken", event => notice("warn", event.detail));
  document.addEventListener("go-on", () => { if (!frozen) { post("think-time/end", { epoch: epoch() }); } });
}

async function onSubmit(event) {
  const action = event.submitter?.value;
  const command = { answer, think, pause: () => after(voice()?.hold(), "pause"), skip: () => after(voice()?.hold(), "skip"),
    end: voice()?.isRecording && (() => endAfter(event.submitter)) }[action];
  if (!command || frozen) { return; }
  event.preventDefault();
  event.submitter.disabled = true;
  try { await command(); } finally { event.submitter.disabled = false; keepPlace(); }
}

// A button that is disabled or swapped away drops who works by keyboard at the top of the page: they go on where the next step is.
function keepPlace() {
  if (document.activeElement && document.activeElement !== document.body) { return; }
  if (voice()?.isOn) { voice().takeFocus(); } else { document.getElementById("answer")?.focus(); }
}

async function think() { voice()?.think(); await post("think-time", { epoch: epoch() }); }
async function after(done, path) { await done; await post(path, { epoch: epoch() }); }
async function endAfter(button) { await voice().hold(); button.disabled = false; button.form.requestSubmit(button); }

// ---------------------------------------------------------------- answers

async function answer() {
  if (voice()?.isOn) { await answerSpoken(); return; }
  const box = document.getElementById("answer");
  if (!box.value.trim()) { box.focus(); return; }
  draft.unsent = { id: draft.unsent?.text === box.value ? draft.unsent.id : crypto.randomUUID(), text: box.value };
  await sendUnsent();
}

async function answerSpoken() {
  const spoken = await voice().finish();
  if (!spoken) { return; }
  draft.unsent = { id: crypto.randomUUID(), text: spoken.text, channel: spoken.channel, recording: spoken.key, sound: spoken.sound };
  await sendUnsent();
}

// The time of the interview is the server's and ends: what is being said then is sent as it is, so that it counts as the answer.
async function almostOver() { if (voice()?.isRecording && !frozen) { await answerSpoken(); } }

// A spoken answer names its recording, which has a name as soon as its first slice arrived; the rest follows by itself.
function bodyOf(turn) {
  const body = { epoch: epoch(), clientMessageId: turn.id, text: turn.text };
  return turn.recording ? { ...body, ...turn.sound, channel: turn.channel, recordingId: turn.recordingId ?? recordings.idOf(turn.recording) } : body;
}

// The same message id until the server has it: a repeat gets the same receipt, so nothing is sent twice and nothing is lost.
async function sendUnsent(wait = 500) {
  const turn = draft.unsent;
  if (!turn || frozen) { return; }
  say("sending");
  const body = bodyOf(turn);
  if (body.recordingId) { draft.unsent = { ...turn, recordingId: body.recordingId }; }
  const lost = turn.recording && !body.recordingId && recordings.failureOf(turn.recording);
  if (lost) { draft.unsent = null; notice("warn", lost); return; }
  const answered = body.recordingId === null ? null : await call("turns", body);
  if (answered?.ok) {
    draft.unsent = null;
    if (turn.recording) { await voice()?.taken(turn.recording); }
    const box = document.getElementById("answer");
    if (box && box.value === turn.text) { box.value = ""; draft.text = ""; showWords(); }
    say("sent");
    await refresh();
    return;
  }
  const code = answered && await codeOf(answered);
  if (answered && answered.status < 500 && answered.status !== 429) {
    if (code === "epoch-stale") { freeze(); return; }
    draft.unsent = null;                       // refused for good: the words stay in the box
    await refresh();
    notice("warn", code);
    return;
  }
  if (body.recordingId !== null) { say("unsent"); }
  setTimeout(() => sendUnsent(Math.min(wait * 2, 4000)), wait);
}

// ---------------------------------------------------------------- the session, followed

function follow() {
  stream?.close();
  stream = new EventSource(`/api/v1/room/events?claim=true&connection=${connection()}&after=${room().dataset.seq}`);
  stream.onopen = () => { connected(true); };
  stream.onerror = () => { connected(false); if (stream.readyState === EventSource.CLOSED && !frozen) { setTimeout(refresh, 1000); } };
  stream.addEventListener("superseded", freeze);
  stream.addEventListener("time.warned", event => notice("warn", null, saved()?.getAttribute(`data-warn-${JSON.parse(event.data).remainingSeconds}`)));
  for (const kind of ["connection.claimed", "session.started", "session.resumed", "session.suspended", "question.asked", "probe.asked", "interviewer.spoke",
    "turn.committed", "think_time.requested", "think_time.ended", "answer.closed", "session.closing", "session.completed", "session.withdrawn", "session.abandoned",
    "observer.joined", "observer.left"]) {
    stream.addEventListener(kind, () => refresh());
  }
}

async function connected(is) {
  show(is);
  if (!is) { lost = true; return; }
  if (!lost) { return; }
  lost = false;
  await refresh();
  // The page itself stayed open, so the candidate is here: the clock may go on.
  if (room().dataset.state === "suspended" && room().dataset.suspended !== "CandidatePause") { await post("resume", { connection: connection() }); }
  const texts = saved();
  if (texts) { notice("ok", null, texts.dataset.back, texts.dataset.backTitle); }
  await sendUnsent();
}

function freeze() {
  if (frozen) { return; }
  frozen = true;
  stream?.close();
  voice()?.hold();
  room().dataset.frozen = "";
  document.getElementById("live-notices").replaceChildren(document.getElementById("taken-over").content.cloneNode(true));
  document.getElementById("continue-here").addEventListener("click", takeBack);
}

async function takeBack() {
  sessionStorage.setItem(tab, crypto.randomUUID());       // the old connection stays superseded for ever
  const answered = await call("resume", { connection: connection() });
  if (!answered?.ok) { return; }
  frozen = false;
  delete room().dataset.frozen;
  document.getElementById("live-notices").replaceChildren();
  await refresh();
  follow();
  await sendUnsent();
}

// ---------------------------------------------------------------- the page

// Asks for the page again and swaps its named parts; what is being typed is left alone.
function refresh() { return refreshing ??= load().finally(() => { refreshing = null; }); }

async function load() {
  let text;
  try {
    const answered = await fetch("/i", { headers: { accept: "text/html" }, cache: "no-store" });
    if (!answered.ok) { return; }
    text = await answered.text();
  } catch { return; }
  const next = new DOMParser().parseFromString(text, "text/html").getElementById("room");
  if (!next || frozen) { return; }
  const sameScreen = next.dataset.state === room().dataset.state && !!next.querySelector("#answer") === !!document.getElementById("answer");
  if (!sameScreen) { await voice()?.hold(); leaveOnPurpose(); location.reload(); return; }
  Object.assign(room().dataset, next.dataset);
  for (const name of ["suspended"]) { if (!(name in next.dataset)) { delete room().dataset[name]; } }
  for (const part of room().querySelectorAll("[data-part]")) {
    const fresh = next.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!fresh || fresh.innerHTML === part.innerHTML) { continue; }
    const held = part.contains(document.activeElement) && nameOf(document.activeElement);
    part.replaceChildren(...fresh.childNodes);
    if (held) { part.querySelector(held)?.focus(); }
  }
  show(!lost);
  startClock(room(), almostOver);
  voice()?.told({ ...next.querySelector("room-voice")?.dataset }, Number(room().dataset.thinking));
  voice()?.asked();
}

function nameOf(element) { return element.id ? `#${CSS.escape(element.id)}` : element.value ? `[value="${CSS.escape(element.value)}"]` : element.localName; }

async function post(path, body) {
  const answered = await call(path, body);
  if (answered && !answered.ok && await codeOf(answered) === "epoch-stale") { freeze(); return; }
  if (answered && !answered.ok) { notice("warn", await codeOf(answered)); }
  await refresh();
}

async function call(path, body) {
  try {
    return await fetch(`/api/v1/room/${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  } catch { connected(false); return null; }
}

async function codeOf(answered) { try { return (await answered.clone().json()).code; } catch { return ""; } }

function notice(tone, code, text, title) {
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

function show(is) {
  const status = document.getElementById("connection");
  if (!status) { return; }
  status.hidden = false;
  status.firstElementChild.dataset.tone = is ? "ok" : "warn";
  status.lastElementChild.textContent = is ? status.dataset.ok : status.dataset.lost;
}

function say(what) {
  const line = saved();
  if (!line) { return; }
  const dot = Object.assign(document.createElement("span"), { className: "dot" });
  dot.dataset.tone = what === "unsent" ? "warn" : what === "draft" ? "idle" : "ok";
  if (line.dataset.now !== what) { line.dataset.now = what; line.replaceChildren(dot, line.dataset[what]); }
}

function showWords() {
  const count = document.getElementById("answer").value.split(/\s+/).filter(Boolean).length;
  document.getElementById("words").textContent = count ? `${count} ${count === 1 ? saved().dataset.word : saved().dataset.words}` : "";
}

function voice() { return document.querySelector("room-voice"); }
function saved() { return document.getElementById("saved"); }
function epoch() { return Number(room().dataset.epoch); }

function connection() {
  if (!sessionStorage.getItem(tab)) { sessionStorage.setItem(tab, crypto.randomUUID()); }
  return sessionStorage.getItem(tab);
}
