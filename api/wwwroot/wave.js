// The outline of a sound: how loud each part of it is, computed here from the bytes that are played anyway.
const svg = "http://www.w3.org/2000/svg";

/** Loudest sample of each of so many parts, 0 to 1; null when the browser can not decode it. */
export async function peaksOf(bytes, count) {
  const context = new OfflineAudioContext(1, 1, 16_000);
  try {
    const sound = (await context.decodeAudioData(bytes)).getChannelData(0);
    const width = Math.max(1, Math.floor(sound.length / count));
    return Array.from({ length: count }, (_, part) => {
      let peak = 0;
      for (let at = part * width; at < Math.min(sound.length, (part + 1) * width); at += 4) { peak = Math.max(peak, Math.abs(sound[at])); }
      return peak;
    });
  } catch { return null; }
}

/** Draws bars for all answers, each in its share of the timeline; an answer that was not loaded yet is a thin line. */
export function draw(wave, answers, total, bars = 220) {
  wave.setAttribute("viewBox", `0 0 ${bars * 4} 40`);
  wave.replaceChildren(...Array.from({ length: bars }, (_, i) => {
    const at = (i + 0.5) / bars * total;
    const answer = answers.findLast(one => one.start <= at) ?? answers[0];
    const peak = answer?.peaks?.[Math.floor((at - answer.start) / (answer.length || 1) * answer.peaks.length)] ?? 0;
    const height = Math.max(2, Math.min(1, peak * 1.5) * 38);
    const bar = document.createElementNS(svg, "rect");
    for (const [name, value] of Object.entries({ x: i * 4, y: 20 - height / 2, width: 2, height, rx: 1 })) { bar.setAttribute(name, value); }
    return bar;
  }));
}

export function markHeard(wave, share) {
  const until = Math.floor(share * wave.childElementCount);
  [...wave.children].forEach((bar, i) => bar.classList.toggle("heard", i < until));
}
