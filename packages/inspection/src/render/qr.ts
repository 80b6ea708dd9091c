import qrcode from 'qrcode-generator';

/** White around the code: without it readers do not find it (ISO/IEC 18004). */
const QUIET = 4;

/** A code to scan as one path of unit squares: side of the whole, and the path's description. */
export interface QrPath {
  readonly side: number;
  readonly path: string;
}

/** The QR code of a text, with error correction M: a fold or a stamp may cover some of it. */
export function qrOf(text: string): QrPath {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const places = Array.from({ length: count }, (_, i) => i);
  const squares = places.flatMap((row) =>
    places
      .filter((column) => code.isDark(row, column))
      .map((column) => `M${column + QUIET} ${row + QUIET}h1v1h-1z`),
  );
  return { side: count + 2 * QUIET, path: squares.join('') };
}

/** The same as a picture that stands inside a page or a paper. */
export function qrSvg(text: string): string {
  const { path, side } = qrOf(text);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" role="img" aria-label="QR"><path d="${path}" fill="#000"/></svg>`;
}
