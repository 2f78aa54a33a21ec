// Saves each answer as it is given. The page works without this module; with it, nobody has to press a button.
//
// A save is a snapshot of one practice's fields with a change id of its own. It is sent again, unchanged, until the
// server has said what came of it, and only then is a newer snapshot sent: so a lost reply never costs an answer.
// Practices are saved one after the other, in the order in which they were answered. When the page is about to go
// away, all that is left is sent at once, by requests that outlive the page: what was typed since the last snapshot too,
// with the ids of those before it. The server keeps the newest, in whatever order they arrive.

import { findFailure, findState, makeId, post, readToken } from "./saving.js";

const TYPING_PAUSE = 1000;
const [FIRST_RETRY, LAST_RETRY] = [2000, 30000];

// What can be wrong or under way, the most urgent first, with the words for it at the practice.
const WORDS = {
  someoneelse: "textSomeoneelse",
  signedout: "textSignedout",
  offline: "textOffline",
  gone: "textGone",
  refused: "textRefused",
  saving: "textSaving",
  unsaved: "textUnsaved",
};
const WAITS_FOR_BETTER_TIMES = ["someoneelse", "signedout", "offline"];
const MOST_OVERTAKEN = 20;

const form = document.querySelector("[data-questionnaire]");
const statusLine = document.querySelector("[data-save-status]");
const practices = new Map();
const queue = new Set();
let draining = null;
let retryTimer = 0;
let wait = FIRST_RETRY;
let [lastSaved, leaving] = ["", false];

class Practice {
  constructor(element) {
    this.element = element;
    this.key = element.dataset.practice;
    this.pending = null; // the snapshot of whose fate nothing is known yet
    this.request = null; // the request that carries it now
    this.overtaken = []; // ids of older snapshots, whose fate no longer matters
    this.dirty = false; // the fields differ from the last snapshot
    this.due = false; // and wait for no further typing
    this.failedAlone = false; // the server answered, but not with an outcome
    this.timer = 0;
    this.state = element.hasAttribute("data-refused") ? "refused" : "";
  }

  get isUnsaved() {
    return this.dirty || this.pending !== null;
  }

  // Two values wait for a person to choose between them: until then nothing may be stored over the other one.
  get isHeld() {
    return this.element.querySelector("[data-conflict]") !== null;
  }

  get isSendable() {
    return this.isUnsaved && !this.isHeld;
  }

  // Something was chosen or typed on a slow line, before this module had started.
  get wasTouched() {
    const differs = (input) => (isMark(input) ? input.checked !== input.defaultChecked : input.value !== input.defaultValue);
    return [...this.element.querySelectorAll("input, textarea")].some(differs);
  }

  get stateText() {
    return this.element.querySelector("[data-state-text]");
  }

  changed(delay) {
    this.dirty = true;
    if (this.isHeld) return;
    if (!WAITS_FOR_BETTER_TIMES.includes(this.state)) this.show("unsaved");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.enqueue(), delay);
  }

  enqueue() {
    clearTimeout(this.timer);
    if (!this.isSendable) return;
    this.due = this.dirty;
    queue.add(this);
    drain();
  }

  // True when the server has said what came of it, false when it has to be sent again.
  send() {
    if (this.request === null) {
      const request = this.deliver().finally(() => { if (this.request === request) this.request = null; });
      this.request = request;
    }
    return this.request;
  }

  // There may be no later: does not wait for what becomes of the snapshot before.
  sendAll() {
    this.send();
    if (!this.dirty) return;
    this.overtaken = [...this.overtaken, this.pending.get(`${this.key}-change`)].slice(-MOST_OVERTAKEN);
    this.pending = this.request = null;
    this.send();
  }

  async deliver() {
    this.pending ??= this.takeSnapshot();
    const sent = this.pending;
    if (!WAITS_FOR_BETTER_TIMES.includes(this.state)) this.show("saving");
    const reply = await post(form, this.element.dataset.saveUrl, sent);
    if (this.pending !== sent) return true;
    const failure = findFailure(form, reply);
    this.failedAlone = failure === "offline" && reply.status > 0;
    if (failure) this.show(failure);
    else this.settle(findState(reply.text, this.key));
    return !failure;
  }

  takeSnapshot() {
    const data = new FormData();
    for (const input of this.element.querySelectorAll("input, textarea")) {
      if (!isMark(input) || input.checked) data.append(input.name, input.value);
    }
    data.set(`${this.key}-change`, makeId());
    data.set(`${this.key}-follows`, this.overtaken.join(" "));
    data.set("person", form.elements.person.value);
    this.dirty = this.due = false;
    return data;
  }

  settle(news) {
    this.pending = null;
    this.overtaken = [];
    if (news === null) {
      this.dirty = true;
      return this.show("gone");
    }
    this.replaceState(news);
    const isRefused = news.hasAttribute("data-refused");
    this.element.toggleAttribute("data-refused", isRefused);
    if (!isRefused) lastSaved = this.stateText.textContent.trim();
    if (this.dirty && !this.isHeld) this.show("unsaved");
    else this.become(isRefused ? "refused" : "");
  }

  // A tick that was set while a save was under way is not lost with the part that is replaced, nor is the focus.
  replaceState(news) {
    const old = this.element.querySelector("[data-answer-state]");
    const [tick, next] = [old, news].map((part) => part.querySelector("input[type=checkbox]"));
    const hadFocus = tick !== null && tick === document.activeElement;
    if (next && tick?.checked && this.dirty) next.checked = true;
    old.replaceWith(news);
    if (hadFocus) (next ?? this.element.querySelector("input:checked"))?.focus();
  }

  show(state) {
    this.stateText.textContent = form.dataset[WORDS[state]];
    this.stateText.dataset.state = state;
    this.become(state);
  }

  become(state) {
    this.state = state;
    tellState();
  }

  keepMine() {
    this.dirty = true;
    this.element.querySelector("[data-conflict]").removeAttribute("data-conflict");
    this.focus();
    this.enqueue();
  }

  // What is stored is stored: nothing has to be sent.
  useStored(button) {
    const stored = JSON.parse(button.dataset.useStored);
    for (const radio of this.element.querySelectorAll("input[type=radio]")) radio.checked = radio.value === stored.choice;
    for (const name of ["reason", "comment", "evidence"]) {
      this.element.querySelector(`[name="${this.key}-${name}"]`).value = stored[name];
    }
    const note = document.createElement("p");
    note.className = "save-note";
    note.dataset.stateText = "";
    note.textContent = lastSaved = button.dataset.storedText;
    this.element.querySelector("[data-conflict]").replaceWith(note);
    this.element.removeAttribute("data-refused");
    this.dirty = this.due = false;
    this.focus();
    this.become("");
  }

  // The button that was pressed goes away, and the focus must not be lost with it.
  focus() {
    (this.element.querySelector("input:checked") ?? this.element.querySelector("input[type=radio]")).focus();
  }
}

