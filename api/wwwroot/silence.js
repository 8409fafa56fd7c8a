// Patience: says when someone has been quiet for long enough to be asked whether they have finished. It never decides that they have.
const loud = 0.02;

export class Silence {
  #patience;
  #until = 0;
  #spoke = false;
  #last = 0;
  #asked = false;

  /** patience = { baseMs, afterThinkMs } */
  constructor(patience, ask, takeBack) { [this.#patience, this.ask, this.takeBack] = [patience, ask, takeBack]; }

  get hasSpoken() { return this.#spoke; }

  /** They asked for a moment and go on now: the first silence may be long. */
  think(now) { this.#until = now + this.#patience.afterThinkMs; }

  hear(level, now) {
    if (level > loud) {
      [this.#spoke, this.#last] = [true, now];
      if (this.#asked) { this.#asked = false; this.takeBack(); }
      return;
    }
    if (this.#spoke && !this.#asked && now >= this.#until && now - this.#last >= this.#patience.baseMs) { this.#asked = true; this.ask(); }
  }
}
