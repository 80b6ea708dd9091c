// A chain of one block made by hand, and a real journal of a node on it whose clock a test turns.
import { join } from 'node:path';
import { signerFromSeed } from '@mingjing/crypto/node';
import { Registry } from '@mingjing/execution';
import { openJournal, PersonKeyFile } from '@mingjing/journal';
import {
  genesisCodec,
  headerCodec,
  KeyPurpose,
  NodeRole,
  type RegistryKindName,
  registryCodecs,
  registryKey,
  stateRootOf,
  witnessName,
} from '@mingjing/protocol';
import {
  cosignCheckpoint,
  emptyRange,
  formatNote,
  noteKey,
  parseNote,
  rangeRoot,
  TYPE_COSIGNATURE,
} from '@mingjing/tlog';
import { bytes, chainId, commit, firstSeats, genesis } from '../../proofs/test/chain.ts';

export const NODE = 'node-a';
const DAY = 24 * 60 * 60 * 1000;
/** When a witness cosigned, in seconds. */
export const COSIGNED_AT = 1_790_000_001;

export type Entry = readonly [kind: RegistryKindName, id: string | Uint8Array, value: unknown];

const seedFor = (name: string, purpose: number) =>
  bytes(32, 1 + [...name].reduce((sum, each) => sum + each.charCodeAt(0), 0)).fill(purpose, 0, 1);

/** The key of a node or an officer for one purpose. */
export const signerOf = (name: string, purpose: number) => signerFromSeed(seedFor(name, purpose));

/** A node of the chain with the keys of its journal and its statements. */
export function nodeEntry(id: string, change: object = {}): Entry {
  const keys = [KeyPurpose.journal, KeyPurpose.statement].map((purpose) => ({
    ...{ purpose, publicKey: signerOf(id, purpose).publicKey, possession: bytes(64, 1) },
  }));
  const role = NodeRole.full;
  const node = { id, organisation: 'org-a', role, keys, power: 0, revokedHeight: 0 };
  return ['node', id, { ...node, ...change }];
}

/** The chain after a block whose registry has these entries. */
export function chainOf(entries: readonly Entry[]) {
  const registry = new Registry(chainId);
  registry.load(
    entries.map(([kind, id, value]) => {
      const codec = registryCodecs[kind] as { encode(each: unknown): Uint8Array };
      return [registryKey(kind, id), codec.encode(value)];
    }),
  );
  const [records, replayRoot, time] = [emptyRange(), bytes(32, 6), genesis.time + 10 * DAY];
  const stateRoot = stateRootOf(chainId, registry.root, rangeRoot(records), replayRoot);
  const { headerBytes, certificate } = commit(firstSeats, { height: 9, stateRoot, time });
  const tip = { header: headerCodec.decode(headerBytes), certificate };
  return {
    ...{ genesisBytes: genesisCodec.encode(genesis), tip },
    state: { chainId, registry, records, replay: { rootWith: () => replayRoot }, time },
  };
}

/** The journal of the node, and the keys of its personal groups. */
export async function openNodeJournal(folder: string, now: () => number) {
  const personKeys = await PersonKeyFile.open({ path: join(folder, 'person-keys') });
  const journal = await openJournal({
    ...{ chainId, nodeId: NODE, signer: signerOf(NODE, KeyPurpose.journal), personKeys },
    folder: join(folder, 'journal'),
    clock: { now, monotonicUs: () => now() * 1000 },
  });
  return { journal, personKeys };
}

/** A checkpoint with the cosignature of a witness. */
export function cosigned(note: string, witness: string): string {
  const parsed = parseNote(Buffer.from(note));
  if (!parsed.ok) throw new Error(parsed.reason);
  const { publicKey, sign } = signerOf(witness, KeyPurpose.journal);
  const key = noteKey(witnessName(chainId, witness), TYPE_COSIGNATURE, publicKey);
  const { text, signatures } = parsed.value;
  const added = cosignCheckpoint(text, key, COSIGNED_AT, sign);
  return formatNote({ text, signatures: [...signatures, added] });
}
