// Requested think time by the page's own clock: it is no part of the time that an answer took to begin.
export class ThinkTime {
  #stretches = [];               // { from, until }

  /** What the server says: so many seconds of it are left from now, or none. */
  told(seconds, now) {
    const last = this.#stretches.at(-1);
    if (last?.until > now) { last.until = now + seconds * 1000; } else if (seconds > 0) { this.#stretches.push({ from: now, until: now + seconds * 1000 }); }
  }

  isOn(now) { return this.#stretches.at(-1)?.until > now; }

  /** How much of it lay between two moments. */
  within(from, to) { return this.#stretches.reduce((sum, one) => sum + Math.max(0, Math.min(one.until, to) - Math.max(one.from, from)), 0); }
}
