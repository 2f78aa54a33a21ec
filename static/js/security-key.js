// Asks a security key and sends its answer. The form is shown only where the browser can do that.

const form = document.querySelector("[data-security-key]");
const options = document.querySelector("#security-key-options");

async function askKey({ create }) {
  const asked = JSON.parse(options.textContent);
  if (!create) return window.webauthnJSON.get(asked.request_options);
  // A second step needs no room on the key: the account is known already.
  Object.assign(asked.creation_options.publicKey.authenticatorSelection, { residentKey: "discouraged", requireResidentKey: false });
  return window.webauthnJSON.create(asked.creation_options);
}

if (form && options && window.PublicKeyCredential) {
  const notice = form.querySelector("[role=alert][hidden]");
  form.hidden = false;
  form.querySelector("button[type=button]").addEventListener("click", async () => {
    notice.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await askKey({ create: form.dataset.securityKey === "create" }));
      form.submit();
    } catch {
      notice.hidden = false;
    }
  });
}
