// A retention certificate made by hand from the formats: a state with one node's logs, and a log.
import { publicKeyFromSeedPortable, signPortable } from '@mingjing/crypto';
import {
  copySignable,
  genesisCodec,
  JournalSource,
  KeyPurpose,
  type LeafProof,
  logOrigin,
  NodeRole,
  type RegistryKindName,
  type RetainedLog,
  type RetentionStatement,
  registryCodecs,
  registryKey,
  registryMapKey,
  retentionCertificateCodec,
  retentionSigningBytes,
  retentionStatementCodec,
  type StateProof,
  stateRootOf,
  stubCodec,
  witnessName,
} from '@mingjing/protocol';
import {
  cosignCheckpoint,
  emptyMap,
  encodeMapProof,
  formatCheckpoint,
  formatNote,
  hashReaderOf,
  leafHash,
  mapRoot,
  noteKey,
  proveConsistency,
  proveInclusionFromLeaves,
  proveKey,
  rootOf,
  signNote,
  TYPE_COSIGNATURE,
  TYPE_ED25519,
  update,
} from '@mingjing/tlog';
import { bytes, chainId, commit, firstSeats, genesis } from './chain.ts';

export const DAY = 24 * 60 * 60 * 1000;
export const NODE = 'node-a';
export const seedFor = (nodeId: string, purpose: number) =>
  bytes(32, 16 * nodeId.charCodeAt(5) + purpose).fill(purpose, 0, 1);

export function nodeOf(id: string, organisation: string, role: number) {
  const keys = [KeyPurpose.journal, KeyPurpose.statement].map((purpose) => ({
    purpose,
    publicKey: publicKeyFromSeedPortable(seedFor(id, purpose)),
    possession: bytes(64, purpose),
  }));
  return { id, organisation, role, keys, power: 0, revokedHeight: 0 };
}

const text = new TextEncoder();
export const SIZE = 12;
export const ANCHORED = 9;

/** The log's stubs, a minute apart. */
const stubs = Array.from({ length: SIZE }, (_, index) =>
  stubCodec.encode({
    ...{ version: 1, source: JournalSource.access, index, time: genesis.time + index * 60_000 },
    ...{ actorTag: bytes(16, 1), frameCommitment: bytes(32, 2), actCommitment: bytes(32, 3) },
    ...{ personalCommitment: new Uint8Array(0), keyCheck: new Uint8Array(0) },
  }),
);
const leaves = stubs.map(leafHash);
export const rootAt = (size: number) => rootOf(leaves.slice(0, size));

export function leafAt(index: number): LeafProof {
  return { stub: stubs[index] as Uint8Array, path: proveInclusionFromLeaves(leaves, index) };
}

/** The checkpoint of the whole log, cosigned by the supervision node. */
export function noteOf(size = SIZE, root = rootAt(size)): Uint8Array {
  const origin = logOrigin(chainId, NODE, 'access');
  const said = formatCheckpoint({ origin, size, root });
  const seed = seedFor(NODE, KeyPurpose.journal);
  const key = noteKey(origin, TYPE_ED25519, publicKeyFromSeedPortable(seed));
  const witnessSeed = seedFor('node-s', KeyPurpose.journal);
  const witness = noteKey(
    witnessName(chainId, 'node-s'),
    TYPE_COSIGNATURE,
    publicKeyFromSeedPortable(witnessSeed),
  );
  const signatures = [
    signNote(said, key, (message) => signPortable(seed, message)),
    cosignCheckpoint(said, witness, 1_790_000_001, (message) => signPortable(witnessSeed, message)),
  ];
  return text.encode(formatNote({ text: said, signatures }));
}

export function copyOf(change: { size?: number; root?: Uint8Array; nodeId?: string } = {}) {
  const { size = ANCHORED, root = rootAt(size), nodeId = NODE } = change;
  const said = { holder: 'node-s', nodeId, source: 1, size, root, time: genesis.time };
  const { statement, signing } = copySignable(chainId, said);
  const signature = signPortable(seedFor('node-s', KeyPurpose.statement), signing);
  return { statement, signature };
}

