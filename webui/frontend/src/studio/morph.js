/**
 * Makes an element's children like those of another, keeping whatever can stay.
 *
 * A part of the page that is simply drawn anew loses the focus, and the click that is just under way. Children
 * with an id are kept by it, others by their place; what people opened, they alone close.
 */
export function morph(old, fresh) {
  const known = new Map([...old.children].filter(({ id }) => id).map((child) => [child.id, child]));
  let place = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    const kept = next.id ? known.get(next.id) : place && isAlike(place, next) && place;
    if (!kept) {
      old.insertBefore(next, place);
    } else {
      if (kept === place) place = place.nextSibling;
      else old.insertBefore(kept, place);
      update(kept, next);
    }
  }
  while (place) {
    const gone = place;
    place = place.nextSibling;
    gone.remove();
  }
}

function isAlike(one, other) {
  return one.nodeName === other.nodeName && !one.id;
}

function update(kept, next) {
  if (kept.nodeType !== Node.ELEMENT_NODE) {
    if (kept.nodeValue !== next.nodeValue) kept.nodeValue = next.nodeValue;
    return;
  }
  for (const { name } of [...kept.attributes]) if (!next.hasAttribute(name) && name !== 'open') kept.removeAttribute(name);
  for (const { name, value } of next.attributes) if (name !== 'open' && kept.getAttribute(name) !== value) kept.setAttribute(name, value);
  if (!kept.hasAttribute('data-own')) morph(kept, next);
  if ('value' in kept && kept.value !== next.value) kept.value = next.value;
  if ('checked' in kept && kept.checked !== next.checked) kept.checked = next.checked;
}
