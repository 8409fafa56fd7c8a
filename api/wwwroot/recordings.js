// The recordings of one session on this device, from the first slice to the server's last acknowledgement.
import { Recorder } from "./recorder.js";
import { forget, forgetStale, metasOf, saveMeta, saveSlice, slicesOf } from "./slice-store.js";
import { alone, Upload } from "./tus.js";

export class Recordings extends EventTarget {
  #session;
  #uploads = new Map();
  #isResumed = false;

  constructor(session) { super(); this.#session = session; }

  /** What is still to be sent: bytes held, bytes known in all, and whether anything is stuck. */
  get tail() {
    const open = [...this.#uploads.values()].filter(upload => !upload.isDone);
    return {
      open: open.filter(upload => !upload.isOver).length,
      held: open.reduce((sum, upload) => sum + upload.held, 0),
      sent: open.reduce((sum, upload) => sum + upload.acknowledged, 0),
      isWaiting: open.some(upload => upload.state === "waiting"),
      failed: open.filter(upload => upload.state === "failed"),
    };
  }

  /** Records a stream; what it gives is stopped by the caller. Other tabs leave it alone while it runs. */
  async begin(stream, channel, question) {
    const meta = { key: crypto.randomUUID(), session: this.#session, channel, question, track: "candidate", startedAt: new Date().toISOString(), url: null, total: null, turn: null };
    let isSafe = true;
    const recorder = new Recorder(stream, channel, async (slice, blob) => {
      isSafe = await saveSlice(meta, slice, blob) && isSafe;
      if (!isSafe) { this.dispatchEvent(new Event("unsafe")); }
      this.#upload(meta).nudge();
    });
    let release;
    alone(`ji-recording:${meta.key}`, () => new Promise(done => { release = done; }));
    await recorder.start();
    meta.type = recorder.type;
    await saveMeta(meta);
    const stop = async () => {
      const { bytes, durationMs } = await recorder.stop();
      Object.assign(meta, { total: bytes, durationMs });
      await saveMeta(meta);
      release?.();
      if (bytes === 0) { await this.#drop(meta); return null; }
      this.#upload(meta).nudge();
      return meta;
    };
    return { meta, recorder, stop };
  }

  /** What an earlier load of the page left behind: it ends where its last slice ends, and goes to the server now. */
  async resume() {
    await forgetStale(this.#session);
    const left = [];
    for (const { key } of await metasOf(this.#session)) {
      await alone(`ji-recording:${key}`, async () => {
        const meta = (await metasOf(this.#session)).find(kept => kept.key === key);       // as it was left by the tab that recorded it
        if (!meta) { return; }
        if (meta.total === null) {
          const last = (await slicesOf(meta)).at(-1);
          if (!last && !meta.url) { await this.#drop(meta); return; }
          if (last) { Object.assign(meta, { total: last.start + last.size, isCut: true }); } else { await this.#endWhereItIs(meta); }
          await saveMeta(meta);
        }
        if (meta.total !== null) { left.push(meta); }
        this.#upload(meta).nudge();
      });
    }
    this.#isResumed = true;
    return left;
  }

  /** The server's name for a recording, once it has one. */
  idOf(key) { return this.#uploads.get(key)?.meta.url?.split("/").pop() ?? null; }

  /** Why the server does not take a recording, or null. */
  refusalOf(key) {
    const upload = this.#uploads.get(key);
    return upload?.state === "failed" ? upload.code : null;
  }

  /** Why a recording can not be sent, or null. */
  failureOf(key) { return this.refusalOf(key) ?? (this.#isResumed && !this.#uploads.has(key) ? "recording-lost" : null); }

  /** An answer was given with it: it needs no more of this device than its tail. */
  async settle(key) {
    const upload = this.#uploads.get(key);
    if (!upload) { return; }
    upload.meta.turn = "sent";
    await saveMeta(upload.meta);
    if (upload.isDone) { await this.#drop(upload.meta); }
  }

  retry() { for (const upload of this.#uploads.values()) { upload.nudge(); } }

  async #endWhereItIs(meta) {
    const answered = await fetch(meta.url, { method: "HEAD", headers: { "Tus-Resumable": "1.0.0" }, cache: "no-store" }).catch(() => null);
    if (answered?.ok) { Object.assign(meta, { total: Number(answered.headers.get("Upload-Offset")), isCut: true }); }
  }

  #upload(meta) {
    if (!this.#uploads.has(meta.key)) { this.#uploads.set(meta.key, new Upload(meta, upload => this.#changed(upload))); }
    return this.#uploads.get(meta.key);
  }

  async #changed(upload) {
    this.dispatchEvent(new Event("change"));
    if (upload.isDone && upload.meta.turn) { await this.#drop(upload.meta); }
  }

  async #drop(meta) { await forget(meta); }
}
