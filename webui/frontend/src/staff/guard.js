// A second press on a slow line must not send a form twice.

const PATIENCE = 10000; // then the form may be sent again; the server knows a second sending

export function guardForms(root) {
  root.addEventListener('submit', onSubmit);
  // A page taken back from the browser's memory is a fresh one.
  window.addEventListener('pageshow', (event) => event.persisted && releaseAll(root));
}

function onSubmit(event) {
  const form = event.target;
  const getsPage = form.method !== 'post' || form.target || event.submitter?.hasAttribute('data-again');
  if (event.defaultPrevented || getsPage) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  // Later, since a disabled button's own name and value would not be sent.
  setTimeout(() => setDisabled(form, true));
  setTimeout(() => release(form), PATIENCE);
}

function releaseAll(root) {
  for (const form of root.querySelectorAll('form[data-sent]')) release(form);
}

function release(form) {
  delete form.dataset.sent;
  setDisabled(form, false);
}

function setDisabled(form, disabled) {
  for (const control of form.elements) {
    if (control.type === 'submit') control.disabled = disabled;
  }
}
