// Shows under a text in Markdown what readers will see. Without it the form's own button opens the preview in a new tab.
const button = document.querySelector("[data-preview-button]");
const WAIT = 400;

async function render(field) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", button.form.elements.csrfmiddlewaretoken.value);
  body.append(field.name, field.value);
  const answer = await fetch(button.formAction, { method: "POST", body });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("[data-preview-of]");
}

function show(field, place) {
  let latest = 0;
  return async () => {
    const turn = (latest += 1);
    try {
      const text = await render(field);
      if (turn === latest) place.replaceChildren(...(text ? text.childNodes : []));
    } catch {
      if (turn === latest) place.textContent = button.dataset.previewFailed;
    }
  };
}

function equip(field) {
  const label = field.labels[0]?.textContent.replace(/:\s*$/, "") ?? field.name;
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  const place = document.createElement("div");
  summary.textContent = `${button.dataset.previewWords} ${label}`;
  place.className = "content-preview";
  place.setAttribute("aria-live", "polite");
  details.append(summary, place);
  field.closest(".form-row").append(details);
  const refresh = show(field, place);
  let timer;
  details.addEventListener("toggle", () => details.open && refresh());
  field.addEventListener("input", () => {
    clearTimeout(timer);
    if (details.open) timer = setTimeout(refresh, WAIT);
  });
}

if (button) {
  for (const field of document.querySelectorAll("textarea[data-markdown]")) {
    if (!field.name.includes("__prefix__")) equip(field);
  }
}
