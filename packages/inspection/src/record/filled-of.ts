import { bytesToHex } from '@mingjing/crypto';
import type { RecordFacts } from '@mingjing/proofs';
import type { FilledForm } from '../render/filled-form.ts';
import { INSPECTION_TEXTS, type RenderLanguage, type Say } from '../render/texts.ts';

/** The filled form that a checked record shows: the same sheet wherever it is rendered. */
export function filledOf(facts: RecordFacts): FilledForm {
  const { answers, beganAt, chainId, endedAt, foot, form, head, height, kind, nodeId } = facts;
  return {
    ...{ form, kind, head, foot, answers, chainId, nodeId, height, beganAt, endedAt },
    phrase: facts.phrase,
    recordHash: bytesToHex(facts.recordHash),
    ...(facts.previous === undefined ? {} : { changes: facts.changes }),
  };
}

/** Says what a sheet needs: its own words, and the sentences that the record brings along. */
export function sayOf({ texts }: RecordFacts, language: RenderLanguage): Say {
  const own = textsIn(language);
  const brought = texts[language];
  return (key, values) => {
    const text = Object.hasOwn(brought, key) ? brought[key] : own.get(key);
    return text === undefined ? undefined : filledText(text, values);
  };
}

/** Says the words of this package alone, facts of its own collectors among them. */
export function sayIn(language: RenderLanguage): Say {
  const own = textsIn(language);
  return (key, values) => {
    const text = own.get(key);
    return text === undefined ? undefined : filledText(text, values);
  };
}

function textsIn(language: RenderLanguage): Map<string, string> {
  return flatten(INSPECTION_TEXTS[language]);
}

/** What stands for a value that there is none of: no first one that fails. */
const NONE = '-';
const BLANK = /\{(\w+)\}/g;
const CLAUSE = / ?\([^()]*\)|（[^（）]*）/g;

// A clause in brackets (of either language) about what there is none of says nothing, and is left
// out.
function filledText(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  const isOfNone = (clause: string) =>
    [...clause.matchAll(BLANK)].some(([, name = '']) => values[name] === NONE);
  return text
    .replace(CLAUSE, (clause) => (isOfNone(clause) ? '' : clause))
    .replace(BLANK, (blank, name: string) =>
      Object.hasOwn(values, name) ? String(values[name]) : blank,
    );
}

function flatten(value: object, prefix = '', into = new Map<string, string>()) {
  for (const [name, child] of Object.entries(value)) {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    if (typeof child === 'string') into.set(key, child);
    else flatten(child as object, key, into);
  }
  return into;
}
