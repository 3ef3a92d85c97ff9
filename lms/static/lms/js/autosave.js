// Saves answers as they are given. An extra: the button beside "submit" does the same.
const PAUSE = 800; // milliseconds after the last change

const form = document.querySelector("form[data-autosave]");
const state = form?.querySelector("[data-autosave-state]");
let timer;

async function save() {
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { "X-Autosave": "1", Accept: "application/json" },
    });
    tell(answer.status === 204);
  } catch {
    tell(false);
  }
}

function tell(isSaved) {
  state.textContent = isSaved ? state.dataset.saved : state.dataset.failed;
}

form?.addEventListener("input", () => {
  window.clearTimeout(timer);
  timer = window.setTimeout(save, PAUSE);
});
