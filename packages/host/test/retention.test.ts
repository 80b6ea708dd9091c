// Certificates of a real journal, on a chain of one block made by hand, checked as a stranger does.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verify } from '@mingjing/crypto/node';
import type { Journal } from '@mingjing/journal';
import { verifyRetentionCertificate } from '@mingjing/proofs';
import { copySignable, JournalSource, KeyPurpose, NodeRole } from '@mingjing/protocol';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytes, chainId, genesis, trustedGenesisHash } from '../../proofs/test/chain.ts';
import { type CertifierParts, RetentionCertifier, type VouchedLogs } from '../src/index.ts';
import {
  COSIGNED_AT,
  chainOf,
  cosigned,
  type Entry,
  NODE,
  nodeEntry,
  openNodeJournal,
  signerOf,
} from './hand-made-chain.ts';

/** Of a node whose journal nobody witnesses. */
const nothingVouched: VouchedLogs = async () => undefined;

const DAY = 24 * 60 * 60 * 1000;
const WITNESS = 'node-s';
const statement = signerOf(NODE, KeyPurpose.statement);

let folder: string;
let journal: Journal;
let now: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-host-retention-'));
  now = genesis.time + DAY;
  ({ journal } = await openNodeJournal(folder, () => now));
});
afterEach(async () => {
  await journal.close();
  rmSync(folder, { recursive: true, force: true });
});

const nodes = [nodeEntry(NODE), nodeEntry(WITNESS, { role: NodeRole.supervision })];

function certifier(
  entries: readonly Entry[],
  vouched = nothingVouched,
  change: Partial<CertifierParts> = {},
) {
  const parts = {
    ...{ journal, nodeId: NODE, now: () => now, replica: { chain: chainOf(entries) } as never },
    store: { validatorChanges: async () => [] } as never,
    statementSigner: () => statement,
    ...change,
  };
  return new RetentionCertifier(parts, vouched);
}

async function issued(...given: Parameters<typeof certifier>): Promise<Uint8Array> {
  const answer = await certifier(...given).issue();
  if (!answer.ok) throw new Error(answer.reason);
  return answer.value;
}

const check = (file: Uint8Array) =>
  verifyRetentionCertificate(file, { trustedGenesisHash, verify });

/** Heartbeats, the third of them late, and an act in another log. */
async function live(): Promise<void> {
  for (const afterMs of [0, 30_000, 95_000, 30_000]) {
    now += afterMs;
    await journal.heartbeat();
  }
  await journal.append({ source: 'publish', event: 'record-published', result: 'done' });
}

/** Entries of the chain that anchored every log as it is now. */
function anchored(): Entry[] {
  const logs = journal.logs();
  const time = genesis.time + 2 * DAY;
  return [
    ['anchor', NODE, { nodeId: NODE, logs, height: 2, time, witnessed: [] }],
    ...logs.map(({ source, size, root }): Entry => {
      const marks = [{ time, height: 2, size, root }];
      const value = { nodeId: NODE, source, marks, disposedTo: 0, disposedTime: 0 };
      return ['logHistory', `${NODE}/${source}`, value];
    }),
  ];
}

describe('a certificate of a young journal', () => {
  it('shows every log that has entries, and no date before the first anchor', async () => {
    await live();
    const verdict = check(await issued(nodes));
    const maintenance = { source: JournalSource.maintenance, size: 4, heartbeats: 4 };
    const unanchored = { anchored: undefined, keptSince: undefined, isPeriodFull: false };
    expect(verdict).toMatchObject({
      ok: true,
      value: {
        ...{ nodeId: NODE, height: 9, issuedAt: now, holds: [] },
        logs: [
          { source: JournalSource.publish, size: 1, heartbeats: 0, ...unanchored },
          { ...maintenance, longestPauseMs: 95_000, ...unanchored },
        ],
      },
    });
  });

  it('goes on from the anchored sizes, and states when the period is full', async () => {
    await live();
    const entries = [...nodes, ...anchored()];
    await live();
    const verdict = check(await issued(entries));
    expect(verdict.ok && verdict.value.logs).toMatchObject([
      { size: 2, anchored: { size: 1 }, keptSince: genesis.time + 2 * DAY },
      { size: 8, anchored: { size: 4 }, periodFullAt: genesis.time + 186 * DAY },
    ]);
  });

  it('counts each heartbeat once, however often it is asked', async () => {
    const asked = certifier(nodes);
    await live();
    const first = await Promise.all([asked.issue(), asked.issue()]);
    expect(first[0]).toBe(first[1]);
    await live();
    const again = await asked.issue();
    const verdict = check(again.ok ? again.value : new Uint8Array());
    expect(verdict.ok && verdict.value.logs[1]).toMatchObject({ size: 8, heartbeats: 8 });
  });

  it('shows the holds in force', async () => {
    await live();
    const hold = (id: number, releasedHeight: number): Entry => [
      'hold',
      bytes(32, id),
      {
        ...{ id: bytes(32, id), officer: 'inspector', organisation: 'authority', basis: 3 },
        scope: { nodeId: NODE, source: 0, fromTime: 0, toTime: 0, userId: '' },
        ...{ placedHeight: 1, placedTime: genesis.time, expiresAt: 0, releasedHeight },
        releasedBy: '',
      },
    ];
    const verdict = check(await issued([...nodes, hold(1, 0), hold(2, 5)]));
    expect(verdict.ok && verdict.value.holds.map(({ id }) => [...id])).toEqual([[...bytes(32, 1)]]);
  });
});

