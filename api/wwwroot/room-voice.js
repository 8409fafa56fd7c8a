// Answering by voice or camera. Nothing is recorded unless the lamp says so; what was recorded is held until the server has it.
import { closeDevices, listDevices, openDevices, reasonFor, stayAwake, watch } from "./devices.js";
import "./level-meter.js";
import { canRecord } from "./recorder.js";
import { Silence } from "./silence.js";
import { canSpeak, hush, isWished, say, setWish, soundOf } from "./spoken.js";
import { ThinkTime } from "./think-time.js";

const mode = "ji-mode";
const $ = id => document.getElementById(id);

class RoomVoice extends HTMLElement {
  #recordings;
  #run = null;                   // { meta, recorder, stop } while something is being recorded
  #stream = null;
  #held = null;                  // a recording of this question that was broken off
  #silence = null;
  #thinkTime = new ThinkTime();
  #sleep = null;
  #asked = null;                 // what the page asked when last looked at
  #lastMs = null;
  #ticking;

  /** Called once by the room, with what an earlier load of the page left behind and which of it is being sent as an answer. */
  begin(recordings, left, sending) {
    this.#recordings = recordings;
    this.#aloud();
    if (!canRecord) { return; }
    $("modes").hidden = false;
    document.addEventListener("change", event => { if (event.target.name === "mode") { this.#choose(event.target.value, true); } });
    document.addEventListener("device", () => this.#reopen());
    navigator.mediaDevices.addEventListener("devicechange", () => this.#devicesChanged());
    this.addEventListener("click", event => this.#clicked(event.target.closest("button")?.dataset.act));
    recordings.addEventListener("unsafe", () => this.#tell("warn", "memory-only"));
    recordings.addEventListener("change", () => this.#sent());
    const cut = left.findLast(meta => !meta.turn && meta.question === this.#question) ?? null;
    for (const meta of left) { if (meta !== cut && meta.key !== sending) { recordings.settle(meta.key); } }
    this.offer(cut?.key === sending ? null : cut);
    const wished = this.#held?.channel ?? sessionStorage.getItem(mode);
    this.#choose(this.#radio(wished)?.disabled === false ? wished : this.#radio("text")?.disabled ? this.#firstOpen : "text", false);
  }

  get channel() { return this.dataset.channel ?? "text"; }
  get isOn() { return this.channel !== "text"; }
  get isRecording() { return this.#run !== null; }

  /** Ends the recording and gives what to send, or null when nothing was recorded. */
  async finish() {
    hush();
    const sound = this.#run && this.#soundBefore(this.#run.recorder.startedAt);
    const held = this.#run ? await this.#end() : this.#held;
    if (!held) { this.#tell("info", "nothing-yet"); this.#button("start")?.focus(); return null; }
    this.#held = null;
    this.offer(null);
    return { key: held.key, channel: held.channel, sound, text: this.querySelector("textarea")?.value.trim() ?? "" };
  }

  // Where the question was read aloud: when its sound ended, seen from the start of the recording, think time before it left out.
  #soundBefore(start) {
    const heard = soundOf($("question")?.textContent.trim());
    return heard && { questionEndedMs: Math.round(heard.to - start + this.#thinkTime.within(heard.to, start)), questionMs: Math.round(heard.to - heard.from) };
  }

  /** Stops without sending: a pause, another tab, the end of the time. What was recorded stays, and can be sent later. */
  async hold() {
    hush();
    if (this.#run) { this.offer(await this.#end()); }
    this.#close();
  }

  /** Time to think: the recorder rests until the candidate goes on. */
  think() { if (this.#run) { this.#run.recorder.pause(); this.#lamp(); } }

  /** Where the next step is: going on, starting, or the lamp while it records. */
  takeFocus() { ([this.#button("go-on"), this.#button("start")].find(button => !button.hidden) ?? this.querySelector(".lamp")).focus(); }

  /** What the server tells of the candidate's time: the patience with a silence, and how many seconds of think time are left. */
  told(patience, thinking) {
    Object.assign(this.dataset, patience);
    this.#thinkTime.told(thinking, performance.now());
  }

  /** The answer was taken, or could not be. */
  taken(key) {
    const summary = this.querySelector("textarea");
    if (summary) { summary.value = ""; }
    this.dataset.recordedMs = this.#lastMs ?? "";
    return this.#recordings.settle(key);
  }

  /** The page may show another question now. */
  async asked() {
    const key = $("question")?.dataset.key ?? "";
    if (key === this.#asked) { return; }
    const isFirst = this.#asked === null;
    this.#asked = key;
    if (this.#run && this.#run.meta.question !== this.#question) { await this.hold(); this.#tell("warn", "time-over"); }
    if (this.#held?.question !== this.#question) { this.offer(null); }
    if (!isFirst && this.isOn) { this.#button("start")?.focus(); }
    if (isWished() && !this.#run) { await say($("question")?.textContent.trim(), this.dataset.language); }
  }

  /** A recording that was broken off, to be sent as it is or left behind. */
  offer(held) {
    if (this.#held && !held) { this.#recordings.settle(this.#held.key); }
    this.#held = held;
    const box = this.querySelector("[data-offer]");
    box.hidden = !held;
    if (held) { box.querySelector("[data-length]").textContent = held.durationMs ? written(held.durationMs) : this.#text("length-unknown"); }
  }

  // ---------------------------------------------------------------- choosing how to answer

  get #question() { return $("question")?.dataset.question || null; }
  get #firstOpen() { return [...document.querySelectorAll('[name="mode"]')].find(radio => !radio.disabled)?.value ?? "text"; }

  async #choose(channel, byHand) {
    const before = this.channel;
    if (this.#run && before !== channel) { await this.hold(); }
    if (before !== channel) { this.#close(); }
    this.dataset.channel = channel;
    sessionStorage.setItem(mode, channel);
    const radio = this.#radio(channel);
    if (radio) { radio.checked = true; }
    this.hidden = !this.isOn;
    $("written").hidden = this.isOn;
    for (const part of this.querySelectorAll("[data-for]")) { part.hidden = part.dataset.for !== channel; }
    this.#lamp();
    if (byHand && this.isOn) { await this.#open(); }
    if (byHand && !this.isOn) { $("answer").focus(); }
  }

  #radio(channel) { return document.querySelector(`[name="mode"][value="${channel}"]`); }

  // ---------------------------------------------------------------- devices

  async #open() {
    if (this.#stream) { return true; }
    try {
      const stream = await openDevices(this.channel);
      this.#stream = stream;
      watch(stream, what => this.#trackSaid(what, stream));
      this.querySelector("level-meter").listen(stream, (level, now) => { if (this.#run?.recorder.state === "recording") { this.#silence.hear(level, now); } });
      const preview = this.querySelector("video");
      preview.srcObject = this.channel === "video" ? stream : null;
      preview.hidden = this.channel !== "video";
      for (const select of this.querySelectorAll("select[data-kind]")) { await listDevices(select, stream); }
      this.querySelector("[data-devices]").hidden = false;
      this.#tell(null);
      return true;
    } catch (trouble) {
      this.#tell("warn", `device-${reasonFor(trouble)}`);
      return false;
    }
  }

  #close() {
    this.querySelector("level-meter").stop();
    closeDevices(this.#stream);
    this.#stream = null;
    this.querySelector("video").srcObject = null;
    this.querySelector("video").hidden = true;
    this.querySelector("[data-devices]").hidden = true;
  }

  async #reopen() { if (!this.#run && this.#stream) { this.#close(); await this.#open(); } }

  async #devicesChanged() {
    if (!this.#stream) { return; }
    for (const select of this.querySelectorAll("select[data-kind]")) { await listDevices(select, this.#stream); }
  }

  async #trackSaid(what, stream) {
    if (stream !== this.#stream) { return; }
    if (what.endsWith("-back")) { this.#tell("ok", what); return; }
    this.#tell("warn", what);
    if (what.endsWith("-ended")) { await this.hold(); this.#tell("warn", what); }
  }

  // ---------------------------------------------------------------- recording

  async #clicked(act) {
    const acts = { start: () => this.#start(), "go-on": () => this.#goOn(), again: () => this.#again(), "not-yet": () => this.#prompt(false),
      finish: () => document.querySelector('.room-actions [value="answer"]').click() };
    await acts[act]?.();
  }

  async #start() {
    hush();
    this.#button("start").disabled = true;
    try {
      if (this.#run || !await this.#open()) { return; }
      const patience = { baseMs: Number(this.dataset.base) || 1_500, firstMs: Number(this.dataset.first) || 0, afterThinkMs: Number(this.dataset.think) || 45_000 };
      this.#silence = new Silence(patience, () => this.#prompt(true), () => this.#prompt(false), performance.now());
      if (this.#thinkTime.isOn(performance.now())) { this.#silence.think(performance.now()); }
      this.#run = await this.#recordings.begin(this.#stream, this.channel, this.#question);
      this.#sleep = await stayAwake();
      this.#tell(null);
      this.#lamp();
      this.querySelector(".lamp").focus();
    } catch (trouble) {
      this.#run = null;
      this.#tell("warn", `device-${reasonFor(trouble)}`);
    } finally { this.#button("start").disabled = false; }
  }

  #goOn() { this.#silence?.think(performance.now()); this.#run?.recorder.resume(); this.#lamp(); this.querySelector(".lamp").focus(); this.dispatchEvent(new Event("go-on", { bubbles: true })); }

  // What the server does not take is neither recorded on nor offered again: the candidate is told why, and writes.
  async #sent() {
    if (this.#held && this.#recordings.refusalOf(this.#held.key)) { this.offer(null); }
    const refusal = this.#run && this.#recordings.refusalOf(this.#run.meta.key);
    if (!refusal) { return; }
    await this.#end();
    await this.#choose("text", true);
    this.dispatchEvent(new CustomEvent("not-taken", { bubbles: true, detail: refusal }));
  }

  async #again() { this.offer(null); await this.#start(); }

  async #end() {
    const run = this.#run;
    this.#run = null;
    const meta = await run.stop();
    this.#lastMs = meta?.durationMs ?? null;
    this.#sleep?.();
    this.#prompt(false);
    this.#lamp();
    return meta;
  }

  // The lamp is the truth about recording: it follows the recorder's own state and nothing else.
  #lamp() {
    const state = { recording: "on", paused: "rest" }[this.#run?.recorder.state] ?? "off";
    const lamp = this.querySelector(".lamp");
    lamp.dataset.state = state;
    lamp.querySelector("[data-word]").textContent = this.#text(`lamp-${state}`);
    const dot = lamp.querySelector(".dot");
    dot.dataset.tone = { on: "bad", rest: "warn", off: "idle" }[state];
    dot.toggleAttribute("data-live", state === "on");
    this.#button("start").hidden = state !== "off";
    this.#button("go-on").hidden = state !== "rest";
    clearInterval(this.#ticking);
    const show = () => { lamp.querySelector(".num").textContent = this.#run ? written(this.#run.recorder.elapsedMs) : ""; };
    show();
    if (state === "on") { this.#ticking = setInterval(show, 500); }
  }

  #prompt(isAsking) {
    const box = this.querySelector("[data-finished]");
    const isHeld = !isAsking && box.contains(document.activeElement);
    box.hidden = !isAsking;
    if (isHeld) { this.querySelector(".lamp").focus(); }
  }

  // ---------------------------------------------------------------- words

  #aloud() {
    const button = $("aloud");
    if (!button || !canSpeak) { return; }
    button.hidden = false;
    const show = () => button.setAttribute("aria-pressed", String(isWished()));
    show();
    button.addEventListener("click", () => { setWish(!isWished()); show(); if (isWished()) { say($("question").textContent.trim(), this.dataset.language); } else { hush(); } });
  }

  #button(act) { return this.querySelector(`[data-act="${act}"]`); }

  #text(name) { return this.querySelector(`data[data-text="${name}"]`)?.value ?? ""; }

  #tell(tone, name) {
    const box = this.querySelector("[data-told]");
    box.hidden = !tone;
    if (tone) { box.dataset.tone = tone; box.lastElementChild.textContent = this.#text(name); }
  }

  disconnectedCallback() { this.#close(); clearInterval(this.#ticking); }
}

function written(ms) { const seconds = Math.round(ms / 1000); return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`; }

customElements.define("room-voice", RoomVoice);
