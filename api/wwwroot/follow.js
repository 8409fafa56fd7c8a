// Follows a session by its event stream and swaps in what the server renders; without this file the page is read by reloading.
const page = document.querySelector("[data-follow]");
let asking;

if (page) {
  const stream = new EventSource(`${page.dataset.follow}?after=${page.dataset.seq}`);
  const following = document.querySelector("[data-following]");
  stream.onopen = () => { following.hidden = false; };
  stream.onerror = () => { following.hidden = true; };
  for (const kind of ["session.lobby_entered", "session.consented", "session.started", "session.suspended", "session.resumed", "question.asked", "turn.committed",
    "probe.asked", "interviewer.spoke", "think_time.requested", "think_time.ended", "answer.closed", "session.closing", "session.completed", "session.withdrawn", "session.abandoned",
    "transcript.finalized", "transcript.unavailable", "transcript.corrected", "observer.joined", "observer.left"]) {
    stream.addEventListener(kind, refresh);
  }
}

function refresh() { return asking ??= load().finally(() => { asking = null; }); }

async function load() {
  const answered = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (!answered?.ok) { return; }
  const next = new DOMParser().parseFromString(await answered.text(), "text/html");
  for (const part of document.querySelectorAll("[data-part]")) {
    const fresh = next.querySelector(`[data-part="${part.dataset.part}"]`);
    if (fresh && fresh.innerHTML !== part.innerHTML) { part.replaceChildren(...fresh.childNodes); }
  }
}
