import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeReplay, parseReplay, ReplayWindow } from '../src/state/replay.ts';
import { bytes, START } from './chain.ts';

const MINUTE = 60_000;
const chainId = 'demo-0123456789abcdef';
const idOf = (n: number) => Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? n : at));

/** Blocks with times that grow and ids that live for up to five minutes. */
const blocks = fc.array(
  fc.record({
    wait: fc.integer({ min: 1, max: 2 * MINUTE }),
    lives: fc.array(fc.integer({ min: 1, max: 5 * MINUTE }), { maxLength: 4 }),
  }),
  { maxLength: 25 },
);

describe('the replay window', () => {
  it('answers like a set of all ids that could still stand', () => {
    fc.assert(
      fc.property(blocks, (steps) => {
        const window = new ReplayWindow(chainId);
        const all: { id: Uint8Array; validUntil: number; height: number }[] = [];
        let time = START;
        steps.forEach(({ wait, lives }, at) => {
          time += wait;
          const height = at + 1;
          const additions = lives.map((life, n) => ({
            id: idOf(all.length + n),
            validUntil: time + life,
          }));
          const root = window.rootWith(additions, time);
          window.apply(height, additions, time);
          expect(window.rootWith([], time)).toEqual(root);
          all.push(...additions.map((addition) => ({ ...addition, height })));
          for (const { id, validUntil } of all) {
            if (validUntil > time) expect(window.has(id, validUntil)).toBe(true);
            // A whole bucket goes at once: at the latest a minute after its last id.
            if (validUntil + MINUTE <= time) expect(window.has(id, validUntil)).toBe(false);
            expect(window.has(bytes(32, 0xee), validUntil)).toBe(false);
          }
          const live = all.filter(({ validUntil }) => validUntil > time).map((each) => each.height);
          if (live.length > 0) expect(window.floor(height)).toBeLessThanOrEqual(Math.min(...live));
        });
      }),
    );
  });

  it('is rebuilt from the blocks from its floor on', () => {
    fc.assert(
      fc.property(blocks, (steps) => {
        const window = new ReplayWindow(chainId);
        const stored: { height: number; ids: Uint8Array }[] = [];
        let time = START;
        steps.forEach(({ wait, lives }, at) => {
          time += wait;
          const additions = lives.map((life, n) => ({
            id: idOf(stored.length * 4 + n),
            validUntil: time + life,
          }));
          window.apply(at + 1, additions, time);
          stored.push({ height: at + 1, ids: encodeReplay(additions) });
        });
        const floor = window.floor(steps.length + 1);
        const rebuilt = new ReplayWindow(chainId);
        for (const { height, ids } of stored.filter((each) => each.height >= floor)) {
          rebuilt.apply(height, parseReplay(ids) ?? [], 0);
        }
        rebuilt.apply(steps.length, [], time);
        expect(rebuilt.rootWith([], time)).toEqual(window.rootWith([], time));
        expect(rebuilt.floor(-1)).toBe(window.floor(-1));
      }),
    );
  });

  it('binds the ids, their order within a minute, and the minute', () => {
    const [one, two] = [1, 2].map((n) => ({ id: idOf(n), validUntil: START + 1 })) as [
      never,
      never,
    ];
    const root = (additions: { id: Uint8Array; validUntil: number }[]) =>
      Buffer.from(new ReplayWindow(chainId).rootWith(additions, START)).toString('hex');
    const later = { id: idOf(1), validUntil: START + MINUTE };
    const roots = [root([]), root([one]), root([one, two]), root([two, one]), root([later])];
    expect(new Set(roots).size).toBe(roots.length);
  });

  it('judges an id by its own valid-until only', () => {
    const window = new ReplayWindow(chainId);
    window.apply(1, [{ id: idOf(1), validUntil: START + 90_000 }], START);
    expect(window.has(idOf(1), START + 90_000)).toBe(true);
    expect(window.has(idOf(1), START + 200_000)).toBe(false);
  });

  it('is stored as minute and id, 40 bytes each', () => {
    const stored = encodeReplay([{ id: idOf(7), validUntil: START + 1 }]);
    expect(stored).toHaveLength(40);
    expect(parseReplay(stored)).toEqual([
      { id: idOf(7), validUntil: Math.floor((START + 1) / MINUTE) * MINUTE },
    ]);
    expect(parseReplay(new Uint8Array(0))).toEqual([]);
    expect(parseReplay(stored.slice(1))).toBeUndefined();
  });
});
