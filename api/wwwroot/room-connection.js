// The name under which this tab speaks for the candidate.
const tab = "ji-connection";

/** A duplicated tab comes with a copy of the other's name: it takes one of its own. */
export async function nameTab() { if (!await holds(connection())) { await renameTab(); } }

/** A name that was superseded stays so for ever. */
export async function renameTab() { sessionStorage.setItem(tab, crypto.randomUUID()); await holds(connection()); }

export function connection() {
  if (!sessionStorage.getItem(tab)) { sessionStorage.setItem(tab, crypto.randomUUID()); }
  return sessionStorage.getItem(tab);
}

export const eventsAfter = seq => `/api/v1/room/events?claim=true&connection=${connection()}&after=${seq}`;

/** What the server says to this tab now: 204 where there is nothing more to follow under its name, 0 where it can not be asked. */
export async function standing(seq) {
  const asking = new AbortController();
  try { return (await fetch(eventsAfter(seq), { cache: "no-store", signal: asking.signal })).status; } catch { return 0; } finally { asking.abort(); }
}

// For as long as the page is open.
function holds(name) {
  return new Promise(done => {
    if (!navigator.locks) { done(true); return; }
    navigator.locks.request(`ji-tab:${name}`, { ifAvailable: true }, lock => { done(!!lock); return lock && new Promise(() => undefined); }).catch(() => done(true));
  });
}
