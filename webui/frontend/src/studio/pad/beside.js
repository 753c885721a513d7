const HALF = 14; // of the one button of a flow
const NEAREST = HALF + 8; // the line itself can be drawn by its middle
const FARTHEST = 400;
const PACE = 6;

/**
 * Where the button of a flow stands: beside the middle of its longest stretch, as near as it covers none of
 * the boxes; beside shorter ones if it is nearer there. Undefined if there is no such place in the frame.
 */
export function beside(waypoints, boxes, frame) {
  const stretches = stretchesOf(waypoints);
  for (let distance = NEAREST; distance < FARTHEST; distance += PACE) {
    const places = stretches.flatMap((stretch) => [at(stretch, -distance), at(stretch, distance)]);
    const free = places.find((place) => isIn(place, frame) && !boxes.some((box) => meet(place, box)));
    if (free) return free;
  }
  return undefined;
}

/** The straight parts of a line, the longest first: the middle of each, and the direction away from it. */
function stretchesOf(waypoints) {
  const parts = waypoints.slice(1).map((to, place) => {
    const from = waypoints[place];
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    return { length, x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, away: { x: (from.y - to.y) / length, y: (to.x - from.x) / length } };
  });
  return parts.sort((one, other) => other.length - one.length);
}

function at({ x, y, away }, distance) {
  return { x: x + away.x * distance - HALF, y: y + away.y * distance - HALF, width: 2 * HALF, height: 2 * HALF };
}

function isIn({ x, y, width, height }, frame) {
  return x >= 0 && y >= 0 && x + width <= frame.width && y + height <= frame.height;
}

function meet(one, other) {
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
}
