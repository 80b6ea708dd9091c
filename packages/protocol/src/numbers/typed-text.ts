const FULL_WIDTH_FIRST = 0xff01;
const FULL_WIDTH_LAST = 0xff5e;
const TO_HALF_WIDTH = 0xfee0;

/**
 * A number as people type it, for comparison: without blanks around it, full-width characters as
 * half-width ones. Letters keep their case, and nothing within the text is dropped.
 */
export function asTyped(text: string): string {
  let half = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isFullWidth = code >= FULL_WIDTH_FIRST && code <= FULL_WIDTH_LAST;
    half += isFullWidth ? String.fromCharCode(code - TO_HALF_WIDTH) : character;
  }
  return half.trim();
}

/** `text` with all but its first and last characters as asterisks; a short one is hidden whole. */
export function hidden(text: string, first: number, last: number): string {
  const characters = [...text];
  const covered = characters.length - first - last;
  if (covered <= 0) return '*'.repeat(characters.length);
  const tail = last === 0 ? [] : characters.slice(-last);
  return [...characters.slice(0, first), '*'.repeat(covered), ...tail].join('');
}
