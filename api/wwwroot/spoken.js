// Reads the question aloud in the interview's language, when wanted; the text is always there too.
const wish = "ji-read-aloud";
let sound = null;

export const canSpeak = "speechSynthesis" in globalThis;
export const isWished = () => { try { return localStorage.getItem(wish) === "yes"; } catch { return false; } };
export function setWish(yes) { try { localStorage.setItem(wish, yes ? "yes" : "no"); } catch { /* it holds for this page */ } }

/** Resolves when the question was said, or could not be. */
export function say(text, language) {
  hush();
  return new Promise(done => {
    if (!canSpeak || !text) { done(); return; }
    const words = new SpeechSynthesisUtterance(text);
    words.lang = language === "fr" ? "fr-FR" : "en-GB";
    words.voice = speechSynthesis.getVoices().find(voice => voice.lang.replace("_", "-").toLowerCase().startsWith(language)) ?? null;
    words.onstart = () => { sound = { text, from: performance.now(), to: null }; };
    words.onend = words.onerror = () => { if (sound) { sound.to ??= performance.now(); } done(); };
    speechSynthesis.speak(words);
  });
}

export function hush() { if (canSpeak) { speechSynthesis.cancel(); } }

/** When the sound of a text began and ended, by the page's clock; null when it was not heard. */
export const soundOf = text => sound?.text === text && sound.to !== null ? sound : null;
