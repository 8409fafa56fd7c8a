// How loud the microphone is, as a bar; the numbers stay in the page.
export class LevelMeter extends HTMLElement {
  #frame;
  #context;

  /** Shows the stream's level; heard(level, now) gets each measurement, 0 to 1. */
  listen(stream, heard = () => undefined) {
    this.stop();
    this.#context = new AudioContext();
    const analyser = this.#context.createAnalyser();
    analyser.fftSize = 1024;
    this.#context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const bar = this.querySelector("meter");
    const measure = () => {
      analyser.getFloatTimeDomainData(samples);
      const level = Math.min(1, Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length) * 4);
      if (bar) { bar.value = level; }
      heard(level, performance.now());
    };
    this.#context.resume();
    this.#frame = setInterval(measure, 50);
  }

  stop() {
    clearInterval(this.#frame);
    this.#context?.close();
    this.#context = null;
    const bar = this.querySelector("meter");
    if (bar) { bar.value = 0; }
  }

  disconnectedCallback() { this.stop(); }
}

customElements.define("level-meter", LevelMeter);
