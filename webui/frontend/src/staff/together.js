// A return is a form of its own, so that Enter in one never sends the other. What was typed into the
// step's form goes along with it, as the page without scripts keeps it in the draft.

export function sendTogether(root) {
  const back = root.getElementById('return');
  const step = root.getElementById('step');
  if (back && step) back.addEventListener('formdata', (event) => join(event.formData, new FormData(step)));
}

function join(sent, typed) {
  for (const [name, value] of typed) {
    if (name !== 'csrf_token' && !sent.has(name)) sent.append(name, value);
  }
}