export type Entry = readonly [kind: RegistryKindName, id: string | Uint8Array, value: unknown];

export const marks = [
  { time: genesis.time + DAY, height: 1, size: 5, root: rootAt(5) },
  { time: genesis.time + 2 * DAY, height: 2, size: ANCHORED, root: rootAt(ANCHORED) },
];
const history = { nodeId: NODE, source: 1, marks, disposedTo: 0, disposedTime: 0 };
const anchorLogs = [{ source: 1, size: ANCHORED, root: rootAt(ANCHORED) }];
const anchorTime = genesis.time + 2 * DAY;
const hold = {
  ...{ id: bytes(32, 9), officer: 'inspector', organisation: 'authority', basis: 3 },
  scope: { nodeId: NODE, source: 0, fromTime: 0, toTime: 0, userId: '' },
  ...{ placedHeight: 1, placedTime: genesis.time, expiresAt: 0, releasedHeight: 0, releasedBy: '' },
};

/** What the registry holds; `undefined` shows that it holds no such entry. */
export const honestEntries: readonly Entry[] = [
  ['node', NODE, nodeOf(NODE, 'org-a', NodeRole.full)],
  ['node', 'node-s', nodeOf('node-s', 'authority', NodeRole.supervision)],
  ['anchor', NODE, { nodeId: NODE, logs: anchorLogs, height: 2, time: anchorTime, witnessed: [] }],
  ['logHistory', `${NODE}/1`, history],
  ['hold', hold.id, hold],
  ['retention', '', undefined],
];

/** A state proof of entries, in a block so many days after the genesis. */
export function stateOf(entries: readonly Entry[] = honestEntries, days = 10): StateProof {
  const stored = entries.map(([kind, id, value]) => {
    const codec = registryCodecs[kind] as { encode(value: unknown): Uint8Array };
    const bytesOf = value === undefined ? new Uint8Array(0) : codec.encode(value);
    return { key: registryKey(kind, id), value: bytesOf };
  });
  stored.sort((a, b) => Buffer.compare(a.key, b.key));
  const map = update(
    emptyMap(),
    stored.flatMap(({ key, value }) =>
      value.length === 0 ? [] : [[registryMapKey(chainId, key), value] as const],
    ),
  );
  const registryRoot = mapRoot(map);
  const [recordsRoot, replayRoot] = [bytes(32, 5), bytes(32, 6)];
  const stateRoot = stateRootOf(chainId, registryRoot, recordsRoot, replayRoot);
  const time = genesis.time + days * DAY;
  const { headerBytes, certificate } = commit(firstSeats, { height: 9, stateRoot, time });
  return {
    ...{ genesis: genesisCodec.encode(genesis), steps: [], header: headerBytes, certificate },
    ...{ registryRoot, recordsRoot, replayRoot },
    entries: stored.map((entry) => {
      const proof = encodeMapProof(proveKey(map, registryMapKey(chainId, entry.key)));
      return { ...entry, proof };
    }),
  };
}

export const honestLog: RetainedLog = {
  ...{ source: 1, note: noteOf(), earliest: leafAt(0), latest: leafAt(SIZE - 1) },
  anchored: proveConsistency(ANCHORED, SIZE, hashReaderOf(leaves)),
  ...{ heartbeats: 0, longestPauseMs: 0, copies: [copyOf()] },
};

export const honest: RetentionStatement = {
  ...{ version: 1, nodeId: NODE, issuedAt: genesis.time + 11 * DAY },
  ...{ state: stateOf(), logs: [honestLog] },
};

/** A certificate of a statement, signed by the node. */
export function certificateOf(change: Partial<RetentionStatement> = {}, signer = NODE): Uint8Array {
  const statement = retentionStatementCodec.encode({ ...honest, ...change });
  const seed = seedFor(signer, KeyPurpose.statement);
  const signature = signPortable(seed, retentionSigningBytes(chainId, statement));
  return retentionCertificateCodec.encode({ statement, signature });
}
