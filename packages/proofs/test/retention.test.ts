import { verify } from '@mingjing/crypto/node';
import { genesisHash, type RetainedLog, type RetentionStatement } from '@mingjing/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyRetentionCertificate } from '../src/index.ts';
import { bytes, genesis, trustedGenesisHash } from './chain.ts';
import {
  ANCHORED,
  certificateOf,
  copyOf,
  DAY,
  honest,
  honestEntries,
  honestLog,
  leafAt,
  marks,
  NODE,
  noteOf,
  rootAt,
  SIZE,
  stateOf,
} from './retained.ts';

const check = (file: Uint8Array) =>
  verifyRetentionCertificate(file, { trustedGenesisHash, verify });
const withLog = (change: Partial<RetainedLog>) => ({ logs: [{ ...honestLog, ...change }] });
const withEntries = (change: (id: string, value: never) => unknown, days?: number) => ({
  state: stateOf(
    honestEntries.map(([kind, id, value]) => [kind, id, change(`${kind} ${id}`, value as never)]),
    days,
  ),
});

describe('a retention certificate', () => {
  it('shows since when every entry is kept, and when the period is full', () => {
    const verdict = check(certificateOf());
    expect(verdict).toMatchObject({ ok: true, value: { nodeId: NODE, height: 9 } });
    const [log] = verdict.ok ? verdict.value.logs : [];
    expect(log).toMatchObject({
      ...{ source: 1, size: SIZE, earliestTime: genesis.time, isPeriodFull: false },
      latestTime: genesis.time + (SIZE - 1) * 60_000,
      anchored: { size: ANCHORED, time: genesis.time + 2 * DAY },
      keptSince: genesis.time + DAY,
      periodFullAt: genesis.time + 185 * DAY,
      copies: [{ holder: 'node-s', size: ANCHORED }],
      cosignatures: [{ timeSeconds: 1_790_000_001 }],
    });
    expect(verdict.ok && verdict.value.holds).toMatchObject([{ organisation: 'authority' }]);
  });

  it.each([
    ['is not full a day before', 184, false],
    ['is full 184 days after the first anchor', 185, true],
  ])('%s', (_, days, isPeriodFull) => {
    const verdict = check(certificateOf({ state: stateOf(honestEntries, days) }));
    expect(verdict).toMatchObject({ ok: true, value: { logs: [{ isPeriodFull }] } });
  });

  it('counts from the last disposal, and for longer where a vote said so', () => {
    const disposed = withEntries((id, value) => {
      if (id === 'retention ') return { periods: [{ class: 1, days: 200 }] };
      if (!id.startsWith('logHistory')) return value;
      const { time } = marks[0] ?? { time: 0 };
      return { ...(value as object), marks: marks.slice(1), disposedTo: 5, disposedTime: time };
    }, 201);
    const keptSince = genesis.time + DAY;
    const log = { disposedTo: 5, keptSince, periodDays: 200, isPeriodFull: true };
    expect(check(certificateOf(disposed))).toMatchObject({ ok: true, value: { logs: [log] } });
  });

  it('of a log that was never anchored shows no date', () => {
    const fresh = withEntries((id, value) =>
      id.startsWith('logHistory') || id.startsWith('anchor') ? undefined : value,
    );
    const { keptSince, ...log } = { keptSince: undefined, isPeriodFull: false };
    const verdict = check(certificateOf({ ...fresh, ...withLog({ anchored: [], copies: [] }) }));
    expect(verdict).toMatchObject({ ok: true, value: { logs: [log] } });
    expect(verdict.ok && verdict.value.logs[0]).toMatchObject({ keptSince, anchored: undefined });
  });

  it('verifies under the portable verifier alike', () => {
    expect(verifyRetentionCertificate(certificateOf())).toMatchObject({
      ok: true,
      value: { isGenesisTrusted: false },
    });
  });
});

