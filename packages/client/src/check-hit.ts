import { bytesToHex, type VerifySignature } from '@mingjing/crypto';
import {
  actGroupCodec,
  bodyFault,
  chainIdOf,
  frameGroupCodec,
  type Genesis,
  KeyPurpose,
  parseEntryBody,
  SOURCE_NAMES,
  stubCodec,
} from '@mingjing/protocol';
import { leafHash, noteKey, TYPE_ED25519, verifyTlogProof } from '@mingjing/tlog';
import type { JournalHit } from './answers.ts';

export type HitCheck =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly part: 'stub' | 'body' | 'proof' | 'words';
      readonly reason: string;
    };

/** Whom the verifier trusts: the chain, and the key that signs a node's journal. */
export interface JournalTrust {
  readonly chainId: string;
  /** Journal key of a node by its id; undefined when the genesis has no such node. */
  keyOf(nodeId: string): Uint8Array | undefined;
  /** Organisation of such a node. */
  organisationOf(nodeId: string): string | undefined;
}

/** What a genesis says of chain and keys; that it is the right one its hash says. */
export function journalTrustOf(genesis: Genesis): JournalTrust {
  const nodeOf = (nodeId: string) => genesis.nodes.find(({ id }) => id === nodeId);
  return {
    chainId: chainIdOf(genesis),
    keyOf: (nodeId) =>
      nodeOf(nodeId)?.keys.find(({ purpose }) => purpose === KeyPurpose.journal)?.publicKey,
    organisationOf: (nodeId) => nodeOf(nodeId)?.organisation,
  };
}

/**
 * Checks a hit without believing who answered: the stub is of this log and place, the checkpoint
 * is signed by the node's journal key and includes the stub, the stub commits to the body, and the
 * fields shown are those of the body. It may be of any node's journal, also from a copy: it is that
 * node's key which counts. What is sealed is checked as sealed.
 */
export function checkHit(hit: JournalHit, trust: JournalTrust, verify: VerifySignature): HitCheck {
  const [chainId, nodeId = '', source] = hit.origin.split('/');
  const publicKey = chainId === trust.chainId ? trust.keyOf(nodeId) : undefined;
  if (publicKey === undefined) return no('proof', 'unknown-log');
  if (hit.node !== nodeId) return no('words', 'node');
  if (hit.organisation !== trust.organisationOf(nodeId)) return no('words', 'organisation');
  const stubBytes = base64Bytes(hit.stub);
  const stub = stubCodec.parse(stubBytes);
  if (!stub.ok) return no('stub', stub.reason);
  const { index, source: number, time } = stub.value;
  const isThere = SOURCE_NAMES[number - 1] === source && index === hit.index && time === hit.time;
  if (!isThere || hit.source !== source) return no('stub', 'misplaced');
  if (bytesToHex(stub.value.actorTag) !== hit.actor_tag) return no('words', 'actor-tag');
  const proved = verifyTlogProof(new TextEncoder().encode(hit.proof), leafHash(stubBytes), {
    origin: hit.origin,
    logKeys: [noteKey(hit.origin, TYPE_ED25519, publicKey)],
    witnessKeys: [],
    verify,
  });
  if (!proved.ok) return no('proof', proved.reason);
  if (proofIndex(hit.proof) !== hit.index) return no('proof', 'other-index');
  return checkBody(hit, stub.value, trust.chainId);
}

function checkBody(
  hit: JournalHit,
  stub: Parameters<typeof bodyFault>[1],
  chainId: string,
): HitCheck {
  if (hit.body === null) return hit.entry === null ? { ok: true } : no('body', 'missing');
  const body = parseEntryBody(base64Bytes(hit.body));
  if (!body.ok) return no('body', body.reason);
  const group = bodyFault(chainId, stub, body.value);
  if (group !== undefined) return no('body', `${group}-commitment`);
  const { entry } = hit;
  const act = actGroupCodec.parse(body.value.act.stored);
  const frame = frameGroupCodec.parse(body.value.frame.stored);
  if (entry === null || !act.ok || !frame.ok) return no('body', 'unreadable');
  const isSame =
    entry.event === frame.value.event &&
    RESULTS[frame.value.result] === entry.result &&
    entry.reason === frame.value.reason &&
    entry.actor === act.value.actor &&
    entry.session === act.value.session &&
    entry.object === act.value.object &&
    entry.resource === act.value.resource;
  return isSame ? { ok: true } : no('words', 'not-of-the-body');
}

const RESULTS: readonly string[] = ['', 'done', 'refused', 'failed'];

function proofIndex(proof: string): number {
  return Number(/^index (\d+)$/m.exec(proof)?.[1]);
}

/** Bytes of a base64 text; of what is none, as many as make no stub and no body. */
function base64Bytes(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array(0);
  }
}

function no(part: 'stub' | 'body' | 'proof' | 'words', reason: string): HitCheck {
  return { ok: false, part, reason };
}
