// One timeline over all the answers of an interview. Without this file each answer has the browser's own player.
import { follow } from "./follow-words.js";
import { draw, markHeard, peaksOf } from "./wave.js";

const smallEnough = 24 * 1024 * 1024;          // read whole: seeks at once and gives the outline
const step = 5;

class RecordingPlayer extends HTMLElement {
  #answers = [];
  #now = null;
  #ticking;

  connectedCallback() {
    this.#answers = [...this.querySelectorAll("[data-recording]")].map(item => ({
      item, id: item.dataset.recording, kind: item.dataset.kind, bytes: Number(item.dataset.bytes), length: Number(item.dataset.ms) / 1000, label: item.dataset.label,
      native: item.querySelector("audio, video"), source: item.querySelector("audio, video")?.getAttribute("src"), peaks: null, url: null, start: 0,
    })).filter(answer => answer.source);
    if (this.#answers.length === 0) { return; }
    for (const answer of this.#answers) {
      answer.native.remove();
      const button = answer.item.querySelector("button");
      button.hidden = false;
      button.addEventListener("click", () => this.#play(answer, 0));
    }
    this.#part("captions").hidden = !this.#answers.some(answer => answer.native.querySelector("track"));
    this.#part("ui").hidden = false;
    this.#layOut();
    this.#listen();
  }

  disconnectedCallback() {
    clearTimeout(this.#ticking);
    for (const answer of this.#answers) { if (answer.url?.startsWith("blob:")) { URL.revokeObjectURL(answer.url); } }
  }

  get #stage() { return this.#part("stage"); }
  get #total() { return this.#answers.reduce((sum, answer) => sum + answer.length, 0); }
  get #at() { return this.#now ? this.#now.start + Math.min(this.#stage.currentTime, this.#now.length) : 0; }
  #part(name) { return this.querySelector(`[data-ui="${name}"]`); }

  #listen() {
    this.#part("play").addEventListener("click", () => this.#toggle());
    this.#part("seek").addEventListener("input", event => this.#seek(Number(event.target.value)));
    this.#part("speed").addEventListener("change", event => { this.#stage.playbackRate = Number(event.target.value); });
    this.#part("captions").addEventListener("click", () => this.#captions());
    this.#part("ui").addEventListener("keydown", event => this.#pressed(event));
    document.addEventListener("click", event => this.#clickedWords(event));
    for (const kind of ["play", "pause", "seeked", "loadedmetadata"]) { this.#stage.addEventListener(kind, () => this.#show()); }
    this.#stage.addEventListener("ended", () => this.#next());
    this.#stage.addEventListener("error", () => { if (this.#stage.getAttribute("src")) { this.#say("broken"); } });
  }

  // A click on a sentence goes there; with a key held it stays the link it is.
  #clickedWords(event) {
    const words = event.target.closest?.("a.said");
    const answer = words && this.#answers.find(one => one.id === words.closest("[data-recording]").dataset.recording);
    if (!answer || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    this.#play(answer, Number(words.dataset.at) / 1000);
  }

  // Only while the focus is inside the player, never with a modifier, and Tab always leaves.
  #pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select")) { return; }
    const acts = { k: () => this.#toggle(), j: () => this.#seek(this.#at - step), l: () => this.#seek(this.#at + step), c: () => this.#captions(),
      ...(event.target.matches("input") && { " ": () => this.#toggle() }) };
    const act = acts[event.key];
    if (act) { event.preventDefault(); act(); }
  }

  // ---------------------------------------------------------------- playing

  #toggle() {
    if (this.#stage.paused) { this.#play(this.#now ?? this.#answers[0], null); } else { this.#stage.pause(); }
  }

  async #play(answer, from) {
    await this.#load(answer);
    if (this.#now !== answer) { return; }                      // another was asked for meanwhile
    if (from !== null) { this.#stage.currentTime = from; }
    await this.#stage.play().catch(() => this.#show());
  }

  async #seek(at) {
    const wanted = Math.max(0, Math.min(at, this.#total - 0.05));
    const answer = this.#answers.findLast(one => one.start <= wanted) ?? this.#answers[0];
    const wasPlaying = !this.#stage.paused;
    await this.#load(answer);
    if (this.#now !== answer) { return; }
    this.#stage.currentTime = wanted - answer.start;
    if (wasPlaying) { await this.#stage.play().catch(() => undefined); }
    this.#show();
  }

  #next() {
    const next = this.#answers[this.#answers.indexOf(this.#now) + 1];
    if (next) { this.#play(next, 0); } else { this.#show(); }
  }

  async #load(answer) {
    if (this.#now === answer) { return; }
    this.#now = answer;
    this.#say("loading");
    try {
      answer.url ??= await this.#fetch(answer);
    } catch (gone) {
      if (this.#now === answer) { this.#say({ 403: "held", 410: "expired" }[gone.message] ?? "broken"); }
      return;
    }
    if (this.#now !== answer) { return; }
    const stage = this.#stage;
    stage.hidden = answer.kind !== "video";
    stage.replaceChildren(...this.#trackOf(answer));
    stage.src = answer.url;
    await new Promise(done => { stage.addEventListener("loadedmetadata", done, { once: true }); stage.addEventListener("error", done, { once: true }); });
    if (stage.error) { return; }
    await this.#measure(answer);
    stage.playbackRate = Number(this.#part("speed").value);
    this.#say(null);
    this.#layOut();
  }

  async #fetch(answer) {
    if (answer.bytes > smallEnough) { return answer.source; }
    const answered = await fetch(answer.source);
    if (!answered.ok) { throw new Error(String(answered.status)); }
    const blob = await answered.blob();
    peaksOf(await blob.arrayBuffer(), 120).then(peaks => { answer.peaks = peaks; this.#layOut(); });
    return URL.createObjectURL(blob);
  }

  // A recorder writes no length at the start of its file: asking for a far place makes the browser find the end.
  async #measure(answer) {
    const stage = this.#stage;
    if (stage.duration === Infinity) {
      const found = new Promise(done => { stage.addEventListener("durationchange", done, { once: true }); stage.addEventListener("error", done, { once: true }); });
      stage.currentTime = 1e7;
      await found;
      stage.currentTime = 0;
    }
    if (Number.isFinite(stage.duration) && stage.duration > 0) { answer.length = stage.duration; }
  }

  // ---------------------------------------------------------------- captions

  #trackOf(answer) {
    const from = answer.native.querySelector("track");
    if (!from) { return []; }
    const track = from.cloneNode();
    track.track.mode = "hidden";
    track.track.addEventListener("cuechange", () => this.#caption());
    return [track];
  }

  #captions() {
    const button = this.#part("captions");
    if (button.hidden) { return; }
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    this.#caption();
  }

  #caption() {
    const line = this.#part("caption");
    const isOn = this.#part("captions").getAttribute("aria-pressed") === "true";
    const cues = isOn ? [...this.#stage.textTracks[0]?.activeCues ?? []] : [];
    line.textContent = cues.map(cue => cue.getCueAsHTML().textContent).join("\n");
    line.hidden = !isOn;
  }

  // ---------------------------------------------------------------- the face

  #layOut() {
    let start = 0;
    for (const answer of this.#answers) { answer.start = start; start += answer.length; }
    this.#part("seek").max = String(this.#total);
    draw(this.#part("wave"), this.#answers, this.#total);
    this.#show();
  }

  #show() {
    clearTimeout(this.#ticking);
    const isPlaying = !this.#stage.paused && !this.#stage.ended;
    const at = this.#at;
    const play = this.#part("play");
    play.setAttribute("aria-label", isPlaying ? play.dataset.pause : play.dataset.play);
    play.querySelector("use").setAttribute("href", isPlaying ? "#i-pause" : "#i-play");
    const seek = this.#part("seek");
    seek.value = String(at);
    seek.setAttribute("aria-valuetext", `${written(at)} / ${written(this.#total)}, ${this.#now?.label ?? ""}`);
    this.#part("time").textContent = `${written(at)} / ${written(this.#total)}`;
    markHeard(this.#part("wave"), this.#total ? at / this.#total : 0);
    for (const answer of this.#answers) { answer.item.querySelector("button").setAttribute("aria-current", String(answer === this.#now)); }
    if (this.#now) { follow(this.#now.id, this.#stage.currentTime * 1000, isPlaying); }
    if (isPlaying) { this.#ticking = setTimeout(() => this.#show(), 80); }
  }

  #say(what) { this.#part("said").textContent = what ? this.#part("said").dataset[what] : ""; }
}

function written(seconds) { return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`; }

customElements.define("recording-player", RecordingPlayer);
