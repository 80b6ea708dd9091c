import { equalBytes } from '@mingjing/crypto';
import { type Checked, canonicalJsonBytes, passed, refused } from '@mingjing/protocol';
import { jsonOf } from '../json.ts';

const LANGUAGES = ['zh-CN', 'en'] as const;
type BothTexts = Readonly<Record<(typeof LANGUAGES)[number], string>>;

interface Titled {
  readonly id: string;
  readonly title: BothTexts;
}

/** What of an item its verdict depends on. */
export interface JudgedItem {
  readonly id: string;
  /** A measured, S measured and confirmed by a named person, D resting on a document. */
  readonly evidence: 'A' | 'S' | 'D';
}

/** A form as a record carries it: what a reader needs to show it and to judge its answers. */
export interface RecordedForm {
  readonly id: string;
  readonly version: number;
  readonly title: BothTexts;
  readonly note: BothTexts;
  readonly sections: readonly Titled[];
  readonly head: readonly Titled[];
  readonly foot: readonly Titled[];
  readonly items: readonly (JudgedItem &
    Titled & { readonly no: number; readonly section: string; readonly method: string })[];
}

export type FormFault = 'not-json' | 'not-canonical' | 'bad-shape';

/** Reads the form of a record: canonical JSON (RFC 8785) with everything a sheet shows. */
export function openForm(bytes: Uint8Array): Checked<RecordedForm, FormFault> {
  const value = jsonOf(bytes);
  if (value === undefined) return refused('not-json');
  if (!equalBytes(canonicalJsonBytes(value), bytes)) return refused('not-canonical');
  return isForm(value) ? passed(value) : refused('bad-shape');
}

function isForm(value: unknown): value is RecordedForm {
  if (!isTitled(value)) return false;
  const { note, version, sections, head, foot, items } = value;
  if (!isBoth(note) || !Number.isSafeInteger(version)) return false;
  if (![sections, head, foot].every((list) => Array.isArray(list) && list.every(isTitled))) {
    return false;
  }
  if (!Array.isArray(items) || !items.every(isItem)) return false;
  const known = new Set((sections as readonly Titled[]).map(({ id }) => id));
  const ids = new Set(items.map(({ id }) => id));
  return ids.size === items.length && items.every(({ section }) => known.has(section));
}

function isItem(value: unknown): value is RecordedForm['items'][number] {
  if (!isTitled(value)) return false;
  const { no, section, method, evidence } = value;
  const isPlaced = Number.isSafeInteger(no) && typeof section === 'string';
  return (
    isPlaced &&
    ['look', 'trial', 'document'].includes(String(method)) &&
    ['A', 'S', 'D'].includes(String(evidence))
  );
}

function isTitled(value: unknown): value is Titled & Readonly<Record<string, unknown>> {
  return isObject(value) && typeof value['id'] === 'string' && isBoth(value['title']);
}

function isBoth(value: unknown): value is BothTexts {
  return isObject(value) && LANGUAGES.every((language) => typeof value[language] === 'string');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
