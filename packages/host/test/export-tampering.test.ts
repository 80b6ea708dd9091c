// Exports that a lying node, or somebody on the way, has changed: refused, with the place.
import { verify } from '@mingjing/crypto/node';
import { openExportPersonal, verifyExport } from '@mingjing/proofs';
import { type ExportedLog, type ExportStatement, stubCodec } from '@mingjing/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytes, trustedGenesisHash } from '../../proofs/test/chain.ts';
import {
  askedFor,
  check,
  ExportedHome,
  minute,
  ofAlice,
  secretKey,
  signedAgain,
  statementIn,
} from './exported.ts';
import { NODE } from './hand-made-chain.ts';

let home: ExportedHome;

beforeAll(async () => {
  home = await ExportedHome.open();
  for (let at = 0; at < 12; at++) await home.act(at, at % 3 === 0 ? 'alice' : 'bob');
});
afterAll(() => home.close());

/** The log of an export, changed. */
function changed(change: (log: ExportedLog) => Partial<ExportedLog>) {
  return (said: ExportStatement): ExportStatement => {
    const log = said.logs[0] as ExportedLog;
    return { ...said, logs: [{ ...log, ...change(log) }] };
  };
}

function without<T>(list: readonly T[], at: number): T[] {
  return list.filter((_, position) => position !== at);
}

function swapped<T>(list: readonly T[], a: number, b: number): T[] {
  const copy = [...list];
  [copy[a], copy[b]] = [copy[b] as T, copy[a] as T];
  return copy;
}

function replaced<T>(list: readonly T[], at: number, by: (old: T) => T): T[] {
  return list.map((each, position) => (position === at ? by(each) : each));
}

function flipped(old: Uint8Array, at = old.length - 1): Uint8Array {
  return Uint8Array.from(old, (byte, position) => (position === at ? byte ^ 1 : byte));
}

