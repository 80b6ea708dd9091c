// Judgements of the inspection without a node: windows, choices by a phrase, the form of a home.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chosenBy, formOf, SHIPPED_FORM } from '@mingjing/inspection';
import fc from 'fast-check';
import { afterAll, describe, expect, it, test } from 'vitest';
import { falseNumbers } from '../../src/management/inspection/collectors/drill-registration.ts';
import {
  coinLikeNumbers,
  messageTypes,
} from '../../src/management/inspection/collectors/schema-scan.ts';
import {
  approvalRefusal,
  isOpen,
  type PauseWindow,
  pauseRefusal,
} from '../../src/management/inspection/pauses/pause-window.ts';

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 10, 26);
const folder = mkdtempSync(join(tmpdir(), 'mingjing-form-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a window in which a validator stands aside', () => {
  const form = { from: NOW, to: NOW + HOUR_MS, reason: '演练' };
  const asked: PauseWindow = {
    ...{ form, by: 'jia-system-admin', at: NOW, approvedBy: null, approvedAt: null },
  };

  test.each([
    [{}, undefined],
    [{ to: NOW }, 'pause-times'],
    [{ from: NOW - 2 * HOUR_MS, to: NOW - HOUR_MS }, 'pause-times'],
    [{ to: NOW + 5 * HOUR_MS }, 'pause-times'],
  ])('asked for with %j: %s', (change, refusal) => {
    expect(pauseRefusal({ ...form, ...change }, NOW)).toBe(refusal);
  });

  test.each([
    [NOW, {}, undefined],
    [NOW + HOUR_MS, {}, 'pause-over'],
    [NOW, { approvedBy: 'jia-audit-admin' }, 'pause-approved'],
  ])('approved at %d: %s', (at, change, refusal) => {
    expect(approvalRefusal({ ...asked, ...change }, at)).toBe(refusal);
  });

  it('is open once another officer agreed, and for its time', () => {
    const approved = { ...asked, approvedBy: 'jia-audit-admin', approvedAt: NOW };
    expect([isOpen(asked, NOW), isOpen(approved, NOW), isOpen(approved, NOW + HOUR_MS)]).toEqual([
      ...[false, true, false],
    ]);
  });
});

describe('what a phrase chooses', () => {
  it('is the same for the same phrase, within bounds, ascending, and each once', () => {
    const sample = fc.record({
      phrase: fc.string({ minLength: 1, maxLength: 64 }),
      count: fc.integer({ min: 0, max: 100_000 }),
      most: fc.integer({ min: 1, max: 32 }),
    });
    fc.assert(
      fc.property(sample, ({ count, most, phrase }) => {
        const chosen = chosenBy(phrase, 'label', count, most);
        expect(chosen).toHaveLength(Math.min(count, most));
        expect(chosen).toEqual([...new Set(chosen)].sort((a, b) => a - b));
        expect(chosen.every((each) => each >= 0 && each < count)).toBe(true);
        expect(chosenBy(phrase, 'label', count, most)).toEqual(chosen);
      }),
    );
  });

  it('is another choice for another phrase or label', () => {
    const choices = ['海上生明月', '天涯共此时'].flatMap((phrase) =>
      ['blocks', 'entries'].map((label) => chosenBy(phrase, label, 1_000_000, 8).join()),
    );
    expect(new Set(choices).size).toBe(4);
  });
});

describe('registrations with false numbers', () => {
  const levels = (answers: readonly string[]): string[] => {
    return falseNumbers(answers).map(({ level, fact }) => `${level} ${fact.key}`);
  };

  it('are met where each is refused for what is wrong with it', () => {
    expect(levels(['resident-id-check', 'mobile-pattern'])).toEqual(['met facts.realname.refused']);
  });

  it('are not met where one was taken, or refused for another reason', () => {
    expect(levels(['resident-id-check', ''])).toEqual(['not-met facts.realname.refused']);
    expect(levels(['body-shape', 'mobile-pattern'])).toEqual(['not-met facts.realname.refused']);
  });

  it('say nothing where the address had used up its calls', () => {
    expect(levels(['resident-id-check', 'too-many-calls'])).toEqual([
      ...['met facts.realname.refused', 'not-measured facts.realname.unheard'],
    ]);
    expect(levels(['too-many-calls', 'too-many-calls'])).toEqual([
      'not-measured facts.realname.unheard',
    ]);
  });
});

describe('the scan of the schemas', () => {
  it('finds a number that is named like what somebody owns', () => {
    expect(messageTypes()).toBeGreaterThan(100);
    expect(coinLikeNumbers()).toEqual([]);
    const planted = [
      { message: 'Account', fields: ['balance', 'height'] },
      { message: 'Bonus', fields: ['points'] },
    ];
    expect(coinLikeNumbers(planted)).toEqual(['Account.balance', 'Bonus.points']);
  });
});

describe('the form of a home', () => {
  const path = (name: string) => join(folder, name);

  it('is the one that is shipped, or what the operator made of it', async () => {
    const shipped = await formOf(path('none.json'));
    if ('refusals' in shipped) throw new Error('the shipped form is none');
    expect(shipped.form.items).toHaveLength(60);
    const edited = { ...(SHIPPED_FORM as { items: object[] }), version: 2 };
    writeFileSync(path('edited.json'), JSON.stringify(edited));
    const own = await formOf(path('edited.json'));
    expect(own).toMatchObject({ form: { version: 2 } });
    expect('hash' in own && own.hash).not.toBe(shipped.hash);
  });

  test.each([
    ['cut.json', '{"format": 1'],
    ['other.json', '{}'],
    ['large.json', ' '.repeat(1024 * 1024 + 1)],
  ])('is refused with its fault as %s', async (name, text) => {
    writeFileSync(path(name), text);
    expect(await formOf(path(name))).toMatchObject({ refusals: [{ reason: 'not-a-form' }] });
  });
});
