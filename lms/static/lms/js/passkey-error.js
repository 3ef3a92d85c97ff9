// Shows the sentence prepared on the page when a passkey did not work; allauth only logs it.

document.addEventListener("allauth.error", (event) => {
  const sentence = document.getElementById("passkey-error");
  if (!sentence) return;
  event.preventDefault();
  sentence.hidden = false;
  sentence.focus();
});
