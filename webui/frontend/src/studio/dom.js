// Elements of pages and their symbols; what the words mean is said by the caller.

const SVG = 'http://www.w3.org/2000/svg';

/** Makes an element with attributes, of which functions are listeners; what is undefined, null or false is left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'class') element.className = value;
    else if (typeof value === 'function') element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

/** A symbol on a grid of 20 by 20, drawn in the colour of the text around it. */
export function icon(path, kind = '') {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', `i ${kind}`.trim());
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}
