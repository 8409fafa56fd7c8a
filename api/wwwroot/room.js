// The live room: follows the session, sends answers until they are acknowledged, and swaps in what the server renders.
// Without this file the same page works by plain forms.
import { startClock } from "./room-clock.js";
import { connection, eventsAfter, nameTab, renameTab, standing } from "./room-connection.js";
import { Draft } from "./room-draft.js";
import { askBeforeLeaving, leaveOnPurpose, showTail } from "./room-tail.js";
import { Sending } from "./room-sending.js";
import "./room-voice.js";
import { notice, saved, say, showConnected, showWords } from "./room-words.js";
import { Recordings } from "./recordings.js";

const room = () => document.getElementById("room");
const running = ["inProgress", "suspended", "closing", "processing"];
const askAgain = 4_000;

let frozen = false;            // another tab speaks for the candidate
let lost = false;              // the stream broke and has not come back
let stream;
let draft;
let refreshing;
let wanted = 0;
let recordings;
const sending = new Sending({
  get draft() { return draft; }, get recordings() { return recordings; }, get isFrozen() { return frozen; }, epoch, asked, voice, call, codeOf, refresh, freeze,
});

boot();

async function boot() {
  if (room()) { sendRecordings(); }
  if (!room() || !running.includes(room().dataset.state)) { Draft.forget(room()?.dataset.session); return; }
  draft = new Draft(room().dataset.session);
  startClock(room(), almostOver, woke);
  bind();
  // After a pause of the candidate's own, or on coming back, going on is a button; it is not for the page to start the clock.
  if (room().dataset.state === "suspended") { return; }
  await nameTab();
  follow();
}

// In every state: the tail of an answer may still be on this device after the interview has ended.
async function sendRecordings() {
  recordings = new Recordings(room().dataset.session);
  recordings.addEventListener("change", () => showTail(recordings, voice()?.isRecording));
  askBeforeLeaving(() => voice()?.isRecording || recordings.tail.held > 0);
  const left = await recordings.resume();
  await draft?.ready;
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
    draft.ready.then(() => { answer.value ||= draft.text; showWords(); });
    answer.addEventListener("input", () => { showWords(); keepDraft(answer.value); });
    answer.addEventListener("keydown", key => {
      if (key.key === "Enter" && (key.ctrlKey || key.metaKey)) { key.preventDefault(); document.querySelector('[name="do"][value="answer"]').click(); }
    });
  }
  document.addEventListener("submit", onSubmit);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { refresh(); } });
  document.addEventListener("not-taken", event => notice("warn", event.detail));
  document.addEventListener("go-on", () => { if (!frozen) { post("think-time/end", { epoch: epoch() }); } });
}

// Said when it is true and not before.
async function keepDraft(text) {
  await draft.keep({ text });
  if (draft.isKept && draft.text) { say("draft"); }
}

