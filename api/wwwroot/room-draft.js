// What is being written, kept sealed on this device only, until the server has it: closing the tab or losing the network loses no word.
import { forgetKey, open, seal } from "./sealed.js";

const prefix = "ji-draft:";
const longestTurn = 2_000;

export class Draft {
  #session;
  #held = {};
  #keeping;
  #isNews = false;

  constructor(session) { this.#session = session; this.ready = this.#read(); }

  get text() { return this.#held.text ?? ""; }
  get unsent() { return this.#held.unsent ?? null; }

  /** Whether this device keeps it: where storage is blocked, the box alone holds the words. */
  isKept = false;

  /** Holds { text } or { unsent } at once; resolves when it is kept, or can not be. */
  keep(what) {
    Object.assign(this.#held, what);
    this.#isNews = true;
    return this.#keeping ??= this.#write();
  }

  /** The draft of an interview that is over is nobody's business any more, and on a page that is none the drafts of all. */
  static async forget(session) {
    try {
      for (const name of Object.keys(localStorage)) {
        if (!name.startsWith(prefix) || (session && name !== prefix + session)) { continue; }
        await alone(name.slice(prefix.length), drop).catch(() => { /* a tab that hangs has this one; the others go all the same */ });
      }
    } catch { /* storage is blocked: there is nothing to forget */ }
  }

  async #read() {
    try {
      const kept = localStorage.getItem(prefix + this.#session);
      if (kept) { this.#held = { ...JSON.parse(new TextDecoder().decode(await open(this.#session, prefix, bytesOf(kept)))), ...this.#held }; }
      this.isKept = true;
    } catch { /* blocked, or its key is gone: nobody can read it */ }
  }

  async #write() {
    await this.ready;
    while (this.#isNews) {
      this.#isNews = false;
      try { await alone(this.#session, () => this.#store()); this.isKept = true; } catch { this.isKept = false; }
    }
    this.#keeping = null;
  }

  async #store() {
    if (!this.text && !this.unsent) { await drop(this.#session); return; }
    const sealed = await seal(this.#session, prefix, new TextEncoder().encode(JSON.stringify(this.#held)));
    localStorage.setItem(prefix + this.#session, textOf(sealed));
  }
}

async function drop(session) { localStorage.removeItem(prefix + session); await forgetKey(session); }

// Tabs take turns: none forgets the key between another's sealing and keeping. Who waits for a tab that hangs goes on without keeping it.
const alone = (session, work) => navigator.locks.request(prefix + session, { signal: AbortSignal.timeout(longestTurn) }, () => work(session));

const textOf = bytes => btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""));
const bytesOf = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
