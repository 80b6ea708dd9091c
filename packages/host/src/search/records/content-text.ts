/** Contents that are read for their text; larger ones are found by what describes them. */
export const TEXT_BYTES_MAX = 1024 * 1024;
const DESCRIPTION_BYTES_MAX = 16 * 1024;
/** Of a content of structured data: what lies deeper is read as the text that it is. */
const DEPTH_MAX = 32;

const HTML = /^text\/html\b|^application\/xhtml\+xml\b/;
const JSON_TYPE = /^application\/([a-z0-9.+-]*\+)?json\b/;
const TEXT = /^text\//;
const HIDDEN = /<(script|style|template|noscript)\b[\s\S]*?(<\/\1\s*>|$)|<!--[\s\S]*?(-->|$)/gi;
const TAG = /<[^>]*(>|$)/g;
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi;
const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' },
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: they tell bytes from a text
const NO_TEXT = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/** What the description beside a content says of it, in the form of published documents. */
export interface ContentDescription {
  readonly fileName: string;
  readonly mediaType: string;
  readonly title: string;
}

/** Reads a description; undefined when the bytes are none. */
export function descriptionIn(content: Uint8Array): ContentDescription | undefined {
  if (content.length > DESCRIPTION_BYTES_MAX) return undefined;
  const text = decoded(content, 'utf-8');
  const value = text === undefined ? undefined : parsedJson(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const { file_name: fileName, media_type: mediaType, title } = value as Record<string, unknown>;
  if (typeof fileName !== 'string') return undefined;
  return { fileName, mediaType: textOr(mediaType).toLowerCase(), title: textOr(title) };
}

/**
 * The text that people read in a content: plain as it is, of HTML what is between the tags, of JSON
 * its strings. Undefined for every other type, and for bytes that are no text.
 */
export function contentText(content: Uint8Array, mediaType: string): string | undefined {
  const isKnown = [HTML, JSON_TYPE, TEXT].some((type) => type.test(mediaType));
  if ((mediaType !== '' && !isKnown) || content.length > TEXT_BYTES_MAX) return undefined;
  const text = decoded(content, 'utf-8') ?? (isKnown ? decoded(content, 'gb18030') : undefined);
  if (text === undefined || NO_TEXT.test(text)) return undefined;
  if (HTML.test(mediaType)) return readable(text);
  return JSON_TYPE.test(mediaType) ? stringsOf(text) : text;
}

function readable(html: string): string {
  return html.replace(HIDDEN, ' ').replace(TAG, ' ').replace(ENTITY, character);
}

function character(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : whole;
}

function stringsOf(json: string): string {
  const strings: string[] = [];
  const value = parsedJson(json);
  return value !== undefined && collect(value, strings, 0) ? strings.join('\n') : json;
}

/** False when it goes deeper than is read. */
function collect(value: unknown, strings: string[], depth: number): boolean {
  if (typeof value === 'string' || typeof value === 'number') strings.push(String(value));
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= DEPTH_MAX) return false;
  const isList = Array.isArray(value);
  return Object.entries(value).every(([name, each]) => {
    if (!isList) strings.push(name);
    return collect(each, strings, depth + 1);
  });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON: it is read as the text that it is.
    return undefined;
  }
}

function decoded(content: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    // The decoder's only failure is that the bytes are no text of this code.
    return undefined;
  }
}

function textOr(value: unknown): string {
  return typeof value === 'string' ? value.toWellFormed() : '';
}
