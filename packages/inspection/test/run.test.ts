import { describe, expect, it, test } from 'vitest';
import {
  type Collector,
  type Measurement,
  phraseFault,
  type RunOptions,
  runInspection,
} from '../src/index.ts';
import { readTestForm } from './test-form.ts';

const NOW = 1_800_000_000_000;
const form = readTestForm();
const items = form.items.filter(({ evidence }) => evidence === 'A').slice(0, 4);
const small = { ...form, items };
const met: Measurement = {
  ...{ outcome: 'met', facts: [], standsOn: [], by: 'jia', at: NOW, height: 3, isStated: false },
};
const collector = (n: number, collect: Collector['collect'] = async () => met): Collector => ({
  item: items[n]?.id ?? '',
  collect,
});

async function run(collectors: Collector[], more: Partial<RunOptions> = {}) {
  const failed: unknown[] = [];
  const answers = await runInspection({
    ...{ form: small, collectors, phrase: '海上生明月', now: () => NOW },
    known: { confirmationOf: () => undefined, documentOf: () => undefined },
    events: { failed: (_item, error) => failed.push(error) },
    ...more,
  });
  return { verdicts: answers.map(({ verdict }) => verdict), failed };
}

describe('a run', () => {
  it('asks each collector once, in the order of the form, with the phrase', async () => {
    const asked: string[] = [];
    const ask = (n: number) =>
      collector(n, async ({ phrase }) => {
        asked.push(`${n} ${phrase}`);
        return met;
      });
    const { verdicts } = await run([ask(2), ask(0), ask(1), ask(3)]);
    expect(verdicts).toEqual(['met', 'met', 'met', 'met']);
    expect(asked).toEqual([0, 1, 2, 3].map((n) => `${n} 海上生明月`));
  });

  it('leaves unmeasured what nobody collects, and what breaks, and says so', async () => {
    const broken = async () => {
      throw new Error('the drill failed');
    };
    const { verdicts, failed } = await run([collector(0), collector(2, broken)]);
    expect(verdicts).toEqual(['met', 'not-measured', 'not-measured', 'not-measured']);
    expect(failed).toMatchObject([{ message: 'the drill failed' }]);
  });

  it('that is broken off answers with what it has, and asks nothing more', async () => {
    const stop = new AbortController();
    const hangs = () => {
      stop.abort(new Error('enough'));
      return new Promise<never>(() => undefined);
    };
    const { verdicts, failed } = await run([collector(0), collector(1, hangs), collector(2)], {
      signal: stop.signal,
    });
    expect(verdicts).toEqual(['met', 'not-measured']);
    expect(failed).toMatchObject([{ message: 'enough' }]);
  });

  it('does again what is asked for alone', async () => {
    const only = [items[3]?.id ?? ''];
    expect((await run([collector(3)], { only })).verdicts).toEqual(['met']);
  });
});

test.each([
  ['', 'phrase-empty'],
  ['  ', 'phrase-empty'],
  ['x'.repeat(65), 'phrase-too-long'],
  ['line\nline', 'phrase-not-text'],
  ['\ud800', 'phrase-not-text'],
  ['海上生明月 7', undefined],
])('the phrase %j: %s', (phrase, fault) => {
  expect(phraseFault(phrase)).toBe(fault);
});
