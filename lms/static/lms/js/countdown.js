// Counts down beside the time at which a test ends. An extra: the server's clock decides.
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const WARNINGS = [10, 5, 2]; // minutes before the end, told politely

const box = document.querySelector("[data-countdown]");
const left = box?.querySelector("[data-countdown-left]");
const state = box?.querySelector("[data-countdown-state]");
// The clock of this device may be wrong; only the time passed since the page was made counts.
const total = box ? Date.parse(box.dataset.due) - Date.parse(box.dataset.now) : 0;
let told = Infinity;

function tell(minutes, words) {
  if (minutes < told) {
    told = minutes;
    state.textContent = words;
  }
}

function tick() {
  const remaining = total - performance.now();
  const minutes = Math.ceil(remaining / MINUTE);
  left.textContent = minutes > 1 ? `(${box.dataset.left.replace("%s", minutes)})` : "";
  const due = WARNINGS.filter((warning) => minutes <= warning).pop();
  if (minutes <= 0) tell(0, box.dataset.over);
  else if (minutes === 1) tell(1, box.dataset.last);
  else if (due) tell(due, box.dataset.soon.replace("%s", minutes));
  if (remaining > 0) window.setTimeout(tick, SECOND);
}

if (box) tick();
