// Before the interview: hears the microphone, shows the camera, and records a practice answer in memory alone. Nothing here asks the
// server for anything, and nothing is written to the device but the choice of microphone and camera.
import { closeDevices, listDevices, openDevices, reasonFor, watch } from "./devices.js";
import "./level-meter.js";
import { canRecord, Recorder } from "./recorder.js";

const longest = 60_000;

class DeviceCheck extends HTMLElement {
  #stream = null;
  #channel = "voice";
  #recorder = null;
  #slices = [];
  #shown = null;
  #limit;

  connectedCallback() {
    this.hidden = false;
    if (!canRecord) { this.#tell("warn", "unsupported"); return; }
    this.addEventListener("click", event => {
      const act = event.target.closest("button")?.dataset.act;
      ({ voice: () => this.#open("voice"), video: () => this.#open("video"), practise: () => this.#practise(), stop: () => this.#stop(), discard: () => { this.#discard(); this.#at("practise"); }, close: () => { this.#close(); this.#at(this.#channel); } })[act]?.();
    });
    this.addEventListener("device", () => this.#open(this.#channel));
  }

  disconnectedCallback() { this.#close(); }

  async #open(channel) {
    this.#close();
    this.#channel = channel;
    try {
      const stream = await openDevices(channel);
      this.#stream = stream;
      this.#tell("info", "speak");                             // before it listens: who is heard at once stays heard
      let isHeard = false;
      this.querySelector("level-meter").listen(stream, level => { if (level > 0.05 && !isHeard && !this.#recorder) { isHeard = true; this.#tell("ok", "heard"); } });
      watch(stream, what => { if (this.#stream === stream) { this.#tell(what.endsWith("-back") ? "ok" : "warn", what); } });
      for (const select of this.querySelectorAll("select[data-kind]")) { await listDevices(select, stream); }
      for (const part of this.querySelectorAll("[data-for]")) { part.hidden = part.dataset.for !== channel; }
      const preview = this.querySelector("[data-preview]");
      preview.srcObject = channel === "video" ? stream : null;
      this.querySelector("[data-open]").hidden = false;
    } catch (trouble) { this.#tell("warn", `device-${reasonFor(trouble)}`); }
  }

  #close() {
    clearTimeout(this.#limit);
    this.#discard();
    this.querySelector("level-meter")?.stop();
    closeDevices(this.#stream);
    this.#stream = null;
    const open = this.querySelector("[data-open]");
    if (open) { open.hidden = true; }
  }

  async #practise() {
    this.#discard();
    this.#slices = [];
    this.#recorder = new Recorder(this.#stream, this.#channel, (slice, blob) => { this.#slices.push(blob); });
    await this.#recorder.start();
    this.#limit = setTimeout(() => this.#stop(), longest);
    this.#tell("warn", "practising");
    this.#show("stop");
    this.#at("stop");
  }

  async #stop() {
    clearTimeout(this.#limit);
    if (!this.#recorder) { return; }
    const { type } = this.#recorder;
    await this.#recorder.stop();
    this.#recorder = null;
    this.#shown = URL.createObjectURL(new Blob(this.#slices, { type }));
    this.#slices = [];
    const player = this.querySelector(this.#channel === "video" ? "video[data-play]" : "audio[data-play]");
    player.src = this.#shown;
    player.hidden = false;
    this.#tell("ok", "practised");
    this.#show("discard");
    player.focus();
  }

  #discard() {
    this.#recorder?.stop();
    this.#recorder = null;
    for (const player of this.querySelectorAll("[data-play]")) { player.removeAttribute("src"); player.hidden = true; player.load(); }
    if (this.#shown) { URL.revokeObjectURL(this.#shown); this.#shown = null; this.#tell("info", "discarded"); }
    this.#show("practise");
  }

  // What was pressed is gone: who works by keyboard goes on at the next step.
  #at(act) { this.querySelector(`[data-act="${act}"]`).focus(); }

  #show(act) {
    for (const name of ["practise", "stop", "discard"]) { const button = this.querySelector(`[data-act="${name}"]`); if (button) { button.hidden = name !== act; } }
  }

  #tell(tone, name) {
    const box = this.querySelector("[data-told]");
    box.hidden = false;
    box.dataset.tone = tone;
    box.lastElementChild.textContent = this.querySelector(`data[data-text="${name}"]`)?.value ?? "";
  }
}

customElements.define("device-check", DeviceCheck);