describe('what others vouch for', () => {
  /** The note of a log as it is now, cosigned, with a copy of it. */
  async function vouch(size?: number, holderKey = WITNESS) {
    const { note, ...head } = await journal.checkpoint('maintenance');
    const said = { holder: WITNESS, nodeId: NODE, source: JournalSource.maintenance };
    const held = { ...said, size: size ?? head.size, root: head.root, time: now };
    const { statement: copied, signing } = copySignable(chainId, held);
    const signature = signerOf(holderKey, KeyPurpose.statement).sign(signing);
    const copies = [{ statement: copied, signature }];
    return { size: head.size, note: cosigned(note, WITNESS), witnesses: [WITNESS], copies };
  }

  it('is shown: cosignatures of the checkpoint, and copies', async () => {
    await live();
    const given = await vouch();
    await live();
    const of = async (source: string) => (source === 'maintenance' ? given : undefined);
    const verdict = check(await issued(nodes, of));
    expect(verdict.ok && verdict.value.logs[1]).toMatchObject({
      ...{ size: 4, copies: [{ holder: WITNESS, size: 4 }] },
      cosignatures: [{ timeSeconds: COSIGNED_AT }],
    });
  });

  it('is shown without a copy whose holder has changed its key since', async () => {
    await live();
    const given = await vouch(undefined, 'node-b');
    const of = async (source: string) => (source === 'maintenance' ? given : undefined);
    const verdict = check(await issued(nodes, of));
    expect(verdict.ok && verdict.value.logs[1]).toMatchObject({
      ...{ size: 4, copies: [], cosignatures: [{ timeSeconds: COSIGNED_AT }] },
    });
  });

  it('is left out when the chain has gone beyond it, or cannot place it', async () => {
    await live();
    const given = await vouch(3);
    await live();
    const of = async (source: string) => (source === 'maintenance' ? given : undefined);
    const verdict = check(await issued([...nodes, ...anchored()], of));
    expect(verdict.ok && verdict.value.logs[1]).toMatchObject({
      ...{ size: 8, cosignatures: [], copies: [] },
    });
  });
});

describe('no certificate is made', () => {
  const behind: Entry = [
    'anchor',
    NODE,
    {
      ...{ nodeId: NODE, height: 2, time: genesis.time, witnessed: [] },
      logs: [{ source: JournalSource.access, size: 7, root: bytes(32, 1) }],
    },
  ];
  it.each([
    ['not-registered', nodes.slice(1), {}],
    ['no-statement-key', nodes, { statementSigner: () => undefined }],
    ['log-behind', [...nodes, behind], {}],
  ] as const)('%s', async (reason, entries, change) => {
    await live();
    expect(await certifier(entries, nothingVouched, change).issue()).toEqual({ ok: false, reason });
  });

  it('no-block', async () => {
    const chain = { ...chainOf(nodes), tip: undefined };
    const change = { replica: { chain } as never };
    const answer = await certifier(nodes, nothingVouched, change).issue();
    expect(answer).toEqual({ ok: false, reason: 'no-block' });
  });

  it('of a journal that is closed, which is told', async () => {
    await live();
    const asked = certifier(nodes);
    await journal.close();
    await expect(asked.issue()).rejects.toThrow('closed');
  });
});

it('a changed byte anywhere is refused', async () => {
  await live();
  const entries = [...nodes, ...anchored()];
  await live();
  const file = await issued(entries);
  expect(check(file).ok).toBe(true);
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const changed = Uint8Array.from(file);
      changed[at] = (changed[at] as number) ^ by;
      const verdict = check(changed);
      return !verdict.ok;
    }),
    { numRuns: 60 },
  );
});
