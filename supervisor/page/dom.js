// Elements without a framework: texts are always text nodes, never markup.

const SVG = 'http://www.w3.org/2000/svg';

/** An element; `on…` attributes are listeners, false and undefined leave an attribute out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== false));
  return element;
}

// One stroke each, on a grid of 20: met, failed, unknown, silent.
const PATHS = {
  proved: 'M5.5 10.5l3 3 6-7',
  failed: 'M10 5v6.5M10 14.2v.3',
  unknown: 'M7.6 7.8a2.4 2.4 0 1 1 3.4 2.2c-.8.4-1 .8-1 1.6M10 14.2v.3',
  due: 'M10 6v4.2l2.6 1.8',
};

/** The icon of a state; the word beside it says the same. */
export function icon(state, size = 20) {
  const svg = document.createElementNS(SVG, 'svg');
  const isSquare = state === 'failed';
  const ring = document.createElementNS(SVG, isSquare ? 'rect' : 'circle');
  const shape = isSquare
    ? { x: 2, y: 2, width: 16, height: 16, rx: 3 }
    : { cx: 10, cy: 10, r: 8.5 };
  const path = document.createElementNS(SVG, 'path');
  set(svg, { viewBox: '0 0 20 20', width: size, height: size, class: `icon icon-${state}` });
  set(svg, { 'aria-hidden': 'true', focusable: 'false' });
  set(ring, shape);
  set(path, { d: PATHS[state] ?? PATHS.unknown });
  svg.append(ring, path);
  return svg;
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

/** Puts new content in place and gives the focus back to what had it, by `data-key`. */
export function replace(place, ...content) {
  const key = document.activeElement?.getAttribute('data-key');
  place.replaceChildren(...content);
  if (!key || document.activeElement?.getAttribute('data-key') === key) return;
  place.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}
