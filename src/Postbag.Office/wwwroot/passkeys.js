// Passkeys: the one thing in Postbag that can't be done without a script. Forms that need it are hidden until it runs.

function show(form, text) {
  const place = form.querySelector("[data-passkey-error]");
  place.textContent = text;
  place.hidden = !text;
}

async function askFor(form) {
  const url = new URL(form.action);
  url.searchParams.set("handler", "Options");
  const token = form.querySelector("[name=__RequestVerificationToken]").value;
  const answer = await fetch(url, { method: "POST", headers: { RequestVerificationToken: token }, redirect: "error" });
  if (answer.status === 429) throw new Error("There were too many tries. Wait a minute.");
  if (!answer.ok) throw new Error("The page has been open for too long. Load it again.");
  return answer.json();
}

function sentence(failure) {
  switch (failure.name) {
    case "NotAllowedError":
    case "AbortError": return "Nothing was done. You can try again.";
    case "InvalidStateError": return "This device has a passkey here already.";
    case "SecurityError": return "Passkeys need https and a host name, not an IP address.";
    default: return failure.message;
  }
}

function wire(form, work) {
  form.hidden = false;
  form.addEventListener("submit", async event => {
    event.preventDefault();
    show(form, "");
    try {
      const credential = await work(await askFor(form));
      form.querySelector("[name=Credential]").value = JSON.stringify(credential);
      form.submit();
    } catch (failure) {
      show(form, sentence(failure));
    }
  });
}

if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  for (const form of document.querySelectorAll("[data-passkey-use]")) {
    wire(form, options => navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
    }));
  }
  for (const form of document.querySelectorAll("[data-passkey-make]")) {
    wire(form, options => navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
    }));
  }
}
