// Comforts while answering: counts that keep up, the way to the next unanswered practice, and keys. Saving is left to
// questionnaire.js; the page works without either.

const form = document.querySelector("[data-questionnaire]");
const nextLink = document.querySelector("[data-next-open]");
const counts = document.querySelector("[data-counts]");
const help = document.querySelector("[data-help]");
const SCALE_POINTS = "input[type=radio]:not([value=dont_know], [value=not_applicable])";
const practices = form ? [...form.querySelectorAll("[data-practice]")] : [];
let current = null; // the practice that had the focus last
let cameFrom = null; // what had it when the help was opened

const practiceOf = (element) => element.closest("[data-practice]");

// Nothing is chosen, or what was saved does not count yet: its reason is missing, or its wording has changed.
const isOpen = (practice) => !practice.querySelector("input:checked") || practice.querySelector("[data-unsettled]") !== null;

// The first open practice behind the current one; the search goes on at the top of the page. What is folded away is
// not walked: it is meant for other roles.
function findNext() {
  const walked = practices.filter((practice) => !practice.closest("[data-others]:not([open])"));
  const start = walked.indexOf(current) + 1;
  return [...walked.slice(start), ...walked.slice(0, start)].find((each) => each !== current && isOpen(each));
}

// The whole question comes into view, and the focus to its answers.
function goTo(practice) {
  practice.scrollIntoView();
  (practice.querySelector("input:checked") ?? practice.querySelector("input[type=radio]")).focus({ preventScroll: true });
}

// Counted is what the server has said is stored.
function tellCounts() {
  const counted = practices.filter((practice) => !practice.closest("[data-others]"));
  const answered = counted.filter((practice) => practice.querySelector("[data-complete]")).length;
  const { leftElsewhere, secondsEach } = counts.dataset;
  const left = counted.length - answered;
  const minutes = (number) => Math.ceil((number * secondsEach) / 60);
  show("[data-answered]", answered);
  show("[data-minutes]", minutes(left));
  show("[data-minutes-in-all]", minutes(left + Number(leftElsewhere)));
}

function show(selector, number) {
  const place = counts.querySelector(selector);
  if (place && place.textContent !== String(number)) place.textContent = number;
}

function openHelp(from) {
  cameFrom = from;
  help.open = true;
  help.querySelector("summary").focus();
}

function closeHelp(event) {
  if (event.key !== "Escape" || !help.open) return;
  help.open = false;
  (cameFrom ?? help.querySelector("summary")).focus();
  cameFrom = null;
}

function choose(practice, number) {
  const point = practice.querySelectorAll(SCALE_POINTS)[number];
  if (!point) return;
  point.focus();
  point.click();
}

// Chooses what is suggested, as if by hand, so that it is saved as any answer. What was typed already stays.
function confirmSuggestion(event) {
  const button = event.target.closest("[data-suggestion]");
  if (!button) return;
  event.preventDefault();
  const { choice, ...texts } = JSON.parse(button.dataset.suggestion);
  const practice = practiceOf(button);
  const find = (rest) => practice.querySelector(`[name="${practice.dataset.practice}-${rest}`);
  for (const [name, text] of Object.entries(texts)) find(`${name}"]`).value ||= text;
  const radio = find(`choice"][value="${choice}"]`);
  radio.focus();
  radio.click();
}

// Keys of a single character act only while an answer has the focus (WCAG 2.1.4), so never while somebody is typing.
function act(event) {
  const { key, target } = event;
  if (target.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const practice = practiceOf(target);
  if (/^[0-9]$/.test(key)) choose(practice, Number(key));
  else if (key.toLowerCase() === "n") nextLink.click();
  else if (key === "?") openHelp(target);
  else return;
  event.preventDefault();
}

// Where the link leads depends on what was answered since the page was made.
function followNext(event) {
  const practice = findNext();
  if (!practice) {
    nextLink.href = nextLink.dataset.elsewhere;
    return;
  }
  nextLink.href = `#${practice.id}`;
  event.preventDefault();
  goTo(practice);
}

if (nextLink && counts) {
  form.addEventListener("keydown", act);
  form.addEventListener("click", confirmSuggestion);
  form.addEventListener("focusin", ({ target }) => { current = practiceOf(target) ?? current; });
  help.addEventListener("keydown", closeHelp);
  nextLink.addEventListener("click", followNext);
  new MutationObserver(tellCounts).observe(form, { childList: true, subtree: true });
}
