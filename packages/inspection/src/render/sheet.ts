import { assert } from '@mingjing/crypto';
import type { Answer, Fact, ItemChange, RunKind, Verdict, VerdictReason } from '@mingjing/proofs';
import { tallyOf } from '../tally.ts';
import type { FilledForm } from './filled-form.ts';
import type { RenderLanguage, Say } from './texts.ts';

/** A filled form in the words of one language: what terminal, page and paper show alike. */
export interface Sheet {
  readonly language: RenderLanguage;
  readonly title: string;
  readonly note: string;
  readonly head: readonly (readonly [label: string, value: string])[];
  readonly summary: readonly string[];
  readonly columns: readonly [string, string, string, string, string];
  readonly sections: readonly SheetSection[];
  readonly changes: readonly string[];
  /** Boxes to write in: opinion, what is to be mended, objections. */
  readonly foot: readonly (readonly [label: string, value: string])[];
  readonly signatures: readonly string[];
  readonly recordHash: string;
  readonly words: Readonly<
    Record<'record' | 'scan' | 'place' | 'date' | 'signatures' | 'example' | 'changes', string>
  >;
  page(page: number, pages: number): string;
}

export interface SheetSection {
  readonly title: string;
  readonly rows: readonly SheetRow[];
}

export interface SheetRow {
  readonly no: number;
  readonly title: string;
  readonly method: string;
  readonly verdict: Verdict;
  readonly result: string;
  readonly kind: string;
  readonly isExample: boolean;
  /** What was found, why it is not better, and what it can be held against. */
  readonly lines: readonly string[];
}

/** State is always a colour, a sign and a word. */
export const VERDICT_SIGNS: Readonly<Record<Verdict, string>> = {
  met: '✓',
  'mostly-met': '◐',
  'not-met': '✗',
  'not-applicable': '–',
  'not-measured': '?',
};

/** Officers of a visit are two; then the responsible person. */
const OFFICERS = 2;
const HASH_ENDS = 8;
/** Times are said as the inspected organisation's wall clock shows them. */
const ZONE = 'Asia/Shanghai';

/** Puts a filled form into words. Every key must have a text (asserted). */
export function sheetOf(filled: FilledForm, language: RenderLanguage, texts: Say): Sheet {
  const { form, answers, recordHash } = filled;
  const say = speaker(texts);
  const label = (name: string, values?: Fact['values']) => say(`inspection.label.${name}`, values);
  const byItem = new Map(answers.map((answer) => [answer.item, answer]));
  return {
    language,
    title: form.title[language],
    note: form.note[language],
    head: headOf(filled, language, label, say),
    summary: summaryOf(filled, label),
    columns: [label('no'), label('item'), label('method'), label('result'), label('basis')],
    sections: form.sections.map(({ id, title }) => ({
      title: title[language],
      rows: form.items
        .filter(({ section }) => section === id)
        .flatMap((item) => {
          const answer = byItem.get(item.id);
          if (answer === undefined) return [];
          const method = say(`inspection.method.${item.method}`);
          return [
            { no: item.no, title: item.title[language], method, ...answered(answer, filled, say) },
          ];
        }),
    })),
    changes: changesOf(filled, language, say),
    foot: form.foot.map(({ id, title }) => [title[language], filled.foot[id] ?? '']),
    signatures: [
      ...Array.from({ length: OFFICERS }, (_, i) => `${label('officer')} ${i + 1}`),
      label('responsible'),
    ],
    recordHash,
    words: {
      ...{ record: label('record'), scan: label('scan'), date: label('date') },
      place: `${label('chain')} ${filled.chainId} · ${label('height')} ${filled.height}`,
      ...{ signatures: label('signatures'), example: label('example'), changes: label('changes') },
    },
    page: (page, pages) => label('page', { page, pages }),
  };
}

type Speak = (key: string, values?: Fact['values']) => string;
type Label = (name: string, values?: Fact['values']) => string;

function speaker(texts: Say): Speak {
  return (key, values) => {
    const text = texts(key, values);
    assert(text !== undefined, `no text '${key}'`);
    return text;
  };
}

function headOf(
  { form, head, kind, chainId, nodeId, height, beganAt, endedAt, phrase }: FilledForm,
  language: RenderLanguage,
  label: Label,
  say: Speak,
): Sheet['head'] {
  // What the program knows better than whoever fills in the head.
  const known: FilledForm['head'] = { ...head, phrase, time: timeText(beganAt) };
  return [
    ...form.head.map(({ id, title }) => [title[language], known[id] ?? ''] as const),
    // An edited form may have no field for it; what the answers are bound to is shown all the same.
    ...(form.head.some(({ id }) => id === 'phrase') ? [] : [[label('phrase'), phrase] as const]),
    [label('kindOfRun'), say(`inspection.run.${kind}`)],
    [label('program'), nodeId],
    [label('chain'), chainId],
    [label('height'), String(height)],
    [label('began'), timeText(beganAt)],
    [label('ended'), timeText(endedAt)],
    [label('form'), `${form.id} ${form.version}`],
  ];
}