async function onSubmit(event) {
  const action = event.submitter?.value;
  const command = { answer, think, pause: () => after(voice()?.hold(), "pause"), skip: () => after(voice()?.hold(), "skip"),
    end: voice()?.isRecording && (() => endAfter(event.submitter)) }[action];
  if (frozen) { event.preventDefault(); }
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

// One that is on its way goes first: it may have arrived, and then what is written since belongs to the next question.
async function answer() {
  if (draft.unsent) { await sending.go(); return; }
  if (voice()?.isOn) { await answerSpoken(); return; }
  const box = document.getElementById("answer");
  if (!box.value.trim()) { box.focus(); return; }
  await sending.send({ text: box.value });
}

async function answerSpoken() {
  const spoken = await voice().finish();
  if (spoken) { await sending.send({ text: spoken.text, channel: spoken.channel, recording: spoken.key, sound: spoken.sound }); }
}

// The time of the interview is the server's and ends: what is being said then is sent as it is, so that it counts as the answer.
async function almostOver() { if (voice()?.isRecording && !frozen) { await answerSpoken(); } }

// ---------------------------------------------------------------- the session, followed

function follow() {
  stream?.close();
  const opened = stream = new EventSource(eventsAfter(room().dataset.seq));
  stream.onopen = () => { connected(true); };
  stream.onerror = () => { connected(false); if (opened.readyState === EventSource.CLOSED) { setTimeout(followAgain, 1000, opened); } };
  stream.addEventListener("superseded", freeze);
  stream.addEventListener("time.warned", event => notice("warn", null, saved()?.getAttribute(`data-warn-${JSON.parse(event.data).remainingSeconds}`)));
  for (const kind of ["connection.claimed", "session.started", "session.resumed", "session.suspended", "question.asked", "probe.asked", "interviewer.spoke",
    "turn.committed", "think_time.requested", "think_time.ended", "answer.closed", "session.closing", "session.completed", "session.withdrawn", "session.abandoned",
    "observer.joined", "observer.left"]) {
    stream.addEventListener(kind, () => refresh());
  }
}

// A stream that the server ended is not opened again by the browser: another connection speaks for the candidate, or nobody could answer just now.
async function followAgain(ended) {
  if (ended !== stream || frozen) { return; }
  const status = await standing(room().dataset.seq);
  if (ended !== stream || frozen) { return; }
  if (status === 200) { follow(); return; }
  if (status !== 204) { setTimeout(followAgain, askAgain, ended); return; }
  await refresh();                                        // an interview that is over shows another page
  freeze();
}

async function connected(is) {
  showConnected(is);
  if (!is) { lost = true; return; }
  await draft.ready;
  if (!lost && !draft.unsent) { return; }
  const wasLost = lost;
  lost = false;
  await refresh();
  const texts = saved();
  if (wasLost && texts) { notice("ok", null, texts.dataset.back, texts.dataset.backTitle); }
  await sending.go();
}

// The device or the page slept: question and clock are the server's, and a line that looks open may be dead.
async function woke() {
  if (frozen) { return; }
  await refresh();
  if (stream && !frozen) { follow(); }
}

function freeze() {
  const told = document.getElementById("taken-over");
  if (frozen || !told) { return; }
  frozen = true;
  stream?.close();
  voice()?.hold();
  room().dataset.frozen = "";
  setReadOnly(true);
  document.getElementById("live-notices").replaceChildren(told.content.cloneNode(true));
  document.getElementById("continue-here").addEventListener("click", takeBack);
}

async function takeBack() {
  await renameTab();
  const answered = await call("resume", { connection: connection() });
  if (!answered?.ok) { return; }
  frozen = false;
  delete room().dataset.frozen;
  document.getElementById("live-notices").replaceChildren();
  await showDraft();
  await refresh();
  follow();
  await sending.go();
}

// The other tab may have sent what is still in this one's box, or written on.
async function showDraft() {
  const { isKept } = draft;
  if (isKept) { draft = new Draft(room().dataset.session); }
  await draft.ready;
  const box = document.getElementById("answer");
  if (isKept && box) { box.value = draft.text; showWords(); }
  setReadOnly(false);
}

function setReadOnly(is) {
  const box = document.getElementById("answer");
  if (box) { box.readOnly = is; }
}

// ---------------------------------------------------------------- the page

// Asks for the page again and swaps its named parts; what is being typed is left alone. Who asks while a page is on its way may know of
// something newer than that page: it is asked for once more.
function refresh() {
  wanted++;
  return refreshing ??= loadAll().finally(() => { refreshing = null; });
}

async function loadAll() {
  for (let seen; seen !== wanted;) { seen = wanted; await load(); }
}

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
  showConnected(!lost);
  startClock(room(), almostOver, woke);
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
    const answered = await fetch(`/api/v1/room/${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    if (lost && stream?.readyState === EventSource.OPEN) { lost = false; showConnected(true); }      // it was one request and not the line
    return answered;
  } catch { connected(false); return null; }
}

async function codeOf(answered) { try { return (await answered.clone().json()).code; } catch { return ""; } }

function voice() { return document.querySelector("room-voice"); }
function asked() { return document.getElementById("question")?.dataset.key; }
function epoch() { return Number(room().dataset.epoch); }
