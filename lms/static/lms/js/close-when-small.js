// Long filters start closed on small screens; without this script they stand open.
if (!matchMedia("(min-width: 60rem)").matches) {
  for (const details of document.querySelectorAll("details[data-closed-when-small]")) {
    details.open = false;
  }
}
