// What is too much to be sent at once is said before it is sent, beside the first file chosen, so
// that nothing that was typed leaves the page: <input type="file" data-most="25000000" data-too-much="...">.

export function boundUploads(root) {
  // Heard first, or the form would be taken for sent.
  root.addEventListener('submit', (event) => isTooMuch(event.target) && stop(event), { capture: true });
  root.addEventListener('change', ({ target }) => target.form && chosen(target.form).forEach((one) => one.setCustomValidity('')));
}

function stop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function isTooMuch(form) {
  const inputs = chosen(form);
  const size = inputs.flatMap(({ files }) => [...files]).reduce((sum, file) => sum + file.size, 0);
  const [first] = inputs;
  if (!first || size <= Number(first.dataset.most)) return false;
  const folded = first.closest('details');
  if (folded) folded.open = true;
  first.setCustomValidity(first.dataset.tooMuch);
  first.reportValidity();
  return true;
}

function chosen(form) {
  return [...form.elements].filter((one) => one.dataset.most && one.files.length);
}
