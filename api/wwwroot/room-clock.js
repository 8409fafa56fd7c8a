// Shows the server's clock between two of its answers. It only shows: the server counts.
let timer;

/** almostOver is called when two seconds are left, as long as they are. */
export function startClock(room, almostOver = () => undefined) {
  clearInterval(timer);
  const remaining = Number(room.dataset.remaining);
  const thinking = Number(room.dataset.thinking || 0);
  const isRunning = room.dataset.running === "true";
  const since = performance.now();
  const tick = () => {
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
