// Small comforts of every page. Nothing here is needed: without it each <details> still opens and closes.

const menus = document.querySelectorAll("[data-menu]");

function close(menu, { focus = false } = {}) {
  if (!menu.open) return;
  menu.open = false;
  if (focus) menu.querySelector("summary").focus();
}

document.addEventListener("click", (event) => {
  for (const menu of menus) if (!menu.contains(event.target)) close(menu);
});

for (const menu of menus) {
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(menu, { focus: true });
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close(menu);
  });
}

// A page that comes back with errors starts at their summary, also where `autofocus` of a plain element is not known.
const summary = document.querySelector(".error-summary[autofocus]");
if (summary && document.activeElement !== summary) summary.focus();
