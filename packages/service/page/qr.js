// A code to scan, as a picture of elements: the policy of the page allows no other.
import qrcode from './lib/qrcode.js';

const SVG = 'http://www.w3.org/2000/svg';
/** White around the code: without it readers do not find it (ISO/IEC 18004). */
const QUIET = 4;

/** The QR code of a text; `label` says what it is to who cannot see it. */
export function qrPicture(text, label) {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const side = count + 2 * QUIET;
  const places = Array.from({ length: count }, (_, index) => index);
  const squares = places.flatMap((row) =>
    places
      .filter((column) => code.isDark(row, column))
      .map((column) => `M${column + QUIET} ${row + QUIET}h1v1h-1z`),
  );
  return shape(
    'svg',
    { class: 'qr', viewBox: `0 0 ${side} ${side}`, role: 'img', 'aria-label': label },
    shape('rect', { width: side, height: side, fill: '#fff' }),
    shape('path', { d: squares.join(''), fill: '#000', 'shape-rendering': 'crispEdges' }),
  );
}

function shape(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
