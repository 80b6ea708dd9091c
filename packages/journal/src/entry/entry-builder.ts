import { AEAD_NONCE_BYTES, assert } from '@mingjing/crypto';
import {
  ActorType,
  ENTRY_BODY_BYTES_MAX,
  EntryResult,
  FORMAT_VERSION,
  type Group,
  groupCommitment,
  JournalSource,
  SALT_BYTES,
} from '@mingjing/protocol';
import { leafHash } from '@mingjing/tlog';
import type { FieldKey } from '../keys/person-keys.ts';
import { actorTagger } from './actor-tag.ts';
import {
  actBytes,
  beginEntry,
  bodyBytes,
  frameBytes,
  personalBytes,
  stubBytes,
} from './entry-encoding.ts';
import { boundedResource, type EntryInput } from './entry-input.ts';
import { personalSeal } from './personal-seal.ts';
import type { RandomPool } from './random-pool.ts';

/** An entry in its final form: what is committed to, and what lies beside it. */
export interface BuiltEntry {
  readonly source: number;
  readonly index: number;
  /** Ms since the epoch, as the stub states it. */
  readonly time: number;
  /** Canonical `Stub`: the leaf. */
  readonly stub: Uint8Array;
  /** Canonical `EntryBody`. */
  readonly body: Uint8Array;
  readonly leafHash: Uint8Array;
}

/** What of an entry lies in the files of its log; its hash lies in the tree. */
export type WrittenEntry = Omit<BuiltEntry, 'leafHash'>;

/** When and where an entry is made. */
export interface EntryMoment {
  readonly index: number;
  readonly time: number;
  readonly monotonicUs: number;
  /** Needed exactly when the entry has a personal group. */
  readonly fieldKey: FieldKey | undefined;
}

export interface EntryBuilderOptions {
  readonly chainId: string;
  readonly nodeId: string;
  readonly tagKey: Uint8Array;
  readonly random: RandomPool;
}

const NO_BYTES = new Uint8Array(0);
const NO_COUNTS: number[] = [];

export type EntryBuilder = (input: EntryInput, moment: EntryMoment) => BuiltEntry;

/** Builds entries of one program. The input was checked by `entryFault`. */
export function entryBuilder(options: EntryBuilderOptions): EntryBuilder {
  const { chainId, nodeId, random } = options;
  const tagOf = actorTagger(chainId, options.tagKey);
  const { seal } = personalSeal(chainId);
  const group = (stored: Uint8Array): Group => ({ salt: random.take(SALT_BYTES), stored });

  const sealedPersonal = (input: EntryInput, moment: EntryMoment, source: number) => {
    const { personal } = input;
    if (personal === undefined) return undefined;
    assert(moment.fieldKey !== undefined, 'a personal group is sealed with a key');
    const plain = personalBytes({
      sourceAddress: personal.sourceAddress,
      sourcePort: personal.sourcePort,
      subject: personal.subject ?? '',
    });
    const nonce = random.take(AEAD_NONCE_BYTES);
    return group(seal(moment.fieldKey.key, nonce, plain, { source, index: moment.index }));
  };

  return (input, moment) => {
    beginEntry();
    const source = JournalSource[input.source];
    const { index, time } = moment;
    const frame = group(encodeFrame(nodeId, input, moment));
    const act = group(encodeAct(input));
    const personal = sealedPersonal(input, moment, source);
    const version = FORMAT_VERSION;
    const stub = stubBytes({
      version,
      source,
      index,
      time,
      actorTag: tagOf(input.actor?.type ?? 'none', input.actor?.id ?? ''),
      frameCommitment: groupCommitment(chainId, 'frame', frame.salt, frame.stored),
      actCommitment: groupCommitment(chainId, 'act', act.salt, act.stored),
      personalCommitment:
        personal === undefined
          ? NO_BYTES
          : groupCommitment(chainId, 'personal', personal.salt, personal.stored),
      keyCheck: personal === undefined ? NO_BYTES : (moment.fieldKey?.check ?? NO_BYTES),
    });
    const body = bodyBytes(version, frame, act, personal);
    assert(body.length <= ENTRY_BODY_BYTES_MAX, 'the bounds of the fields bound the body');
    return { source, index, time, stub, body, leafHash: leafHash(stub) };
  };
}

function encodeFrame(nodeId: string, input: EntryInput, moment: EntryMoment): Uint8Array {
  return frameBytes({
    program: nodeId,
    source: JournalSource[input.source],
    index: moment.index,
    time: moment.time,
    monotonicUs: moment.monotonicUs,
    blockHeight: input.blockHeight ?? 0,
    event: input.event,
    result: EntryResult[input.result],
    reason: input.reason ?? '',
  });
}

function encodeAct(input: EntryInput): Uint8Array {
  return actBytes({
    actorType: ActorType[input.actor?.type ?? 'none'],
    actor: input.actor?.id ?? '',
    session: input.session ?? '',
    method: input.method ?? '',
    resource: input.resource === undefined ? '' : boundedResource(input.resource),
    object: input.object ?? '',
    transactionId: input.transactionId ?? NO_BYTES,
    counts: (input.counts as number[] | undefined) ?? NO_COUNTS,
    destinationAddress: input.destination?.address ?? '',
    destinationPort: input.destination?.port ?? 0,
  });
}
