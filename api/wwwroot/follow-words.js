// The transcript follows what is heard: the sentence is marked in the page, the word by the browser's own highlighting where it has one.
const highlight = "Highlight" in globalThis ? new Highlight() : null;
if (highlight) { CSS.highlights.set("said", highlight); }
let sentence = null;

export function follow(recording, ms, isPlaying) {
  const turn = document.querySelector(`.turn[data-recording="${recording}"]`);
  const now = turn && [...turn.querySelectorAll(".said")].findLast(part => Number(part.dataset.at) <= ms && ms < Number(part.dataset.to) + 400);
  if (now !== sentence) {
    sentence?.removeAttribute("aria-current");
    sentence = now ?? null;
    sentence?.setAttribute("aria-current", "true");
    if (isPlaying) { sentence?.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" }); }
  }
  markWord(turn, ms);
}

function markWord(turn, ms) {
  if (!highlight) { return; }
  highlight.clear();
  const words = turn?.querySelector("[data-words]");
  const [, start, length] = (words?.dataset.words ?? "").matchAll(/(\d+),(\d+),(\d+),(\d+)/g).find(([, , , from, to]) => from <= ms && ms < to) ?? [];
  const range = start && rangeOf(words, Number(start), Number(length));
  if (range) { highlight.add(range); }
}

// Offsets count in the text of the turn; numbers of quotes stand between its pieces and are not part of it.
function rangeOf(words, start, length) {
  const pieces = document.createTreeWalker(words, NodeFilter.SHOW_TEXT, node => node.parentElement.closest(".quote-ref") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const range = new Range();
  let at = 0;
  let isOpen = false;
  while (pieces.nextNode()) {
    const { length: size } = pieces.currentNode;
    if (!isOpen && start < at + size) { range.setStart(pieces.currentNode, start - at); isOpen = true; }
    if (isOpen && start + length <= at + size) { range.setEnd(pieces.currentNode, start + length - at); return range; }
    at += size;
  }
  return null;
}
