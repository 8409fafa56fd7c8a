// Sealing on this device, AES-GCM under keys that the browser holds and no script can read out. A key that is forgotten takes what it sealed with it.
const database = "ji-keys";
const algorithm = "AES-GCM";
const ivLength = 12;

/** Seals bytes under the key of that name, which is made when it is first used; about is what they are, and opens with nothing else. */
export async function seal(name, about, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(ivLength));
  const sealed = await crypto.subtle.encrypt({ name: algorithm, iv, additionalData: utf8(about) }, await keyOf(name), bytes);
  return new Uint8Array([...iv, ...new Uint8Array(sealed)]);
}

/** The bytes again; throws where the key is gone or something was changed. */
export async function open(name, about, sealed) {
  const key = await settled((await store("readonly")).get(name));
  return crypto.subtle.decrypt({ name: algorithm, iv: sealed.subarray(0, ivLength), additionalData: utf8(about) }, key, sealed.subarray(ivLength));
}

export async function forgetKey(name) { await settled((await store("readwrite")).delete(name)); }

async function keyOf(name) {
  const kept = await settled((await store("readonly")).get(name));
  if (kept) { return kept; }
  const fresh = await crypto.subtle.generateKey({ name: algorithm, length: 256 }, false, ["encrypt", "decrypt"]);
  const keys = await store("readwrite");
  const first = await settled(keys.get(name));             // another tab may have been quicker
  if (!first) { await settled(keys.put(fresh, name)); }
  return first ?? fresh;
}

let opened;

async function store(mode) {
  opened ??= connect().catch(failure => { opened = undefined; throw failure; });
  return (await opened).transaction(database, mode).objectStore(database);
}

function connect() {
  const request = indexedDB.open(database, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(database);
  return settled(request);
}

const utf8 = text => new TextEncoder().encode(text);
const settled = request => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error); });
