// What was recorded and not yet acknowledged, kept sealed on this device under plain names: in the browser's private files, else in its
// database, else in memory. A name says everything about a slice, so that a page that comes back needs no index.
import { forgetKey, open as unseal, seal } from "./sealed.js";

const folder = "ji-slices";
const memory = new Map();
const backend = open();

export const saveMeta = meta => put(`${meta.session}.${meta.key}.meta`, new Blob([JSON.stringify(meta)]));

/** Resolves to false when only memory could hold it: closing the page would then lose it. */
export async function saveSlice(meta, slice, blob) {
  const name = nameOf(meta, slice);
  try { await (await backend).put(name, new Blob([await seal(meta.key, name, await blob.arrayBuffer())])); return true; } catch { memory.set(name, blob); return false; }
}

export async function readSlice(meta, slice) {
  const name = nameOf(meta, slice);
  return memory.get(name) ?? new Blob([await unseal(meta.key, name, new Uint8Array(await (await get(name)).arrayBuffer()))]);
}

export const dropSlice = (meta, slice) => drop(nameOf(meta, slice));

/** What is held of a recording, in order. */
export async function slicesOf(meta) {
  const prefix = `${meta.session}.${meta.key}.`;
  return (await names()).filter(name => name.startsWith(prefix) && !name.endsWith(".meta")).map(name => {
    const [seq, start, size, hash] = name.slice(prefix.length).split(".");
    return { seq: Number(seq), start: Number(start), size: Number(size), hash };
  }).sort((a, b) => a.seq - b.seq);
}

/** The recordings of a session that are not done with. */
export async function metasOf(session) {
  const kept = (await names()).filter(name => name.startsWith(`${session}.`) && name.endsWith(".meta"));
  const read = await Promise.all(kept.map(async name => { try { return JSON.parse(await (await get(name)).text()); } catch { return null; } }));
  return read.filter(Boolean).sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}

export async function forget(meta) {
  for (const name of await names()) { if (name.startsWith(`${meta.session}.${meta.key}.`)) { await drop(name); } }
  await forgetKey(meta.key).catch(() => undefined);        // where no key can be kept there is none
}

/** Interviews of others on a shared computer are nobody's business here: after a week nothing of them is left. */
export async function forgetStale(session, days = 7) {
  const kept = await names();
  for (const other of new Set(kept.map(name => name.split(".")[0]))) {
    if (other === session) { continue; }
    for (const meta of await metasOf(other)) { if (Date.now() - Date.parse(meta.startedAt) > days * 86_400_000) { await forget(meta); } }
  }
}

const nameOf = (meta, slice) => [meta.session, meta.key, String(slice.seq).padStart(6, "0"), slice.start, slice.size, slice.hash].join(".");

async function put(name, blob) {
  try { await (await backend).put(name, blob); return true; } catch { memory.set(name, blob); return false; }
}
async function get(name) { return memory.get(name) ?? (await backend).get(name); }
async function names() { return [...memory.keys(), ...await (await backend).names()]; }
async function drop(name) { if (!memory.delete(name)) { await (await backend).drop(name); } }

async function open() {
  for (const kind of [files, database]) { try { return await kind(); } catch { /* not here: the next one */ } }
  return { put: () => Promise.reject(new Error("memory only")), get: () => undefined, names: () => [], drop: () => undefined };
}

async function files() {
  const root = await navigator.storage.getDirectory();
  if (!("createWritable" in FileSystemFileHandle.prototype)) { throw new Error("no writable files on the page's thread"); }
  const at = create => root.getDirectoryHandle(folder, { create });          // made by the first slice, not by looking
  return {
    async put(name, blob) {
      const file = await (await (await at(true)).getFileHandle(name, { create: true })).createWritable();
      await file.write(blob);
      await file.close();                                  // only now the file has its content, all of it
    },
    async get(name) { return (await (await at(false)).getFileHandle(name)).getFile(); },
    async names() {
      const found = [];
      try { for await (const name of (await at(false)).keys()) { found.push(name); } } catch (none) { if (none.name !== "NotFoundError") { throw none; } }
      return found.filter(name => !name.endsWith(".crswap"));
    },
    async drop(name) { await (await at(false)).removeEntry(name).catch(() => undefined); },
  };
}

async function database() {
  const opened = indexedDB.open(folder, 1);
  opened.onupgradeneeded = () => opened.result.createObjectStore(folder);
  const db = await settled(opened);
  const store = mode => db.transaction(folder, mode).objectStore(folder);
  return {
    put: async (name, blob) => { await settled(store("readwrite").put(await blob.arrayBuffer(), name)); },   // some browsers keep no blobs here
    get: async name => new Blob([await settled(store("readonly").get(name))]),
    names: () => settled(store("readonly").getAllKeys()),
    drop: name => settled(store("readwrite").delete(name)),
  };
}

const settled = request => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error); });
