// What of the recordings is still on its way, said in words; leaving is asked about while something is.
export function showTail(recordings, isRecording) {
  const box = document.getElementById("tail");
  if (!box) { return; }
  const { open, held, sent, isWaiting, failed } = recordings.tail;
  const state = failed.length > 0 ? "failed" : isWaiting ? "waiting" : open > 0 && !isRecording ? "sending" : box.dataset.state === "sending" || box.dataset.state === "waiting" ? "done" : box.dataset.state;
  if (!state || (isRecording && (state === "sending" || state === "done"))) { return; }
  box.hidden = false;
  box.dataset.tone = { failed: "bad", waiting: "warn", sending: "info", done: "ok" }[state];
  if (box.dataset.state !== state) {
    box.dataset.state = state;
    box.querySelector("[data-words]").textContent = box.dataset[state];
  }
  const bar = box.querySelector("progress");
  bar.hidden = state !== "sending" && state !== "waiting";
  bar.max = Math.max(1, held + sent);
  bar.value = sent;
}

let onPurpose = false;

/** The page itself goes on to the next state: what is unsent goes on there. */
export function leaveOnPurpose() { onPurpose = true; }

export function askBeforeLeaving(isUnsafe) {
  addEventListener("beforeunload", event => { if (!onPurpose && isUnsafe()) { event.preventDefault(); } });
  // On the window, so after the room has taken what it handles itself.
  addEventListener("submit", event => { if (!event.defaultPrevented) { onPurpose = true; } });
}