describe('a certificate is refused, with its part,', () => {
  const cases: [name: string, change: Partial<RetentionStatement>, part: string, reason: string][] =
    [
      ['of a later version', { version: 2 }, 'statement', 'unknown-version'],
      ['of a node the state does not have', { nodeId: 'node-z' }, 'node', 'not-proved'],
      [
        'of a block that nobody certified',
        { state: { ...honest.state, certificate: bytes(9, 1) } },
        'certificate',
        'not-canonical',
      ],
      [
        "on roots that are not the header's",
        { state: { ...honest.state, replayRoot: bytes(32, 7) } },
        'state-root',
        'root-differs',
      ],
      [
        'with entries out of order',
        { state: { ...honest.state, entries: honest.state.entries.toReversed() } },
        'state-entry',
        'not-ascending',
      ],
      [
        "without the log's history",
        {
          state: {
            ...honest.state,
            entries: honest.state.entries.filter(({ key }) => key[0] !== 13),
          },
        },
        'log',
        'not-proved',
      ],
      ['without an anchored log', { logs: [] }, 'log', 'missing'],
      ['with a log twice', { logs: [honestLog, honestLog] }, 'log', 'not-ascending'],
      ['with a log of no source', withLog({ source: 10 }), 'log', 'missing'],
      [
        'with a checkpoint of another root',
        withLog({ note: noteOf(SIZE, rootAt(5)) }),
        'earliest',
        'root-mismatch',
      ],
      [
        'with a checkpoint below the anchor',
        withLog({ note: noteOf(8) }),
        'earliest',
        'wrong-proof-length',
      ],
      [
        'whose first entry is the second',
        withLog({ earliest: leafAt(1) }),
        'earliest',
        'misplaced',
      ],
      ['whose last entry is not the last', withLog({ latest: leafAt(3) }), 'latest', 'misplaced'],
      ['without its last entry', withLog({ latest: null as never }), 'latest', 'missing'],
      [
        'not consistent with its anchor',
        withLog({ anchored: honestLog.anchored.slice(1) }),
        'anchor',
        'wrong-proof-length',
      ],
      [
        'with a copy of another log',
        withLog({ copies: [copyOf({ nodeId: 'node-b' })] }),
        'copy',
        'of-another-log',
      ],
      [
        'with a copy of what was never anchored',
        withLog({ copies: [copyOf({ size: 7 })] }),
        'copy',
        'not-anchored',
      ],
      [
        'with a copy that has more',
        withLog({ copies: [copyOf({ size: 13, root: bytes(32, 1) })] }),
        'copy',
        'beyond-checkpoint',
      ],
      [
        'with a copy that nobody signed',
        withLog({ copies: [{ ...copyOf(), signature: bytes(64, 1) }] }),
        'copy',
        'bad-signature',
      ],
    ];
  it.each(cases)('%s', (_, change, part, reason) => {
    expect(check(certificateOf(change))).toMatchObject({ ok: false, part, reason });
  });

  it('signed by another node', () => {
    const refusal = { ok: false, part: 'signature', reason: 'bad-signature' };
    expect(check(certificateOf({}, 'node-s'))).toMatchObject(refusal);
  });

  it('of a genesis that is not the trusted one', () => {
    const trusted = genesisHash(bytes(3, 1));
    const options = { trustedGenesisHash: trusted, verify };
    expect(verifyRetentionCertificate(certificateOf(), options)).toMatchObject({
      ok: false,
      part: 'genesis',
      reason: 'not-trusted',
    });
  });

  it('with any byte changed, cut or added', () => {
    const file = certificateOf();
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const changed = file.map((byte, i) => (i === at ? byte ^ mask : byte));
        expect(check(changed).ok).toBe(false);
        expect(check(file.slice(0, at)).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
    expect(check(new Uint8Array([...file, 0])).ok).toBe(false);
  });

  it('without a word when it is made of anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (anything) => {
        expect(check(anything)).toMatchObject({ ok: false, part: expect.any(String) });
      }),
    );
  });
});