describe('a node that signs something else than its journal', () => {
  let honest: ExportStatement;
  let everything: ExportStatement;

  beforeAll(async () => {
    honest = statementIn(await home.exported(askedFor({ ...ofAlice })));
    everything = statementIn(await home.exported(askedFor()));
  });

  const bodyOf = (index: number) =>
    everything.logs[0]?.bodies.find((body) => body.index === index) as never;
  const lateStub = (old: Uint8Array) =>
    stubCodec.encode({ ...stubCodec.decode(old), time: minute(7) });

  const at = (index: number) => ({ nodeId: NODE, source: 'access', index });
  it.each([
    [
      'a stub dropped',
      changed(({ stubs }) => ({ stubs: without(stubs, 2) })),
      'stub',
      'missing',
      4,
    ],
    [
      'the first stub dropped',
      changed(({ stubs, first }) => ({ stubs: without(stubs, 0), first: first + 1 })),
      ...(['stub', 'missing', 2] as const),
    ],
    [
      'the last stub dropped',
      changed(({ stubs }) => ({ stubs: without(stubs, 6) })),
      'stub',
      'missing',
      8,
    ],
    [
      'a stub twice',
      changed(({ stubs }) => ({ stubs: [...stubs.slice(0, 3), ...stubs.slice(2)] })),
      'stub',
      'extra',
      5,
    ],
    [
      'stubs swapped',
      changed(({ stubs }) => ({ stubs: swapped(stubs, 2, 3) })),
      'stub',
      'missing',
      4,
    ],
    [
      'a stub altered',
      changed(({ stubs }) => ({ stubs: replaced(stubs, 2, lateStub) })),
      'range',
      'root-mismatch',
      2,
    ],
    ['no stubs', changed(() => ({ stubs: [] })), 'body', 'extra', 3],
    [
      'a body dropped',
      changed(({ bodies }) => ({ bodies: without(bodies, 1) })),
      'body',
      'missing',
      6,
    ],
    [
      'the first body dropped',
      changed(({ bodies }) => ({ bodies: without(bodies, 0) })),
      'body',
      'missing',
      3,
    ],
    [
      'a body out of scope added',
      changed(({ bodies }) => ({ bodies: [bodies[0] as never, bodyOf(4), bodies[1] as never] })),
      ...(['body', 'extra', 4] as const),
    ],
    [
      'a body beyond the range added',
      changed(({ bodies }) => ({
        bodies: [...bodies, { ...(bodies[1] as object), index: 90 } as never],
      })),
      ...(['body', 'extra', 90] as const),
    ],
    [
      'a body twice',
      changed(({ bodies }) => ({ bodies: [bodies[0] as never, ...bodies] })),
      'body',
      'extra',
      3,
    ],
    [
      'bodies swapped',
      changed(({ bodies }) => ({ bodies: swapped(bodies, 0, 1) })),
      'body',
      'missing',
      3,
    ],
    [
      'contents of bodies swapped',
      changed(({ bodies: [a, b] }) => ({
        bodies: [
          { ...(a as never as object), body: b?.body },
          { ...(b as never as object), body: a?.body },
        ] as never,
      })),
      ...(['body', 'not-committed', 3] as const),
    ],
    [
      'a body altered',
      changed(({ bodies }) => ({
        bodies: replaced(bodies, 1, (old) => ({ ...old, body: flipped(old.body) })),
      })),
      ...(['body', 'not-committed', 6] as const),
    ],
    [
      'a personal group cut',
      changed(({ bodies }) => ({
        bodies: replaced(bodies, 1, (old) => ({ ...old, personal: old.personal.slice(1) })),
      })),
      ...(['body', 'wrong-length', 6] as const),
    ],
  ] as const)('is refused: %s', (_, change, part, reason, index) => {
    const verdict = check(signedAgain(change(honest)));
    expect(verdict).toMatchObject({ ok: false, part, reason, ...at(index) });
  });

  it('is refused: another opening of the tag, so that bodies are out of scope', () => {
    const said = { ...honest, actorOpening: flipped(honest.actorOpening) };
    const verdict = check(signedAgain(said));
    expect(verdict).toMatchObject({ part: 'body', reason: 'extra', ...at(3) });
  });

  it('is refused: a log or a proof that is not the one asked for', async () => {
    const [log] = honest.logs;
    const proof = changed(({ proof: old }) => ({ proof: replaced(old, 0, flipped) }));
    const note = changed(({ note: old }) => ({ note: flipped(old, 70) }));
    const wider = statementIn(
      await home.exported(askedFor({ ...ofAlice, from: minute(2), to: minute(9) })),
    );
    const isExtra = changed(() => ({ ...wider.logs[0], bodies: log?.bodies as never }));
    const table: [ExportStatement, object][] = [
      [
        { ...honest, logs: [] },
        { part: 'log', reason: 'missing', source: 'access' },
      ],
      [
        { ...honest, logs: [log, log] as never },
        { part: 'log', reason: 'extra' },
      ],
      [proof(honest), { part: 'range', ...at(2), end: 9 }],
      [note(honest), { part: 'checkpoint', source: 'access' }],
      [isExtra(honest), { part: 'stub', reason: 'extra', ...at(1) }],
    ];
    for (const [said, expected] of table) {
      expect(check(signedAgain(said))).toMatchObject({ ok: false, ...expected });
    }
  });

  it('is refused: another request, fewer approvals, another time', () => {
    const wider = askedFor({ ...ofAlice, to: minute(9) });
    const one = { ...honest.approved, approvals: honest.approved.approvals.slice(0, 1) };
    const twice = {
      ...honest.approved,
      approvals: askedFor(ofAlice, ['audit-a', 'audit-a']).approved.approvals,
    };
    const table: [Partial<ExportStatement>, object][] = [
      [
        { approved: { ...honest.approved, request: wider.approved.request } },
        { part: 'approval', reason: 'bad-signature', index: 0 },
      ],
      [{ approved: wider.approved }, { part: 'stub', reason: 'missing', ...at(9) }],
      [{ approved: one }, { part: 'approval', reason: 'not-two-approvals' }],
      [{ approved: twice }, { part: 'approval', reason: 'same-officer' }],
      [
        { approved: askedFor(ofAlice, ['audit-b', 'audit-a']).approved },
        { part: 'approval', reason: 'not-proved' },
      ],
      [{ issuedAt: minute(7) }, { part: 'request', reason: 'not-over' }],
      [{ issuedAt: minute(100_000) }, { part: 'request', reason: 'expired' }],
      [{ version: 2 }, { part: 'statement', reason: 'unknown-version' }],
    ];
    for (const [change, expected] of table) {
      expect(check(signedAgain({ ...honest, ...change }))).toMatchObject(expected);
    }
  });

  it('is refused: another chain, another signer', () => {
    const file = signedAgain(honest);
    const other = { trustedGenesisHash: bytes(32, 1), verify };
    expect(verifyExport(file, other)).toMatchObject({ part: 'genesis', reason: 'not-trusted' });
    expect(verifyExport(file, {})).toMatchObject({ ok: true, value: { isGenesisTrusted: false } });
    const signature = { ok: false, part: 'signature', nodeId: NODE };
    expect(check(signedAgain(honest, 'node-b'))).toMatchObject(signature);
  });

  it('cannot make a personal group open at another place or for another request', async () => {
    const seal = (from: number) => everything.logs[0]?.bodies[from]?.personal as Uint8Array;
    const moved = changed(({ bodies }) => ({
      bodies: replaced(bodies, 1, (old) => ({ ...old, personal: seal(0) })),
    }));
    const verdict = check(signedAgain(moved(everything)));
    if (!verdict.ok) throw new Error(verdict.reason);
    const opened = await openExportPersonal(verdict.value, secretKey);
    expect(opened).toMatchObject({ part: 'personal', reason: 'not-opened', ...at(4) });
    const keys = { keyEnc: everything.keyEnc, keySealed: everything.keySealed };
    const other = check(signedAgain({ ...honest, ...keys }));
    if (!other.ok) throw new Error(other.reason);
    const refused = { part: 'personal', reason: 'not-opened', nodeId: NODE };
    expect(await openExportPersonal(other.value, secretKey)).toMatchObject(refused);
  });
});

it('a changed byte anywhere is refused', async () => {
  const file = await home.exported(askedFor());
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const altered = Uint8Array.from(file);
      altered[at] = (altered[at] as number) ^ by;
      return !verifyExport(altered, { trustedGenesisHash, verify }).ok;
    }),
    { numRuns: 300 },
  );
});