function drain() {
  draining ??= work().finally(() => { draining = null; });
  return draining;
}

async function work() {
  clearTimeout(retryTimer);
  while (queue.size > 0) {
    const [practice] = queue;
    if (practice.isSendable && !(await practice.send())) return retryLater(practice);
    wait = FIRST_RETRY;
    if (practice.isHeld || (practice.pending === null && !practice.due)) queue.delete(practice);
  }
}

// Without a network the order stays; a practice that fails alone goes behind the others.
function retryLater(practice) {
  if (practice.failedAlone && queue.delete(practice)) queue.add(practice);
  else for (const waiting of queue) waiting.show(practice.state);
  retryTimer = setTimeout(() => {
    wait = Math.min(wait * 2, LAST_RETRY);
    drain();
  }, wait);
}

// Sends at once, side by side, all that is not stored: there may be no later.
function flush() {
  for (const practice of practices.values()) practice.enqueue();
  for (const practice of queue) if (practice.isSendable) practice.sendAll();
}

const isAllSaved = () => [...practices.values()].every((each) => !each.isUnsaved && each.state !== "refused");

// One line for the whole page: the most urgent thing; "Saved" only when nothing is left to save.
function tellState() {
  const states = new Set([...practices.values()].map((practice) => practice.state));
  const state = Object.keys(WORDS).find((name) => states.has(name));
  const text = state ? form.dataset[WORDS[state === "unsaved" ? "saving" : state]] : lastSaved;
  if (statusLine.textContent !== text) statusLine.textContent = text;
}

// Goes where the person wants as soon as all is saved. Otherwise a link makes the browser ask whether to leave, and a
// form, which would store what is refused, stays at what needs the person.
async function leave(event, go) {
  event.preventDefault();
  for (const practice of practices.values()) practice.enqueue();
  await drain();
  leaving = isAllSaved();
  form.elements.csrfmiddlewaretoken.value = readToken(form);
  // A form takes no second submit while its first one is being handled.
  if (leaving || event.type === "click") setTimeout(go);
  else [...practices.values()].find((practice) => practice.state === "refused")?.focus();
}

const isMark = (input) => input.type === "radio" || input.type === "checkbox";
const practiceOf = (target) => practices.get(target.closest("[data-practice]")?.dataset.practice);

function followLink(event) {
  const link = event.target.closest("a[href]:not([target])");
  const opensElsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || opensElsewhere || (link.hash && link.pathname === location.pathname)) return;
  const states = [...practices.values()].map((practice) => practice.state);
  if (states.includes("saving") || states.includes("unsaved")) leave(event, () => location.assign(link.href));
}

function settleConflict(event) {
  const button = event.target.closest("[data-use-stored], [data-keep-mine]");
  if (!button) return;
  event.preventDefault();
  if (button.dataset.useStored) practiceOf(button).useStored(button);
  else practiceOf(button).keepMine();
}

function start() {
  for (const element of form.querySelectorAll("[data-practice]")) practices.set(element.dataset.practice, new Practice(element));
  for (const practice of practices.values()) if (practice.wasTouched) practice.changed(0);
  form.addEventListener("input", ({ target }) => practiceOf(target)?.changed(isMark(target) ? 0 : TYPING_PAUSE));
  form.addEventListener("focusout", ({ target }) => practiceOf(target)?.enqueue());
  form.addEventListener("click", settleConflict);
  form.addEventListener("keydown", (event) => {
    // Enter would leave the page, by whichever button comes first.
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || event.isComposing) return;
    event.preventDefault();
    practiceOf(event.target)?.enqueue();
  });
  form.addEventListener("submit", (event) => { if (!leaving) leave(event, () => form.requestSubmit(event.submitter)); });
  document.addEventListener("click", followLink);
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? flush() : drain()));
  window.addEventListener("pagehide", flush);
  for (const name of ["online", "focus"]) window.addEventListener(name, drain);
  window.addEventListener("beforeunload", (event) => {
    if (leaving || isAllSaved()) return;
    flush();
    event.preventDefault();
  });
}

// Going back may bring the page as the browser kept it, older than what was saved from it.
const [visit] = performance.getEntriesByType("navigation");
if (visit?.type === "back_forward" && visit.transferSize === 0) location.reload();
else if (form && statusLine) start();
