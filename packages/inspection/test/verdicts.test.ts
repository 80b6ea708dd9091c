import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  type AttestedDocument,
  type Confirmation,
  changesBetween,
  type Findings,
  type FormItem,
  judgeItem,
  type Measurement,
  tallyOf,
  VERDICTS,
  type Verdict,
} from '../src/index.ts';
import { readTestForm } from './test-form.ts';

const NOW = 1_800_000_000_000;
const form = readTestForm();
const itemOf = (evidence: string) =>
  form.items.find((item) => item.evidence === evidence) as FormItem;

const measured = (outcome: Verdict, isStated = false): Measurement => ({
  ...{ outcome, facts: [], standsOn: [], by: 'jia-validator', at: NOW - 1000, height: 7, isStated },
});
const seen = (agrees = true): Confirmation => ({ officer: 'jia-duty', at: NOW, agrees });
const paper = (changed: Partial<AttestedDocument> = {}): AttestedDocument => ({
  ...{ id: 'd1', hash: 'ab', issuer: 'an office', attestor: 'jia-security-admin' },
  ...{ issuedAt: NOW - 10, expiresAt: NOW + 10, isDemonstration: false },
  ...changed,
});

describe('an item', () => {
  test.each<[evidence: string, findings: Findings, expected: readonly unknown[]]>([
    ['A', {}, ['not-measurable', 'not-measured', 'not-looked-at']],
    ['A', { measurement: measured('met') }, ['measured', 'met']],
    ['A', { measurement: measured('not-applicable') }, ['measured', 'not-applicable']],
    [
      'A',
      { measurement: measured('mostly-met') },
      ['measured', 'mostly-met', 'measured-otherwise'],
    ],
    ['A', { measurement: measured('not-met') }, ['measured', 'not-met', 'measured-otherwise']],
    [
      'A',
      { measurement: measured('not-measured') },
      ['not-measurable', 'not-measured', 'not-looked-at'],
    ],
    ['A', { measurement: measured('met', true) }, ['measured', 'met', 'stated-by-operator']],
    [
      'A',
      { confirmation: seen(), document: paper() },
      ['not-measurable', 'not-measured', 'not-looked-at'],
    ],
    ['S', {}, ['not-measurable', 'not-measured', 'not-looked-at']],
    ['S', { confirmation: seen() }, ['not-measurable', 'not-measured', 'not-looked-at']],
    ['S', { measurement: measured('met') }, ['measured', 'not-measured', 'confirmation-missing']],
    [
      'S',
      { measurement: measured('not-met') },
      ['measured', 'not-met', 'measured-otherwise', 'confirmation-missing'],
    ],
    ['S', { measurement: measured('met'), confirmation: seen() }, ['confirmed', 'met']],
    [
      'S',
      { measurement: measured('not-met'), confirmation: seen() },
      ['confirmed', 'not-met', 'measured-otherwise'],
    ],
    [
      'S',
      { measurement: measured('met'), confirmation: seen(false) },
      ['confirmed', 'not-met', 'confirmation-differs'],
    ],
    ['D', {}, ['attested', 'not-met', 'document-missing']],
    [
      'D',
      { measurement: measured('met'), confirmation: seen() },
      ['attested', 'not-met', 'document-missing'],
    ],
    ['D', { document: paper() }, ['attested', 'met']],
    ['D', { document: paper({ expiresAt: null }) }, ['attested', 'met']],
    ['D', { document: paper({ expiresAt: NOW }) }, ['attested', 'not-met', 'document-expired']],
    [
      'D',
      { document: paper({ issuedAt: NOW + 1 }) },
      ['attested', 'not-met', 'document-not-valid-yet'],
    ],
    ['D', { document: paper({ attestor: '' }) }, ['attested', 'not-met', 'document-not-attested']],
  ])('of class %s with %j', (evidence, findings, [kind, verdict, ...reasons]) => {
    const answer = judgeItem(itemOf(evidence), findings, NOW);
    expect(answer).toMatchObject({ item: itemOf(evidence).id, kind, verdict, reasons });
  });

  it('is never met by what nobody measured, saw or attested', () => {
    const findings = fc.record(
      {
        measurement: fc.constantFrom(...VERDICTS).map((outcome) => measured(outcome)),
        confirmation: fc.boolean().map(seen),
        document: fc
          .record({
            attestor: fc.constantFrom('', 'jia-audit-admin'),
            issuedAt: fc.integer({ min: NOW - 5, max: NOW + 5 }),
            expiresAt: fc.option(fc.integer({ min: NOW - 5, max: NOW + 5 })),
          })
          .map(paper),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.constantFrom('A', 'S', 'D'), findings, (evidence, found) => {
        const { verdict } = judgeItem(itemOf(evidence), found as Findings, NOW);
        if (verdict !== 'met') return;
        const { measurement, confirmation, document } = found;
        if (evidence === 'D') expect(document?.attestor).not.toBe('');
        else expect(measurement?.outcome).toBe('met');
        if (evidence === 'S') expect(confirmation?.agrees).toBe(true);
      }),
    );
  });

  it('is an example when its document is one', () => {
    const answer = judgeItem(itemOf('D'), { document: paper({ isDemonstration: true }) }, NOW);
    expect(answer).toMatchObject({ verdict: 'met', isExample: true });
  });
});

describe('a filled form', () => {
  const answers = form.items.map((item) =>
    judgeItem(item, { measurement: measured('met'), confirmation: seen(), document: paper() }, NOW),
  );

  it('is counted by section, verdict and kind', () => {
    const { all, sections } = tallyOf(form, answers);
    expect(all.verdicts).toEqual({
      ...{ met: 60, 'mostly-met': 0, 'not-met': 0, 'not-applicable': 0, 'not-measured': 0 },
    });
    expect(all.kinds).toEqual({ measured: 34, confirmed: 17, attested: 9, 'not-measurable': 0 });
    expect(sections.map(({ tally }) => tally.count)).toEqual([11, 8, 9, 10, 6, 7, 9]);
    expect(all.oldest).toBe(NOW - 1000);
    expect(tallyOf(form, []).all).toMatchObject({ count: 0, oldest: null });
  });

  it('differs from the run before by what changed, and says in which direction', () => {
    const [first, second, third, ...others] = answers;
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('short');
    const before = [{ ...first, verdict: 'not-met' as const }, second, third];
    const after = [first, { ...second, verdict: 'not-measured' as const }, ...others.slice(0, 1)];
    expect(changesBetween(before, after)).toEqual([
      { item: first.item, before: 'not-met', after: 'met', direction: 'better' },
      { item: second.item, before: 'met', after: 'not-measured', direction: 'worse' },
      { item: others[0]?.item, before: null, after: 'met', direction: 'other' },
      { item: third.item, before: 'met', after: null, direction: 'other' },
    ]);
    expect(changesBetween(answers, answers)).toEqual([]);
    const swapped = [{ ...first, verdict: 'not-measured' as const }];
    expect(changesBetween([{ ...first, verdict: 'not-met' }], swapped)[0]?.direction).toBe('other');
  });
});
