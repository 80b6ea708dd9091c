// An inspection made by hand from the formats: a small form, what two programs found, and the log
// that has the entry about it.
import { bytesToHex, publicKeyFromSeedPortable, signPortable } from '@mingjing/crypto';
import {
  actGroupCodec,
  canonicalJsonBytes,
  entryBodyCodec,
  frameGroupCodec,
  groupCommitment,
  type InspectionAnswer,
  type InspectionMeasurements,
  type InspectionRecord,
  type InspectionStatement,
  inspectionBundleCodec,
  inspectionFormHash,
  inspectionMeasurementsCodec,
  inspectionRecordCodec,
  inspectionRecordHash,
  inspectionSigningBytes,
  inspectionStatementCodec,
  JournalSource,
  KeyPurpose,
  logOrigin,
  NodeRole,
  type SignedMeasurements,
  stubCodec,
  witnessName,
} from '@mingjing/protocol';
import {
  cosignCheckpoint,
  formatCheckpoint,
  formatNote,
  hashReaderOf,
  leafHash,
  noteKey,
  proveConsistency,
  proveInclusionFromLeaves,
  rootOf,
  signNote,
  TYPE_COSIGNATURE,
  TYPE_ED25519,
} from '@mingjing/tlog';
import { codeOf, INSPECTION_EVENT } from '../src/index.ts';
import { bytes, chainId, genesis } from './chain.ts';
import { DAY, type Entry, NODE, nodeOf, seedFor, stateOf } from './retained.ts';

export { NODE } from './retained.ts';
export const PHRASE = '海上生明月';
export const ENDED = genesis.time + 10 * DAY;

const CHINESE: Readonly<Record<string, string>> = {
  ...{ 'A small form': '小检查表', 'For a test': '供测试', first: '一、基础设施' },
  ...{ organisation: '单位名称', opinion: '检查意见', ports: '开放端口', owners: '责任人' },
  letter: '委托书',
};
const both = (en: string) => ({ 'zh-CN': CHINESE[en] ?? en, en });
const titled = (id: string) => ({ id, title: both(id) });
const item = (no: number, id: string, evidence: string) => ({
  ...{ id, no, section: 'first', title: both(id), method: 'look', evidence },
});
export const form = {
  ...{ id: 'small', version: 1, title: both('A small form'), note: both('For a test') },
  ...{ sections: [titled('first')], head: [titled('organisation')], foot: [titled('opinion')] },
  items: [item(1, 'ports', 'A'), item(2, 'owners', 'S'), item(3, 'letter', 'D')],
};
const formBytes = canonicalJsonBytes(form);

const node = nodeOf(NODE, 'org-a', NodeRole.full);
const supervision = nodeOf('node-s', 'authority', NodeRole.supervision);
export const nodes: readonly Entry[] = [
  ['node', NODE, node],
  ['node', 'node-s', supervision],
];

const code = (word: Parameters<typeof codeOf<'verdict'>>[1]) => codeOf('verdict', word);

/** What a program found out of some items. */
export function measuredBy(
  nodeId: string,
  items: readonly string[],
  change: Partial<InspectionMeasurements> = {},
  signer = nodeId,
): SignedMeasurements {
  const measurements = inspectionMeasurementsCodec.encode({
    ...{ version: 1, nodeId, phrase: PHRASE, formHash: inspectionFormHash(formBytes) },
    measurements: items.map((each) => ({
      ...{ item: each, outcome: code('met'), at: ENDED - 1000, height: 8 },
      facts: [{ key: 'facts.count', blanks: [{ name: 'count', text: '5' }] }],
      standsOn: [{ key: 'footings.root', hash: 'ab'.repeat(32), place: 'maintenance/17' }],
    })),
    ...change,
  });
  return { measurements, signature: sign(signer, 'measurements', measurements) };
}

function sign(nodeId: string, of: 'measurements' | 'record' | 'bundle', data: Uint8Array) {
  const seed = seedFor(nodeId, KeyPurpose.statement);
  return signPortable(seed, inspectionSigningBytes(chainId, of, data));
}

export const answers: InspectionAnswer[] = [
  {
    ...{ item: 'ports', verdict: code('met'), kind: 1, reasons: [], measuredBy: NODE },
    ...{ confirmation: null, document: null },
  },
  {
    ...{ item: 'owners', verdict: code('met'), kind: 2, reasons: [], measuredBy: NODE },
    confirmation: { officer: 'jia-duty', at: ENDED - 500, agrees: true, saw: '两人在场' },
    document: null,
  },
  {
    ...{ item: 'letter', verdict: code('met'), kind: 3, reasons: [], measuredBy: '' },
    confirmation: null,
    document: {
      ...{ id: 'letter-1', hash: 'cd'.repeat(32), issuer: '某局', attestor: 'jia-security' },
      ...{ issuedAt: 1000, expiresAt: 0, isDemonstration: true },
    },
  },
];

export const honestRecord: InspectionRecord = {
  ...{ version: 1, nodeId: NODE, kind: 1, phrase: PHRASE, form: formBytes },
  head: [{ id: 'organisation', text: '甲组织' }],
  foot: [],
  measured: [measuredBy(NODE, ['ports', 'owners'])],
  answers,
  texts: [
    { key: 'facts.count', zh: '{count} 个节点', en: '{count} nodes' },
    { key: 'footings.root', zh: '状态根', en: 'state root' },
  ],
  ...{ beganAt: ENDED - 60_000, endedAt: ENDED, state: stateOf(nodes) },
  previous: bytes(32, 9),
  changes: [{ item: 'ports', before: code('not-met'), after: code('met') }],
};

