// What is wider than its place opens where one is now, not at its beginning: diagrams, tabs.

export function showPresent(root) {
  for (const place of root.querySelectorAll('.scroll, .tabs')) {
    const now = place.querySelector('.is-now, [aria-current]')?.getBoundingClientRect();
    if (!now) continue;
    const frame = place.getBoundingClientRect();
    place.scrollLeft += now.left + now.width / 2 - (frame.left + frame.width / 2);
  }
}
