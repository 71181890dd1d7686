// A security key is asked what the server asks, and its answer goes back in the form. Without this, a code logs in.
const touch = document.querySelector("form[data-touch]");

if (touch && window.PublicKeyCredential) {
  const ANSWERS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature"];
  const failed = touch.querySelector("[data-failed]");

  const toBytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

  const toText = (bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");

  const publicKey = JSON.parse(touch.dataset.options);
  const known = publicKey.allowCredentials || publicKey.excludeCredentials || [];
  for (const each of known) each.id = toBytes(each.id);
  publicKey.challenge = toBytes(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = toBytes(publicKey.user.id);

  const send = ({ id, rawId, type, response }) => {
    const told = {};
    for (const name of ANSWERS) if (response[name]) told[name] = toText(response[name]);
    touch.elements.answer.value = JSON.stringify({ id, rawId: toText(rawId), type, response: told });
    touch.submit();
  };

  touch.querySelector("[data-without-script]").hidden = true;
  touch.querySelector("[data-with-script]").hidden = false;
  touch.addEventListener("submit", (event) => {
    event.preventDefault();
    failed.hidden = true;
    navigator.credentials[touch.dataset.touch]({ publicKey }).then(send, () => {
      failed.hidden = false;
    });
  });
}
