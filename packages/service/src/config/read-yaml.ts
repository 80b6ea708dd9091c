import { parseDocument } from 'yaml';
import { isPlainObject, type PlainObject } from './schema-keys.ts';

export type YamlResult =
  | { readonly ok: true; readonly value: PlainObject }
  | { readonly ok: false; readonly place: string };

/**
 * A configuration file as YAML 1.2: one mapping with string keys. Doubled keys, unknown tags and
 * aliases are refused (an alias makes a small file a huge value).
 */
export function parseYamlMapping(text: string): YamlResult {
  const document = parseDocument(text, { version: '1.2', uniqueKeys: true, stringKeys: true });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) return { ok: false, place: firstLine(problem.message) };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    return { ok: false, place: firstLine(error instanceof Error ? error.message : String(error)) };
  }
  if (value === null) return { ok: true, value: {} };
  return isPlainObject(value) ? { ok: true, value } : { ok: false, place: 'not a mapping' };
}

/** One value given as text where the schema wants no text: `20200`, `true`, `[a, b]`. */
export function parseYamlValue(text: string): unknown {
  const parsed = parseYamlMapping(`value: ${text}`);
  // What is no YAML stays text, and the schema then says what it should have been.
  if (!parsed.ok || Object.keys(parsed.value).length !== 1) return text;
  return parsed.value['value'];
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0]?.replace(/:$/, '') ?? '';
}
