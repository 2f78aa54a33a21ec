// The link of an invitation carries its code behind a #, which no server gets to see. Here it goes into the form, out of the
// address bar and of the history. Without this script people paste it.

const field = document.querySelector("[data-invitation-code]");
const code = location.hash.slice(1);

if (field && code) {
  history.replaceState(null, "", location.pathname);
  field.value = code;
  field.form.requestSubmit();
}
