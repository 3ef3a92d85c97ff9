// Remembers how far one has read, when the page is left. An extra: every step also says it.
const FULL = 1000;

function readSoFar() {
  const height = document.documentElement.scrollHeight - window.innerHeight;
  return height <= 0 ? 0 : Math.min(FULL, Math.round((window.scrollY / height) * FULL));
}

function send() {
  const article = document.querySelector("[data-position-url]");
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (!article || !token) return;
  const body = new URLSearchParams({ position: String(readSoFar()) });
  fetch(article.dataset.positionUrl, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": token.value, Accept: "application/json" },
    keepalive: true,
  }).catch(() => {});
}

// Back to where one stopped: the address carries "#stelle-250".
const place = /^#stelle-(\d{1,4})$/.exec(window.location.hash);
if (place) {
  const height = document.documentElement.scrollHeight - window.innerHeight;
  window.scrollTo({ top: (Number(place[1]) / FULL) * height });
}

window.addEventListener("pagehide", send);
