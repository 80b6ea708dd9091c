import { bytesToHex, type VerifySignature } from '@mingjing/crypto';
import {
  type Checked,
  passed,
  refused,
  type SignedTip,
  signedStatement,
  Tag,
  tipCodec,
} from '@mingjing/protocol';
import type { Head, OwnBlock } from './alarms.ts';
import { HEADS_PER_NODE, OWN_BLOCKS_KEPT, WANTED_MAX } from './limits.ts';
import type { Member } from './members.ts';

export type TipRefusal =
  | 'not-canonical'
  | 'other-chain'
  | 'other-node'
  | 'unknown-node'
  | 'signature-invalid'
  /** No key known here fits, and the tip's height may name another: it is held until then. */
  | 'key-not-known-yet'
  | 'replayed';

/** A head and the block verified here, with another node's head of that block if there is one. */
interface AgainstOwn {
  readonly head: Head;
  readonly own: OwnBlock;
  readonly agreeing: Head | undefined;
}

/** What a comparison of heads brought to light. */
export type Finding =
  | { readonly type: 'fork'; readonly first: Head; readonly second: Head }
  | ({ readonly type: 'differs-from-own' } & AgainstOwn)
  | ({ readonly type: 'state-root-differs' } & AgainstOwn)
  | { readonly type: 'rolled-back'; readonly before: Head; readonly after: Head }
  | { readonly type: 'caught-up'; readonly nodeId: string };

/** What is known of one node by its tips. Times are of this node's clock, ms. */
export interface NodeTips {
  readonly member: Member;
  /** When this node began to expect tips of it. */
  readonly expectedSince: number;
  /** Its latest word; undefined: it has not spoken yet. */
  readonly latest: Head | undefined;
  readonly heardAt: number | undefined;
  /** When its tip last rose. */
  readonly roseAt: number | undefined;
  /** The highest head that was compared with what was verified here. */
  readonly compared: { readonly height: number; readonly agrees: boolean } | undefined;
}

interface Followed {
  member: Member;
  expectedSince: number;
  latest: Head | undefined;
  highest: Head | undefined;
  heardAt: number | undefined;
  roseAt: number | undefined;
  compared: { height: number; agrees: boolean } | undefined;
  /** Its latest tip above the own height that no key known here has signed. */
  held: SignedTip | undefined;
  /** By height, in order of arrival. */
  readonly heads: Map<number, Head>;
}

/**
 * The signed tips of all nodes, held against each other and against the blocks verified here.
 *
 * A head is compared with every other head of its height, and with the own block of its height as
 * soon as there is one. Own blocks that are no longer in memory are named by `takeWanted`.
 */
export class TipBook {
  readonly #chainId: string;
  readonly #verify: VerifySignature;
  readonly #nodes = new Map<string, Followed>();
  readonly #own = new Map<number, OwnBlock>();
  readonly #wanted = new Set<number>();
  #ownHeight = 0;
  #findings: Finding[] = [];

  /** `verify` is strict Ed25519; the keys come from the registry, where they were enrolled. */
  constructor(chainId: string, verify: VerifySignature) {
    this.#chainId = chainId;
    this.#verify = verify;
  }

