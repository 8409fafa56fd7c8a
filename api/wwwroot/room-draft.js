// What is being written, kept on this device only, until it is sent: closing the tab or losing the network loses no word.
const prefix = "ji-draft:";

export class Draft {
  #key;
  constructor(session) { this.#key = prefix + session; }

  get text() { return this.#read().text ?? ""; }
  set text(value) { this.#write({ ...this.#read(), text: value }); }

  get unsent() { return this.#read().unsent ?? null; }
  set unsent(value) { this.#write({ ...this.#read(), unsent: value }); }

  /** Drafts of interviews that are over are nobody's business any more. */
  static forgetUnless(session) {
    try {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(prefix) && (!session || key === prefix + session)) { localStorage.removeItem(key); }
      }
    } catch { /* storage is blocked: there is nothing to forget */ }
  }

  #read() { try { return JSON.parse(localStorage.getItem(this.#key)) ?? {}; } catch { return {}; } }
  #write(value) {
    try {
      if (value.text || value.unsent) { localStorage.setItem(this.#key, JSON.stringify(value)); } else { localStorage.removeItem(this.#key); }
    } catch { /* storage is full or blocked: the box itself still holds the words */ }
  }
}
