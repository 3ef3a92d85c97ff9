// Compares a chosen certificate with the register without sending it: only its code and the
// answer travel. An extra: the button sends the file and also names what differs.
const CODE = /\/z\/([2-9b-z]{27})/;
const MOST = 2_000_000; // bytes

const form = document.querySelector("form[data-register]");
const field = form?.querySelector("input[type=file]");
const place = form?.querySelector("[data-answer]");

async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What a packed part of a PDF holds, as far as it can be unpacked.
async function unpacked(part) {
  const pieces = [];
  const reader = new Blob([part]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) pieces.push(read.value);
  } catch {
    // A line break behind the part, or something else that is not packed this way.
  }
  return new Blob(pieces).text();
}

// The code of the certificate stands in one of the packed parts.
async function codeIn(bytes) {
  const text = new TextDecoder("latin1").decode(bytes);
  for (const { index, 0: begin } of text.matchAll(/stream\r?\n/g)) {
    const start = index + begin.length;
    const end = text.indexOf("endstream", start);
    if (text.slice(index - 3, index) === "end" || end < 0) continue;
    const code = CODE.exec(await unpacked(bytes.slice(start, end)))?.[1];
    if (code) return code;
  }
  return undefined;
}

async function verdict(file) {
  const bytes = await file.arrayBuffer();
  const code = await codeIn(bytes);
  if (!code) return "unsure";
  const answer = await fetch(form.dataset.register + code, { headers: { Accept: "application/json" } });
  if (!answer.ok) return "unsure";
  const found = await answer.json();
  if (!found.file_sha256 || found.file_sha256 !== (await digest(bytes))) return "unsure";
  return found.state === "valid" ? "genuine" : "revoked";
}

field?.addEventListener("change", async () => {
  place.replaceChildren();
  const [file] = field.files;
  if (!file || file.size > MOST) return;
  let name = "unsure";
  try {
    name = await verdict(file);
  } catch {
    // Without an answer the button is still there.
  }
  place.replaceChildren(form.querySelector(`template[data-verdict=${name}]`).content.cloneNode(true));
});
