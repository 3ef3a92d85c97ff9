// Facets stay as open as the visitor left them when htmx puts new counts in their place.

const opened = new Map();

document.addEventListener("htmx:beforeSwap", () => {
  for (const box of document.querySelectorAll("details[id]")) opened.set(box.id, box.open);
});

document.addEventListener("htmx:afterSettle", () => {
  for (const box of document.querySelectorAll("details[id]")) {
    if (opened.has(box.id)) box.open = opened.get(box.id);
  }
});
