import { make } from '../dom';

/** Hands a diagram, if there is one, to whoever sits before it, as a file named by the page. */
export function download(xml) {
  if (!xml) return;
  const address = URL.createObjectURL(new Blob([xml], { type: 'application/xml' }));
  const name = document.querySelector('h1').textContent.trim().replace(/\s+/g, '-').toLowerCase();
  make('a', { href: address, download: `${name}.bpmn` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