const SOURCE = JournalSource.admin;
export const INDEX = 2;
const [SIZE, ANCHORED] = [6, 4];

interface Written {
  readonly body: Uint8Array;
  readonly stub: Uint8Array;
}

/** The entry about a record, as a node writes it. */
function written(nodeId: string, object: string, event: string): Written {
  const time = ENDED + 100;
  const group = (stored: Uint8Array, salt: number) => ({ salt: bytes(32, salt), stored });
  const frame = group(
    frameGroupCodec.encode({
      ...{ program: nodeId, source: SOURCE, index: INDEX, time, monotonicUs: 0, blockHeight: 9 },
      ...{ event, result: 1, reason: '' },
    }),
    1,
  );
  const act = group(
    actGroupCodec.encode({
      ...{ actorType: 5, actor: nodeId, session: '', method: '', resource: '', object },
      ...{ transactionId: new Uint8Array(0), counts: [3], destinationAddress: '' },
      destinationPort: 0,
    }),
    2,
  );
  const stub = stubCodec.encode({
    ...{ version: 1, source: SOURCE, index: INDEX, time, actorTag: bytes(16, 1) },
    frameCommitment: groupCommitment(chainId, 'frame', frame.salt, frame.stored),
    actCommitment: groupCommitment(chainId, 'act', act.salt, act.stored),
    ...{ personalCommitment: new Uint8Array(0), keyCheck: new Uint8Array(0) },
  });
  return { stub, body: entryBodyCodec.encode({ version: 1, frame, act }) };
}

export interface BundleChange {
  readonly record?: Partial<InspectionRecord>;
  readonly statement?: Partial<InspectionStatement>;
  readonly entry?: Partial<NonNullable<InspectionStatement['entry']>>;
  /** Who signs the record, and the bundle. */
  readonly signer?: string;
  readonly event?: string;
  readonly object?: string;
  /** Entries that the chain has an anchor of; 0: none. */
  readonly anchoredSize?: number;
  /** The anchor is one that another node was witnessed with. */
  readonly isWitnessed?: boolean;
}

/** A bundle, honest but for what is changed. */
export function bundleOf(change: BundleChange = {}): Uint8Array {
  const record = inspectionRecordCodec.encode({ ...honestRecord, ...change.record });
  const { nodeId } = { ...honestRecord, ...change.record };
  const { signer = nodeId, anchoredSize = ANCHORED } = change;
  const object = change.object ?? bytesToHex(inspectionRecordHash(chainId, record));
  const { stub, body } = written(nodeId, object, change.event ?? INSPECTION_EVENT);
  const leaves = Array.from({ length: SIZE }, (_, i) =>
    leafHash(i === INDEX ? stub : bytes(80, i)),
  );
  const anchor = anchorOf(nodeId, rootOf(leaves.slice(0, anchoredSize)), change);
  const statement = inspectionStatementCodec.encode({
    ...{ version: 1, nodeId, issuedAt: ENDED + 90_000, record },
    recordSignature: sign(signer, 'record', record),
    state: stateOf([...nodes, ...anchor], 11),
    entry: {
      ...{ source: SOURCE, note: noteOf(nodeId, rootOf(leaves)), stub, body },
      path: proveInclusionFromLeaves(leaves, INDEX),
      anchored:
        anchoredSize === 0 ? [] : proveConsistency(anchoredSize, SIZE, hashReaderOf(leaves)),
      ...change.entry,
    },
    ...change.statement,
  });
  return inspectionBundleCodec.encode({ statement, signature: sign(signer, 'bundle', statement) });
}

function anchorOf(nodeId: string, root: Uint8Array, change: BundleChange): Entry[] {
  const { anchoredSize: size = ANCHORED, isWitnessed = false } = change;
  const place = { height: 9, time: ENDED + 60_000 };
  if (size === 0) return [['anchor', nodeId, undefined]];
  const log = { source: SOURCE, size, root };
  if (!isWitnessed) return [['anchor', nodeId, { nodeId, logs: [log], ...place, witnessed: [] }]];
  const witnessed = [{ nodeId, ...log }];
  return [
    ['anchor', nodeId, undefined],
    ['anchor', 'node-b', { nodeId: 'node-b', logs: [], ...place, witnessed }],
  ];
}

function noteOf(nodeId: string, root: Uint8Array): Uint8Array {
  const origin = logOrigin(chainId, nodeId, 'admin');
  const text = formatCheckpoint({ origin, size: SIZE, root });
  const seed = seedFor(nodeId, KeyPurpose.journal);
  const witnessSeed = seedFor('node-s', KeyPurpose.journal);
  const name = witnessName(chainId, 'node-s');
  const witness = noteKey(name, TYPE_COSIGNATURE, publicKeyFromSeedPortable(witnessSeed));
  const key = noteKey(origin, TYPE_ED25519, publicKeyFromSeedPortable(seed));
  const own = signNote(text, key, (message) => signPortable(seed, message));
  const others =
    nodeId === 'node-s'
      ? []
      : [cosignCheckpoint(text, witness, 1_790_000_001, (said) => signPortable(witnessSeed, said))];
  return new TextEncoder().encode(formatNote({ text, signatures: [own, ...others] }));
}