  /** Follows exactly these nodes from now on; what is known of the others is forgotten. */
  setMembers(members: readonly Member[], now: number): void {
    const listed = new Set(members.map(({ nodeId }) => nodeId));
    for (const nodeId of this.#nodes.keys()) if (!listed.has(nodeId)) this.#nodes.delete(nodeId);
    for (const member of members) {
      const known = this.#nodes.get(member.nodeId);
      if (known === undefined) this.#nodes.set(member.nodeId, unheard(member, now));
      else known.member = member;
    }
  }

  nodes(): readonly NodeTips[] {
    return [...this.#nodes.values()];
  }

  get ownHeight(): number {
    return this.#ownHeight;
  }

  /** Takes a tip that `peer` sent at `now`. A node speaks for itself only. */
  receive(peer: string, signed: SignedTip, now: number): Checked<Head, TipRefusal> {
    const parsed = tipCodec.parse(signed.tip);
    if (!parsed.ok) return refused('not-canonical');
    const tip = parsed.value;
    if (tip.chainId !== this.#chainId) return refused('other-chain');
    if (tip.nodeId !== peer) return refused('other-node');
    const node = this.#nodes.get(peer);
    if (node === undefined) return refused('unknown-node');
    if (!this.#isSignedBy(node.member, tip.height, signed)) {
      if (tip.height <= this.#ownHeight) return refused('signature-invalid');
      // Who tells of the block that rotates its key signs with the new one, unknown here so far.
      node.held = signed;
      return refused('key-not-known-yet');
    }
    const head = headOf(node.member, tip, signed);
    const known = node.heads.get(head.height);
    if (isReplay(node, head)) return refused('replayed');
    node.heardAt = now;
    if (known === undefined || known.blockId !== head.blockId) this.#compareWithOthers(node, head);
    this.#remember(node, head, now);
    this.#compareWithOwn(node, head);
    return passed(head);
  }

  /** A block that was verified here, of any height up to the own one. */
  verified(own: OwnBlock): void {
    this.#wanted.delete(own.height);
    if (own.height > this.#ownHeight - OWN_BLOCKS_KEPT) this.#own.set(own.height, own);
    if (own.height > this.#ownHeight) {
      this.#ownHeight = own.height;
      for (const height of this.#own.keys()) {
        if (height > own.height - OWN_BLOCKS_KEPT) break;
        this.#own.delete(height);
      }
    }
    for (const node of this.#nodes.values()) {
      const head = node.heads.get(own.height);
      if (head !== undefined) this.#judge(node, head, own);
    }
  }

  /** Heights whose own block is needed for a comparison and is no longer in memory. */
  takeWanted(): readonly number[] {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    return wanted;
  }

  /** Held tips, to be received again: blocks verified since may name the keys that they lack. */
  takeHeld(): readonly { readonly peer: string; readonly signed: SignedTip }[] {
    const taken: { peer: string; signed: SignedTip }[] = [];
    for (const node of this.#nodes.values()) {
      if (node.held !== undefined) taken.push({ peer: node.member.nodeId, signed: node.held });
      node.held = undefined;
    }
    return taken;
  }

  /** What was found since the last call, in order. */
  takeFindings(): readonly Finding[] {
    const findings = this.#findings;
    this.#findings = [];
    return findings;
  }

  // A node that is behind signs with the key that its own state names.
  #isSignedBy({ statementKeys }: Member, height: number, { tip, signature }: SignedTip): boolean {
    const signing = signedStatement(Tag.tip, this.#chainId, tip);
    return statementKeys.some(
      ({ publicKey, revokedHeight }) =>
        (revokedHeight === 0 || height < revokedHeight) &&
        this.#verify(publicKey, signing, signature),
    );
  }

  #compareWithOthers(node: Followed, head: Head): void {
    for (const other of this.#nodes.values()) {
      const theirs = other.heads.get(head.height);
      if (theirs === undefined || theirs.blockId === head.blockId) continue;
      // Where the true block is known, the one that differs from it is named, not both.
      if (other !== node && this.#own.has(head.height)) continue;
      this.#findings.push({ type: 'fork', first: theirs, second: head });
    }
    if (node.highest !== undefined && head.height < node.highest.height) {
      this.#findings.push({ type: 'rolled-back', before: node.highest, after: head });
    }
  }

  #remember(node: Followed, head: Head, now: number): void {
    const { highest } = node;
    if (highest === undefined || head.height > highest.height) {
      node.highest = head;
      node.roseAt = now;
    }
    const wasBack = node.latest !== undefined && node.latest.height < (highest?.height ?? 0);
    if (wasBack && head.height >= (highest?.height ?? 0)) {
      this.#findings.push({ type: 'caught-up', nodeId: head.nodeId });
    }
    node.latest = head;
    // Deleted first, so that the order of the map stays the order of arrival.
    node.heads.delete(head.height);
    node.heads.set(head.height, head);
    for (const height of node.heads.keys()) {
      if (node.heads.size <= HEADS_PER_NODE) break;
      node.heads.delete(height);
    }
  }

  #compareWithOwn(node: Followed, head: Head): void {
    if (head.height > this.#ownHeight) return;
    const own = this.#own.get(head.height);
    if (own !== undefined) this.#judge(node, head, own);
    else if (this.#wanted.size < WANTED_MAX) this.#wanted.add(head.height);
  }

  #headOf({ height, blockId, stateRoot }: OwnBlock): Head | undefined {
    for (const { heads } of this.#nodes.values()) {
      const head = heads.get(height);
      if (head?.blockId === blockId && head.stateRoot === stateRoot) return head;
    }
    return undefined;
  }

  #judge(node: Followed, head: Head, own: OwnBlock): void {
    const isSameBlock = head.blockId === own.blockId;
    const isSameState = head.stateRoot === own.stateRoot;
    if (!isSameBlock || !isSameState) {
      const type = isSameBlock ? 'state-root-differs' : 'differs-from-own';
      this.#findings.push({ type, head, own, agreeing: this.#headOf(own) });
    }
    if (node.compared !== undefined && node.compared.height > own.height) return;
    node.compared = { height: own.height, agrees: isSameBlock && isSameState };
  }
}

function unheard(member: Member, now: number): Followed {
  const nothing = { latest: undefined, highest: undefined, compared: undefined, held: undefined };
  const never = { heardAt: undefined, roseAt: undefined };
  return { member, expectedSince: now, ...nothing, ...never, heads: new Map() };
}

function headOf(
  { nodeId, organisation }: Member,
  tip: { height: number; blockId: Uint8Array; stateRoot: Uint8Array; time: number },
  signed: SignedTip,
): Head {
  return {
    nodeId,
    organisation,
    height: tip.height,
    blockId: bytesToHex(tip.blockId),
    stateRoot: bytesToHex(tip.stateRoot),
    time: tip.time,
    tip: bytesToHex(signed.tip),
    signature: bytesToHex(signed.signature),
  };
}

// An older statement that arrives late says nothing of what the node holds now, unless it
// contradicts what the node said of the same height.
function isReplay(node: Followed, head: Head): boolean {
  if (node.latest === undefined || head.time > node.latest.time) return false;
  const known = node.heads.get(head.height);
  if (known !== undefined) return known.blockId === head.blockId && head.time < node.latest.time;
  return head.height < node.latest.height;
}
