// A diagram wider than its place opens where the work is now, not at its beginning.

export function showPresent(root) {
  for (const place of root.querySelectorAll('.scroll')) {
    const now = place.querySelector('.is-now')?.getBoundingClientRect();
    if (!now) continue;
    const frame = place.getBoundingClientRect();
    place.scrollLeft += now.left + now.width / 2 - (frame.left + frame.width / 2);
  }
}
