// A small client of tus 1.0 for one recording that may still be growing: it sends the held slices in order, and after any trouble
// asks the server how far it got and goes on from there. A slice is deleted when the server has acknowledged its last byte.
import { dropSlice, forget, readSlice, saveMeta, slicesOf } from "./slice-store.js";

const tus = { "Tus-Resumable": "1.0.0" };
const endpoint = "/api/v1/room/recordings";
const gone = [404, 410];
const hopeless = [401, 403, 413, 415, 422];
const longestWait = 15_000;

export class Upload {
  #running;
  #offset;
  #lengthIsKnown = false;
  #wait = 500;
  #refusedTwice = 0;
  #clockIsWrong = false;

  constructor(meta, changed) { [this.meta, this.changed, this.state, this.held] = [meta, changed, "sending", 0]; }

  get acknowledged() { return this.#offset ?? 0; }
  get isDone() { return this.state === "done"; }
  get isOver() { return this.state === "done" || this.state === "failed"; }

  /** New slices are there, or the last one is: goes on until all that is held was acknowledged. One tab sends at a time. */
  wake() {
    if (this.isOver) { return Promise.resolve(); }
    return this.#running ??= alone(`ji-upload:${this.meta.key}`, () => this.#run()).finally(() => {
      this.#running = null;
      this.changed(this);
      if (this.again) { this.again = false; this.wake(); }
    });
  }

  /** As wake, and once more when it is at work already: it may have looked before the news. */
  nudge() { this.again = !!this.#running; return this.wake(); }

  async #run() {
    while (!this.isOver) {
      try {
        if (!await this.#step()) { return; }
        this.#wait = 500;
      } catch (trouble) {
        this.#offset = undefined;
        if (trouble instanceof Refused) { this.#fail(trouble.code); return; }
        this.state = "waiting";
        this.changed(this);
        await pause(this.#wait);
        this.#wait = Math.min(this.#wait * 2, longestWait);
      }
    }
  }

  // One exchange with the server; false when there is nothing to do until the next slice.
  async #step() {
    let slices = await slicesOf(this.meta);
    if (!this.meta.url) {
      if (slices.length === 0) { return false; }
      await this.#create();
    }
    if (this.#offset === undefined) { await this.#ask(slices); }
    for (const slice of slices.filter(held => held.start + held.size <= this.#offset)) { await dropSlice(this.meta, slice); }
    slices = slices.filter(held => held.start + held.size > this.#offset);
    this.held = slices.reduce((sum, slice) => sum + slice.size, 0) - Math.max(0, this.#offset - (slices[0]?.start ?? this.#offset));
    const { total } = this.meta;
    if (total !== null && this.#offset >= total && this.#lengthIsKnown) { this.state = "done"; this.changed(this); return false; }
    const next = slices[0];
    if (next && next.start > this.#offset) { throw new Refused("hole"); }        // a slice between is lost: no honest way on
    if (!next && (total === null || this.#offset !== total)) { return false; }
    this.state = "sending";
    this.changed(this);
    await this.#send(next, total !== null && (!next || next.start + next.size === total) ? total : null);
    return true;
  }

  async #create() {
    const { type, track, question, startedAt } = this.meta;
    const about = { filetype: type, track, questionId: question, startedAt: this.#clockIsWrong ? null : startedAt };
    const answered = await fetch(endpoint, { method: "POST", headers: { ...tus, "Upload-Defer-Length": "1",
      "Upload-Metadata": Object.entries(about).filter(([, value]) => value).map(([name, value]) => `${name} ${base64(new TextEncoder().encode(value))}`).join(",") } });
    if (answered.status === 422 && !this.#clockIsWrong && await refuses(answered, "/startedAt")) {
      this.#clockIsWrong = true;                              // the answer is worth more than the time it was given at
      await this.#create();
      return;
    }
    if (answered.status === 409 || hopeless.includes(answered.status)) { throw new Refused(await codeOf(answered)); }
    if (answered.status !== 201) { throw new Error(`creation ${answered.status}`); }
    this.meta.url = new URL(answered.headers.get("Location"), location.href).pathname;
    [this.#offset, this.#lengthIsKnown] = [0, false];
    await saveMeta(this.meta);
    this.changed(this);
  }

  async #ask(slices) {
    const answered = await fetch(this.meta.url, { method: "HEAD", headers: tus, cache: "no-store" });
    if (gone.includes(answered.status) && slices[0]?.start === 0) { this.meta.url = null; await this.#create(); return; }
    if (gone.includes(answered.status) || hopeless.includes(answered.status)) { throw new Refused("expired"); }
    if (!answered.ok) { throw new Error(`head ${answered.status}`); }
    this.#offset = Number(answered.headers.get("Upload-Offset"));
    this.#lengthIsKnown = answered.headers.has("Upload-Length");
  }

  async #send(slice, total) {
    const whole = slice ? await readSlice(this.meta, slice) : new Blob();
    const body = slice ? whole.slice(this.#offset - slice.start) : whole;
    const hash = slice && body.size === slice.size ? slice.hash.replaceAll("-", "+").replaceAll("_", "/") + "=" : await sha256(body);
    const answered = await fetch(this.meta.url, { method: "PATCH", body, headers: { ...tus, "Content-Type": "application/offset+octet-stream",
      "Upload-Offset": String(this.#offset), "Upload-Checksum": `sha256 ${hash}`, ...(total !== null && !this.#lengthIsKnown && { "Upload-Length": String(total) }) } });
    if (answered.status === 460 && ++this.#refusedTwice > 2) { throw new Refused("checksum"); }     // what is kept here is no longer what was recorded
    if (hopeless.includes(answered.status) || answered.status === 409 && await codeOf(answered.clone()) === "quota-exceeded") { throw new Refused(await codeOf(answered)); }
    if (answered.status !== 204) { throw new Error(`patch ${answered.status}`); }
    this.#refusedTwice = 0;
    this.#offset = Number(answered.headers.get("Upload-Offset"));
    this.#lengthIsKnown ||= total !== null;
    if (slice && this.#offset >= slice.start + slice.size) { await dropSlice(this.meta, slice); }
  }

  #fail(code) { [this.state, this.code] = ["failed", code]; this.changed(this); }
}

/** Nothing of it is wanted on this device any more. */
export const forgetUpload = upload => forget(upload.meta);

export async function sha256(blob) { return base64(new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()))); }

/** Does it while no other tab does it. */
export const alone = (name, act) => navigator.locks ? navigator.locks.request(name, act) : act();

class Refused extends Error { constructor(code) { super(code); this.code = code; } }

const base64 = bytes => btoa(String.fromCharCode(...bytes));
const refuses = async (answered, pointer) => { try { return (await answered.clone().json()).errors.some(fault => fault.pointer === pointer); } catch { return false; } };
const codeOf = async answered => { try { return (await answered.json()).code; } catch { return String(answered.status); } };

// Until the time is over, or the network is back.
const pause = ms => new Promise(done => {
  const timer = setTimeout(go, ms);
  addEventListener("online", go, { once: true });
  function go() { clearTimeout(timer); removeEventListener("online", go); done(); }
});
