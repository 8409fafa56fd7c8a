// The microphone and camera that someone chose, and plain words for why they do not work.
const chosen = "ji-devices";

export const remembered = () => { try { return JSON.parse(localStorage.getItem(chosen)) ?? {}; } catch { return {}; } };
export function remember(kind, id) { try { localStorage.setItem(chosen, JSON.stringify({ ...remembered(), [kind]: id })); } catch { /* the browser's choice, then */ } }

/** Asks for the microphone, and the camera for video; a chosen device that is gone is not asked for again. */
export async function openDevices(channel) {
  const { audioinput, videoinput } = remembered();
  const wanted = (audio, video) => ({
    audio: { deviceId: audio, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    video: channel === "video" && { deviceId: video, width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 24 } },
  });
  try {
    return await navigator.mediaDevices.getUserMedia(wanted(audioinput && { exact: audioinput }, videoinput && { exact: videoinput }));
  } catch (trouble) {
    if (trouble.name !== "OverconstrainedError" && trouble.name !== "NotFoundError") { throw trouble; }
    return navigator.mediaDevices.getUserMedia(wanted(undefined, undefined));
  }
}

export function closeDevices(stream) { for (const track of stream?.getTracks() ?? []) { track.stop(); } }

/** The name of a text of the page that says what went wrong. */
export const reasonFor = trouble => ({ NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "none", NotReadableError: "busy", AbortError: "busy" })[trouble?.name] ?? "broken";

/** Fills a choice of devices of one kind and keeps what is chosen. */
export async function listDevices(select, stream) {
  const kind = select.dataset.kind;
  const found = (await navigator.mediaDevices.enumerateDevices()).filter(device => device.kind === kind && device.deviceId);
  const now = stream?.getTracks().find(track => track.kind === kind.slice(0, 5))?.getSettings().deviceId ?? remembered()[kind];
  select.replaceChildren(...found.map((device, i) => new Option(device.label || `${i + 1}`, device.deviceId, false, device.deviceId === now)));
  select.disabled = found.length < 2;
  select.onchange = () => { remember(kind, select.value); select.dispatchEvent(new CustomEvent("device", { bubbles: true })); };
}

/** Tells of a track that falls silent or goes away, in time to do something about it. */
export function watch(stream, tell) {
  for (const track of stream.getTracks()) {
    const of = track.kind === "audio" ? "microphone" : "camera";
    track.addEventListener("mute", () => tell(`${of}-mute`));
    track.addEventListener("unmute", () => tell(`${of}-back`));
    track.addEventListener("ended", () => tell(`${of}-ended`));
  }
}

/** Keeps the screen on while someone speaks; where a browser can not, nothing is lost. */
export async function stayAwake() {
  let lock = null;
  const ask = async () => { if (document.visibilityState === "visible") { lock = await navigator.wakeLock?.request("screen").catch(() => null); } };
  await ask();
  document.addEventListener("visibilitychange", ask);
  return () => { document.removeEventListener("visibilitychange", ask); lock?.release().catch(() => undefined); };
}
