// Sends an answer until the server has it. The same message id until then: a repeat gets the same receipt, so nothing is sent twice and nothing is lost.
import { notice, say, showWords } from "./room-words.js";

const shortestWait = 500;
const longestWait = 4_000;

export class Sending {
  #room;
  #going;
  #retry;
  #wait = shortestWait;

  /** The room that it sends for: its draft and recordings, its epoch and question, and what it does with an answer of the server. */
  constructor(room) { this.#room = room; }

  /** What it answers and under which epoch is kept with it: on another day, in another tab, it is still that answer and no other. */
  async send(answered) {
    const { draft, epoch, asked } = this.#room;
    await draft.keep({ unsent: { id: crypto.randomUUID(), epoch: epoch(), question: asked(), ...answered } });
    await this.go();
  }

  /** Sends what is unsent, if anything is; resolves after one attempt. */
  go() {
    clearTimeout(this.#retry);
    return this.#going ??= this.#attempt().finally(() => { this.#going = null; });
  }

  async #attempt() {
    const { draft, recordings, isFrozen, call, codeOf } = this.#room;
    const turn = draft.unsent;
    if (!turn || isFrozen) { return; }
    say("sending");
    const body = this.#bodyOf(turn);
    if (body.recordingId && !turn.recordingId) { await draft.keep({ unsent: { ...turn, recordingId: body.recordingId } }); }
    const lost = turn.recording && !body.recordingId && recordings.failureOf(turn.recording);
    if (lost) { await this.#giveBack(lost); return; }
    const answered = body.recordingId === null ? null : await call("turns", body);
    if (answered?.ok) { await this.#taken(turn); return; }
    const code = answered && await codeOf(answered);
    if (code === "epoch-stale") { await this.#sendAnew(draft.unsent); return; }
    if (answered && answered.status < 500 && answered.status !== 429) { await this.#giveBack(code); return; }
    if (body.recordingId !== null) { say("unsent"); }
    this.#tryLater();
  }

  // A spoken answer names its recording, which has a name as soon as its first slice arrived; the rest follows by itself.
  #bodyOf(turn) {
    const body = { epoch: turn.epoch, clientMessageId: turn.id, text: turn.text };
    return turn.recording ? { ...body, ...turn.sound, channel: turn.channel, recordingId: turn.recordingId ?? this.#room.recordings.idOf(turn.recording) } : body;
  }

  async #taken(turn) {
    const { draft, voice, refresh } = this.#room;
    this.#wait = shortestWait;
    const box = document.getElementById("answer");
    const isAll = box?.value === turn.text;
    await draft.keep({ unsent: null, ...(isAll && { text: "" }) });
    if (turn.recording) { await voice()?.taken(turn.recording); }
    if (isAll) { box.value = ""; showWords(); }
    say("sent");
    await refresh();
  }

  // Not taken before this tab had its present epoch: to the same question it still is the answer, to another one it would be none.
  async #sendAnew(turn) {
    const { draft, epoch, asked, freeze } = this.#room;
    if (turn.epoch === epoch()) { freeze(); return; }
    if (turn.question !== asked()) { await this.#giveBack("question-is-not-open"); return; }
    await draft.keep({ unsent: { ...turn, epoch: epoch() } });
    this.#tryLater();
  }

  // Refused for good: the words stay in the box.
  async #giveBack(code) {
    await this.#room.draft.keep({ unsent: null });
    await this.#room.refresh();
    notice("warn", code);
  }

  #tryLater() {
    this.#retry = setTimeout(() => this.go(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, longestWait);
  }
}
