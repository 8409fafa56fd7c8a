// Reads the question aloud in the interview's language, when wanted; the text is always there too.
const wish = "ji-read-aloud";

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
    words.onend = words.onerror = () => done();
    speechSynthesis.speak(words);
  });
}

export function hush() { if (canSpeak) { speechSynthesis.cancel(); } }
