// What people read is not always what bytes say: JSON may write any character as an escape, and
// HTML as a reference or with tags between. Of what type a text is its author says, so no type is
// believed, and what is written is judged as well: another reading only finds more.

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|([bfnrt"/]))/g;
const ESCAPED: Readonly<Record<string, string>> = {
  ...{ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' },
};
/** Browsers take a number without its semicolon, and with any zeros before it. */
const REFERENCE = /&(?:#0*(\d{1,7})(?!\d);?|#x0*([0-9a-f]{1,6})(?![0-9a-f]);?|[a-z][a-z0-9]+;)/gi;
const CODE_POINT_MAX = 0x10ffff;

// Each of these ends at the text's end at the latest, so that all are found in one pass.
const UNSEEN = /<(script|style|template|noscript)\b[\s\S]*?(?:<\/\1\s*>|$)|<!--[\s\S]*?(?:-->|$)/gi;
const INLINE = [
  ...['a', 'abbr', 'b', 'bdi', 'bdo', 'big', 'cite', 'code', 'del', 'dfn', 'em', 'font', 'i'],
  ...['ins', 'kbd', 'mark', 'q', 's', 'samp', 'small', 'span', 'strike', 'strong', 'sub', 'sup'],
  ...['tt', 'u', 'var', 'wbr'],
];
/** Tags and references inside a word. */
const IN_WORD = new RegExp(
  `</?(?:${INLINE.join('|')})\\b[^>]*(?:>|$)|&(?:shy|zwn?j|lrm|rlm|NoBreak|ZeroWidthSpace);`,
  'gi',
);
const TAG = /<[a-z/!?][^>]*(?:>|$)/gi;

/**
 * All that a text may say to its readers, the text itself first: without the escapes of JSON and
 * the character references of HTML, and without tags as well; equal ones once. At most three, none
 * longer than the text, and all but the text itself well-formed Unicode.
 */
export function readingsOf(text: string): readonly string[] {
  if (!/[\\&<]/.test(text)) return [text];
  const unescaped = text.replace(ESCAPE, escaped);
  const untagged = unescaped.replace(UNSEEN, '').replace(IN_WORD, '').replace(TAG, ' ');
  return [...new Set([text, withoutReferences(unescaped), withoutReferences(untagged)])];
}

function escaped(_escape: string, hex: string | undefined, letter = ''): string {
  if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
  return ESCAPED[letter] ?? letter;
}

function withoutReferences(text: string): string {
  return text.replace(REFERENCE, referred).toWellFormed();
}

/** A name stands for a sign or a space wherever it matters to rules. */
function referred(whole: string, decimal?: string, hex?: string): string {
  if (decimal === undefined && hex === undefined) return ' ';
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code <= CODE_POINT_MAX ? String.fromCodePoint(code) : whole;
}
