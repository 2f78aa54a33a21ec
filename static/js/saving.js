// One save on its way: the request, what kept it from arriving, and the ids and tokens that it carries.

const LONGEST_ANSWER = 30000;
// Browsers let the requests that outlive their page carry 64 KiB together.
const OUTLIVING_BYTES = 60000;
const BYTES_PER_FIELD = 200;
let outliving = 0;

// Resolves to the status and text of the reply; status 0 when there was none. Never rejects.
export async function post(form, url, data) {
  let size = 0;
  for (const [name, value] of data) size += new Blob([name, value]).size + BYTES_PER_FIELD;
  const keepalive = outliving + size <= OUTLIVING_BYTES;
  const headers = { "X-CSRFToken": readToken(form), "X-Requested-With": "fetch" };
  const signal = AbortSignal.timeout(LONGEST_ANSWER);
  if (keepalive) outliving += size;
  try {
    const response = await fetch(url, { method: "POST", body: data, headers, keepalive, signal, credentials: "same-origin" });
    return { status: response.status, text: await response.text() };
  } catch {
    return { status: 0, text: "" };
  } finally {
    if (keepalive) outliving -= size;
  }
}

// What kept the server from saying what came of a save: "someoneelse", "signedout", "offline" or "" (nothing did).
// Gateways answer for a server that is away, and some networks with a page of their own and the best of codes.
export function findFailure(form, { status, text }) {
  if (status === 401 && text === "someone-else") return "someoneelse";
  if (status === 401 || (status === 403 && !findCookie(form))) return "signedout";
  if (status === 0 || status === 429 || status >= 500) return "offline";
  return status === 200 && !text.includes("data-answer-state") ? "offline" : "";
}

// The part of the reply that says what became of the answer; null when the page no longer fits the server.
export const findState = (markup, key) => new DOMParser().parseFromString(markup, "text/html").getElementById(`${key}-state`);

// The token is read at each save: signing in again, in another tab, changes it.
export const readToken = (form) => findCookie(form)?.split("=")[1] ?? form.elements.csrfmiddlewaretoken.value;
const findCookie = (form) => document.cookie.split("; ").find((pair) => pair.startsWith(`${form.dataset.csrfCookie}=`));

// Browsers hand out ready-made ids only over HTTPS and on the machine itself.
export function makeId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
