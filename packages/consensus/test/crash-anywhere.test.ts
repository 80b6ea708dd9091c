import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createHeight,
  type Effect,
  type Input,
  recoverable,
  restoreHeight,
  roundOf,
  step,
  type Vote,
} from '../src/index.ts';
import { certificate, feed, four, proposal, start, timeout, valueReady, vote } from './scenario.ts';

describe('a crash at any point', () => {
  const round = fc.nat({ max: 3 });
  const value = fc.constantFrom('a', 'b');
  const other = fc.constantFrom(0, 2, 3);
  const input: fc.Arbitrary<Input> = fc.oneof(
    fc
      .tuple(fc.constantFrom('prevote' as const, 'precommit' as const), other, round, value)
      .map(([type, who, at, what]) => vote(type, who, at, what)),
    fc.tuple(round, value).map(([at, what]) => proposal(at, what)),
    fc.tuple(round, value, round).map(([at, what, valid]) => proposal(at, what, valid)),
    fc.tuple(round, value).map(([at, what]) => certificate('polka', at, what, [0, 2, 3])),
    fc.tuple(round, value).map(([at, what]) => valueReady(at, what)),
    fc
      .tuple(fc.constantFrom('propose' as const, 'prevote' as const, 'precommit' as const), round)
      .map(([type, at]) => timeout(type, at)),
  );
  type Act = Input | 'crash before the record' | 'crash after the record' | 'own votes only';
  const act: fc.Arbitrary<Act> = fc.oneof(
    { weight: 8, arbitrary: input },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'crash before the record' as const,
        'crash after the record' as const,
        'own votes only' as const,
      ),
    },
  );

  test('never brings out a second, different vote or proposal', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
        const host = new Host();
        for (const [index, what] of acts.entries()) {
          if (typeof what !== 'string') host.take(what);
          else host.restart(what, acts[index + 1]);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  /** A host that records before it sends, and remembers over all lives what it sent. */
  class Host {
    private state = step(createHeight(four), start).state;
    private record = recoverable(this.state);
    private readonly journal: Vote[] = [];
    private readonly sent = new Map<string, string | null>();
    private lastRound = -1;

    take(input: Input): void {
      this.release(this.process(input));
    }

    restart(how: Exclude<Act, Input>, next: Act | undefined): void {
      const during = next !== undefined && typeof next !== 'string' ? next : start;
      if (how === 'crash before the record') step(this.state, during);
      else this.process(during);
      if (how === 'own votes only') {
        const refed = this.journal.map((own): Input => ({ type: 'vote', vote: own }));
        const { ownProposal } = this.record;
        if (ownProposal !== null) {
          refed.push({ type: 'proposal', proposal: ownProposal, validity: 'valid' });
        }
        this.state = feed(createHeight(four), refed).state;
      } else {
        this.state = restoreHeight(four, JSON.parse(JSON.stringify(this.record)));
      }
      this.take(start);
    }

    private process(input: Input): readonly Effect[] {
      const { state, effects } = step(this.state, input);
      this.state = state;
      for (const effect of effects) if (effect.type === 'vote') this.journal.push(effect.vote);
      if (effects.some(({ type }) => type === 'vote' || type === 'propose')) {
        this.record = recoverable(state);
      }
      return effects;
    }

    private release(effects: readonly Effect[]): void {
      for (const effect of effects) {
        if (effect.type === 'vote')
          this.send(effect.vote.type, effect.vote.round, effect.vote.value);
        if (effect.type === 'propose') {
          this.send('proposal', effect.proposal.round, effect.proposal.value);
        }
      }
      expect(roundOf(this.state)).toBeGreaterThanOrEqual(this.lastRound);
    }

    private send(kind: string, at: number, what: string | null): void {
      const key = `${kind} ${at}`;
      if (this.sent.has(key)) expect(what, `${key} said twice`).toBe(this.sent.get(key));
      this.sent.set(key, what);
      expect(at).toBeGreaterThanOrEqual(this.lastRound);
      this.lastRound = at;
    }
  }
});
