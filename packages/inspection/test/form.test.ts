import { readFileSync } from 'node:fs';
import { bytesToHex } from '@mingjing/crypto';
import { describe, expect, it, test } from 'vitest';
import { type Form, readForm } from '../src/index.ts';

const text = readFileSync(new URL('../form/cn-2026.json', import.meta.url), 'utf8');
const form = () => JSON.parse(text) as Form;

describe('the form that comes with the program', () => {
  it('has sixty items in seven sections, with numbers that leave nothing out', () => {
    const read = readForm(form());
    if (!read.ok) throw new Error(JSON.stringify(read.refusals));
    const { items, sections } = read.form;
    expect([items.length, sections.length]).toEqual([60, 7]);
    const of = (evidence: string) => items.filter((item) => item.evidence === evidence).length;
    expect([of('A'), of('S'), of('D')]).toEqual([34, 17, 9]);
    expect(items.map(({ no }) => no)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
  });

  it('is named by all that is in it, in whatever order it is written', () => {
    const hash = (value: unknown) => {
      const read = readForm(value);
      return read.ok ? bytesToHex(read.hash) : '';
    };
    const { items, ...rest } = form();
    expect(hash({ items, ...rest })).toBe(hash(form()));
    const [first, ...others] = items;
    const renamed = { ...first, title: { ...first?.title, en: 'Another title' } };
    expect(hash({ ...rest, items: [renamed, ...others] })).not.toBe(hash(form()));
    expect(hash(form())).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('an edited form is refused', () => {
  const edited = (change: (form: ReturnType<typeof loose>) => void) => {
    const copy = loose();
    change(copy);
    const read = readForm(copy);
    return read.ok ? [] : read.refusals;
  };
  // biome-ignore lint/suspicious/noExplicitAny: tests write what no form may hold
  const loose = () => JSON.parse(text) as any;

  test.each<[name: string, change: (form: ReturnType<typeof loose>) => void, refusal: object]>([
    ['of another format', (f) => Object.assign(f, { format: 2 }), { reason: 'not-a-form' }],
    ['without items', (f) => Object.assign(f, { items: [] }), { reason: 'not-a-form' }],
    [
      'with a field that nobody knows',
      (f) => Object.assign(f.items[0], { score: 1 }),
      { reason: 'not-a-form' },
    ],
    ['in one language', (f) => delete f.items[3].title.en, { reason: 'not-a-form' }],
    [
      'with a title of blanks',
      (f) => Object.assign(f.items[3].title, { en: '  ' }),
      { reason: 'not-a-form' },
    ],
    [
      'with evidence of no class',
      (f) => Object.assign(f.items[3], { evidence: 'B' }),
      { reason: 'not-a-form' },
    ],
    [
      'with an item twice',
      (f) => Object.assign(f.items[3], { id: f.items[4].id }),
      { reason: 'id-twice', at: 'nodes-locations-owners' },
    ],
    [
      'with a gap in its numbers',
      (f) => f.items.splice(10, 1),
      { reason: 'number-wrong', at: '12' },
    ],
    [
      'with an item of no section',
      (f) => Object.assign(f.items[3], { section: 'weather' }),
      { reason: 'section-unknown', at: 'weather' },
    ],
    [
      'with a section of no item',
      (f) => f.sections.push({ id: 'empty', title: f.title }),
      { reason: 'section-empty', at: 'empty' },
    ],
  ])('%s', (_name, change, refusal) => {
    expect(edited(change)[0]).toMatchObject(refusal);
  });

  test.each([undefined, null, 7, 'form', [], {}])('when it is %j', (value) => {
    expect(readForm(value)).toMatchObject({ ok: false, refusals: [{ reason: 'not-a-form' }] });
  });
});
