import { keyId } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import { transactionRefusal } from '@mingjing/execution';
import type { Host } from '@mingjing/host';
import { chosenBy, footing, registryFooting, shown } from '@mingjing/inspection';
import { blockCodec, bodyCodec, parseTransaction, transactionCodec } from '@mingjing/protocol';
import type { StoredBlock } from '@mingjing/replica';
import { openBlock } from '../../../reading/checks.ts';
import type { Measure } from './measuring.ts';

/** Blocks that are verified anew, chosen by the phrase. */
const BLOCKS = 32;
const SHOWN = 2;
const UNIQUE_BYTES = 16;
const SIGNATURE_BYTES = 64;
const VALID_MS = 60_000;

type Opened = NonNullable<Awaited<ReturnType<typeof openBlock>>>;

/** Item 21: what it verified holds, what is altered it refuses, and its keys write nothing. */
export const verification: Measure<'read-only-verifies-independently'> = async (
  { host, now },
  { phrase, signal },
) => {
  const { registry, validators } = host.replica.chain.state;
  const own = registry.get('node', host.nodeId);
  const keys = own?.keys ?? [];
  const powerless = keys.filter(({ publicKey }) => isPowerless(host, keyId(publicKey), now()));
  const seats = validators.validators.filter(({ nodeId }) => nodeId === host.nodeId);
  const blocks = await verifiedAnew(host, phrase, signal);
  const forgeries = blocks.good[0] === undefined ? [] : forged(blocks.good[0].stored);
  const verdicts = await Promise.all(forgeries.map((block) => isRefused(host, block)));
  return {
    word: {
      ...{ verified: blocks.good.length, failed: blocks.failed },
      ...{ forged: forgeries.length, refused: verdicts.filter(Boolean).length },
      ...{ seats: seats.length, keys: keys.length, powerless: powerless.length },
    },
    standsOn: [
      ...blocks.good.slice(0, SHOWN).flatMap(({ opened }) => {
        const place = String(opened.header.height);
        return [
          footing('block', opened.id, place),
          shown('certificate', opened.certificateBytes, place),
        ];
      }),
      ...(own === undefined ? [] : [registryFooting('node', own.id, own)]),
    ],
  };
};

/** Blocks from the own store, every check made again; what is not here is not counted. */
async function verifiedAnew(host: Host, phrase: string, signal: AbortSignal) {
  const { height } = host.replica.chain;
  const good: { readonly stored: StoredBlock; readonly opened: Opened }[] = [];
  let failed = 0;
  for (const index of chosenBy(phrase, 'verified', height, BLOCKS)) {
    signal.throwIfAborted();
    const stored = await host.store.block(index + 1);
    if (stored === undefined) continue;
    const opened = await openedBlock(host, stored);
    if (opened === undefined) failed += 1;
    else good.push({ stored, opened });
  }
  return { good, failed };
}

/** A block with every check made again; undefined: it does not parse, or one does not hold. */
async function openedBlock(host: Host, stored: StoredBlock): Promise<Opened | undefined> {
  const store = {
    block: async () => stored,
    validatorChanges: () => host.store.validatorChanges(),
  };
  try {
    const opened = await openBlock(
      { ...host, store: store as unknown as Host['store'] },
      stored.height,
    );
    const isGood = Object.values(opened?.checks ?? {}).every(({ state }) => state === 'proved');
    return isGood && opened?.header.height === stored.height ? opened : undefined;
  } catch {
    // What does not parse is no block.
    return undefined;
  }
}

async function isRefused(host: Host, block: StoredBlock): Promise<boolean> {
  return (await openedBlock(host, block)) === undefined;
}

/** The same block with a bit of its header, its certificate and its first transaction turned. */
function forged(stored: StoredBlock): StoredBlock[] {
  const { header, ...rest } = blockCodec.decode(stored.block);
  const [first, ...others] = rest.transactions;
  const bodies = first === undefined ? [] : [{ transactions: [turned(first), ...others] }];
  return [
    { ...stored, block: blockCodec.encode({ ...rest, header: turned(header) }) },
    { ...stored, certificate: turned(stored.certificate) },
    ...bodies.map((body) => ({
      ...stored,
      block: blockCodec.encode({ ...rest, header, ...body }),
    })),
  ];
}

/** Its last byte is part of a hash, of a signature. */
function turned(bytes: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(bytes);
  const last = changed.length - 1;
  changed[last] = (changed[last] ?? 0) ^ 1;
  return changed;
}

/** Whether the state refuses whatever this key signs; the signature is not even looked at. */
function isPowerless({ replica }: Host, signer: Uint8Array, now: number): boolean {
  const { state } = replica.chain;
  const time = Math.max(now, state.time + 1);
  const body = bodyCodec.encode({
    ...{ chainId: state.chainId, signer, validUntil: time + VALID_MS },
    unique: randomBytes(UNIQUE_BYTES),
    retentionRelease: { holdId: new Uint8Array(32) },
  });
  const bytes = transactionCodec.encode({ body, signature: new Uint8Array(SIGNATURE_BYTES) });
  const parsed = parseTransaction(bytes, state.chainId, state.parameters);
  if (!parsed.ok) return false;
  return transactionRefusal(state, parsed.value, time) === 'signer-not-allowed';
}
