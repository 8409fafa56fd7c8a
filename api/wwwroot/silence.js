// Patience: says when someone has been quiet for long enough to be asked whether they have finished. It never decides that they have.
const loud = 0.02;

export class Silence {
  #patience;
  #granted = null;               // { from, ms }: the one silence that was asked for; it ends as soon as they speak on
  #spoke = false;
  #last = 0;
  #asked = false;

  /** patience = { baseMs, firstMs, afterThinkMs }: the first silence is longer where they asked for a moment in words. */
  constructor(patience, ask, takeBack, now) {
    [this.#patience, this.ask, this.takeBack] = [patience, ask, takeBack];
    if (patience.firstMs > patience.baseMs) { this.#granted = { from: now, ms: patience.firstMs }; }
  }

  get hasSpoken() { return this.#spoke; }

  /** They had time to think and go on now: the silence until they speak may be long. */
  think(now) { this.#granted = { from: now, ms: this.#patience.afterThinkMs }; }

  hear(level, now) {
    if (level > loud) {
      [this.#spoke, this.#last, this.#granted] = [true, now, null];
      if (this.#asked) { this.#asked = false; this.takeBack(); }
      return;
    }
    const { from, ms } = this.#granted ?? { from: this.#last, ms: this.#patience.baseMs };
    if ((this.#spoke || this.#granted) && !this.#asked && now - from >= ms) { this.#asked = true; this.ask(); }
  }
}
