// Shows the server's clock between two of its answers. It only shows: the server counts.
let timer;

const longestTick = 5_000;

/** almostOver is called when two seconds are left, as long as they are; woke, once no tick came for so long that the device must have slept. */
export function startClock(room, almostOver = () => undefined, woke = () => undefined) {
  clearInterval(timer);
  const remaining = Number(room.dataset.remaining);
  const thinking = Number(room.dataset.thinking || 0);
  const isRunning = room.dataset.running === "true";
  const since = performance.now();
  let last = Date.now();                                   // the other clock may stand still in sleep
  const tick = () => {
    const gap = Date.now() - last;
    last = Date.now();
    if (gap > longestTick && !document.hidden) { woke(); }
    const passed = Math.floor((performance.now() - since) / 1000);
    const counted = thinking > 0 ? Math.max(0, passed - thinking) : isRunning ? passed : 0;
    const left = Math.max(0, remaining - counted);
    const clock = document.getElementById("clock");
    if (clock) {
      clock.firstElementChild.textContent = written(left);
      if (left <= 15) { clock.dataset.tone = "bad"; } else if (left <= 60) { clock.dataset.tone = "warn"; } else { delete clock.dataset.tone; }
    }
    if (isRunning && left > 0 && left <= 2) { almostOver(); }
    const think = document.getElementById("thinking");
    if (think) { think.textContent = passed < thinking ? written(thinking - passed) : ""; }
  };
  tick();
  timer = setInterval(tick, 1000);
}

function written(seconds) { return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`; }
