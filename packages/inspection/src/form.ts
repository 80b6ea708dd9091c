import { canonicalJsonBytes, inspectionFormHash } from '@mingjing/protocol';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';

/** Items of a form: what two officers go through in a morning, several times over. */
const ITEMS_MAX = 500;
const TEXT_MAX = 400;
const FORM_FORMAT = 1;

const id = Type.String({ pattern: '^[a-z][a-z0-9-]{1,63}$' });
const words = Type.String({ minLength: 1, maxLength: TEXT_MAX, pattern: '\\S' });
const both = Type.Object({ 'zh-CN': words, en: words }, { additionalProperties: false });
const titled = Type.Object({ id, title: both }, { additionalProperties: false });
const oneOf = <T extends string>(...values: T[]) =>
  Type.Union(values.map((value) => Type.Literal(value)));

const item = Type.Object(
  {
    id,
    no: Type.Integer({ minimum: 1, maximum: ITEMS_MAX }),
    section: id,
    title: both,
    /** How an inspector looks at it: on the spot, by a trial, or on paper. */
    method: oneOf('look', 'trial', 'document'),
    /** A measured, S measured and confirmed by a named person, D resting on a document. */
    evidence: oneOf('A', 'S', 'D'),
    /** Which program can measure it itself. */
    measuredBy: oneOf('node', 'supervisor', 'both'),
    requirements: Type.Array(Type.String({ pattern: '^[A-J][0-9]{1,2}$' }), { maxItems: 16 }),
  },
  { additionalProperties: false },
);

const form = Type.Object(
  {
    format: Type.Literal(FORM_FORMAT),
    id,
    version: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    title: both,
    note: both,
    sections: Type.Array(titled, { minItems: 1, maxItems: 32 }),
    head: Type.Array(titled, { maxItems: 32 }),
    foot: Type.Array(titled, { maxItems: 32 }),
    items: Type.Array(item, { minItems: 1, maxItems: ITEMS_MAX }),
  },
  { additionalProperties: false },
);

export type FormItem = Static<typeof item>;
/** What an inspector goes through, as data that operators may edit. */
export type Form = Static<typeof form>;

export interface FormRefusal {
  readonly reason: 'not-a-form' | 'id-twice' | 'number-wrong' | 'section-unknown' | 'section-empty';
  /** Where: a path for `not-a-form`, else the id or number. */
  readonly at: string;
}

export type FormResult =
  | { readonly ok: true; readonly form: Form; readonly hash: Uint8Array }
  | { readonly ok: false; readonly refusals: readonly [FormRefusal, ...FormRefusal[]] };

/** Reads a form that somebody may have edited; every fault is named. */
export function readForm(value: unknown): FormResult {
  if (!Value.Check(form, value)) {
    const [first] = Value.Errors(form, value);
    return refused([{ reason: 'not-a-form', at: first?.instancePath || '/' }]);
  }
  // Checked above; the library's own type of the checked value is wider.
  const read = value as Form;
  const refusals = [...twice(read), ...misnumbered(read), ...strayed(read)];
  return refusals.length > 0 ? refused(refusals) : { ok: true, form: read, hash: formHash(read) };
}

/** Names a form by everything in it: SHA-256 over its canonical JSON (RFC 8785), tagged. */
export function formHash(read: Form): Uint8Array {
  return inspectionFormHash(canonicalJsonBytes(read));
}

function refused(refusals: readonly FormRefusal[]): FormResult {
  return { ok: false, refusals: refusals as [FormRefusal, ...FormRefusal[]] };
}

function twice({ items, sections, head, foot }: Form): FormRefusal[] {
  return [items, sections, head, foot].flatMap((list) => {
    const seen = new Set<string>();
    const again: FormRefusal[] = [];
    for (const each of list) {
      if (seen.has(each.id)) again.push({ reason: 'id-twice', at: each.id });
      seen.add(each.id);
    }
    return again;
  });
}

/** Numbers go up by one through the whole form: a printed sheet shows that nothing is missing. */
function misnumbered({ items }: Form): FormRefusal[] {
  return items
    .filter(({ no }, i) => no !== i + 1)
    .map(({ no }) => ({ reason: 'number-wrong', at: String(no) }) as const);
}

function strayed({ items, sections }: Form): FormRefusal[] {
  const known = new Set(sections.map((section) => section.id));
  const used = new Set(items.map(({ section }) => section));
  return [
    ...[...used]
      .filter((name) => !known.has(name))
      .map((at) => ({ reason: 'section-unknown', at }) as const),
    ...[...known]
      .filter((name) => !used.has(name))
      .map((at) => ({ reason: 'section-empty', at }) as const),
  ];
}
