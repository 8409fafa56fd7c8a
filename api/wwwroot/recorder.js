// One run of the browser's recorder: slices of five seconds, counted and hashed in order, and a clock of its own.
import { sha256 } from "./tus.js";

const every = 5_000;
const types = {
  voice: ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"],
  video: ["video/webm;codecs=vp8,opus", "video/webm", "video/mp4"],
};
// Safari says that it records WebM and writes what others can not read: there, MP4 comes first.
const isSafari = /^((?!chrome|chromium|android|crios|fxios|edg).)*safari/i.test(navigator.userAgent);

export const canRecord = "MediaRecorder" in globalThis && !!navigator.mediaDevices?.getUserMedia && !!globalThis.crypto?.subtle;

export function typeFor(channel) {
  const wanted = isSafari ? [...types[channel]].sort((a, b) => b.includes("mp4") - a.includes("mp4")) : types[channel];
  return wanted.find(type => MediaRecorder.isTypeSupported(type)) ?? "";
}

export class Recorder {
  #media;
  #since = null;
  #ran = 0;
  #size = 0;
  #seq = 0;
  #kept = Promise.resolve();
  #stopped;

  /** keep(slice, blob) holds a slice before anything else happens to it. */
  constructor(stream, channel, keep) {
    const type = typeFor(channel);
    this.#media = new MediaRecorder(stream, { ...(type && { mimeType: type }), audioBitsPerSecond: 48_000, videoBitsPerSecond: 600_000 });
    this.#media.addEventListener("start", () => { this.startedAt = this.#since = performance.now(); });
    this.#media.addEventListener("dataavailable", event => { if (event.data.size > 0) { this.#kept = this.#kept.then(() => this.#keep(event.data, keep)); } });
    this.#stopped = new Promise(done => { this.#media.addEventListener("stop", () => done(this.#kept), { once: true }); });
  }

  get type() { return this.#media.mimeType.split(";")[0]; }
  get state() { return this.#media.state; }
  get bytes() { return this.#size; }

  /** What the recorder has run, pauses left out. */
  get elapsedMs() { return this.#ran + (this.#since === null ? 0 : performance.now() - this.#since); }

  async start() {
    const started = new Promise((done, failed) => {
      this.#media.addEventListener("start", done, { once: true });
      this.#media.addEventListener("error", event => failed(event.error ?? new Error("recorder")), { once: true });
    });
    this.#media.start(every);
    await started;
  }

  pause() { if (this.state === "recording") { this.#hold(); this.#media.pause(); } }
  resume() { if (this.state === "paused") { this.#media.resume(); this.#since = performance.now(); } }

  /** Ends the run; resolves when the last slice is held. */
  async stop() {
    this.#hold();
    if (this.state !== "inactive") { this.#media.stop(); }
    await this.#stopped.then(() => this.#kept);
    return { bytes: this.#size, durationMs: Math.round(this.#ran) };
  }

  #hold() { if (this.#since !== null) { this.#ran += performance.now() - this.#since; this.#since = null; } }

  async #keep(blob, keep) {
    const hash = (await sha256(blob)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
    const slice = { seq: this.#seq++, start: this.#size, size: blob.size, hash };
    this.#size += blob.size;
    await keep(slice, blob);
  }
}