function summaryOf({ form, answers }: FilledForm, label: Label): string[] {
  const { count, verdicts, kinds, examples } = tallyOf(form, answers).all;
  const counted = {
    ...{ count, met: verdicts.met, mostly: verdicts['mostly-met'], not: verdicts['not-met'] },
    ...{ none: verdicts['not-applicable'], unmeasured: verdicts['not-measured'] },
  };
  const { measured, confirmed, attested } = kinds;
  const rest = { measured, confirmed, attested, unmeasurable: kinds['not-measurable'] };
  return [
    label('counts', counted),
    label('kinds', rest),
    ...(examples === 0 ? [] : [label('examples', { count: examples })]),
  ];
}

function answered(
  answer: Answer,
  { kind: run }: Pick<FilledForm, 'kind'>,
  say: Speak,
): Pick<SheetRow, 'verdict' | 'result' | 'kind' | 'isExample' | 'lines'> {
  const { verdict, kind, isExample, reasons } = answer;
  return {
    ...{ verdict, isExample, result: say(`inspection.verdict.${verdict}`) },
    kind: say(`inspection.kind.${kind}`),
    lines: [
      ...(answer.findings.measurement?.facts ?? []).map(({ key, values }) => say(key, values)),
      ...reasons.map((reason) => say(`inspection.reason.${reasonIn(run, reason)}`)),
      ...sourcesOf(answer, say),
    ],
  };
}

/** In an inspection others are the operator; whom an operator believes is a supervision node. */
function reasonIn(run: RunKind, reason: VerdictReason): string {
  return run !== 'inspection' && reason === 'stated-by-operator' ? 'stated-by-supervision' : reason;
}

function sourcesOf({ findings }: Answer, say: Speak): string[] {
  const { measurement, confirmation, document } = findings;
  const label: Label = (name, values) => say(`inspection.label.${name}`, values);
  const lines: string[] = [];
  if (measurement !== undefined) {
    const { by, at, height, standsOn } = measurement;
    lines.push(label('measuredBy', { node: by, time: timeText(at), height }));
    for (const { key, hash, place } of standsOn) {
      const name = place === undefined ? say(key) : `${say(key)} ${shortPlace(place)}`;
      lines.push(label('hash', { name, hash: shortHash(hash) }));
    }
  }
  if (confirmation !== undefined) {
    const { officer, at, saw } = confirmation;
    lines.push(label('confirmedBy', { officer, time: timeText(at) }));
    if (saw !== undefined) lines.push(label('saw', { saw }));
  }
  if (document !== undefined) {
    const { id, issuer, expiresAt } = document;
    const attestor = document.attestor === '' ? label('nobody') : document.attestor;
    const end = expiresAt === null ? label('noEnd') : timeText(expiresAt);
    lines.push(label('document', { id, issuer, attestor, end }));
  }
  return lines;
}

function changesOf({ form, changes }: FilledForm, language: RenderLanguage, say: Speak): string[] {
  if (changes === undefined) return [];
  if (changes.length === 0) return [say('inspection.label.unchanged')];
  const titles = new Map(form.items.map(({ id, no, title }) => [id, `${no} ${title[language]}`]));
  const word = (verdict: Verdict | null, other: string) =>
    say(verdict === null ? `inspection.label.${other}` : `inspection.verdict.${verdict}`);
  return changes.map(({ item, before, after }: ItemChange) =>
    say('inspection.label.change', {
      item: titles.get(item) ?? item,
      before: word(before, 'new'),
      after: word(after, 'gone'),
    }),
  );
}

/** Ids of the chain that a place names: no column of the paper is as wide as one of them. */
function shortPlace(place: string): string {
  return place.replaceAll(/[0-9a-f]{32,}/g, shortHash);
}

function shortHash(hash: string): string {
  if (hash.length <= 2 * HASH_ENDS) return hash;
  return `${hash.slice(0, HASH_ENDS)}…${hash.slice(-HASH_ENDS)}`;
}

/** `2026-11-22 15:04:05` in Shanghai. */
function timeText(ms: number): string {
  return new Date(ms).toLocaleString('sv-SE', { timeZone: ZONE });
}
