import {
  type Certificate,
  CertificateType,
  commitCertificateCodec,
  type Envelope,
  type Hello,
  type PoolItem,
  type SignedProposal,
  type SignedTip,
  tipCodec,
} from '@mingjing/protocol';
import type { Chain } from './chain/chain.ts';
import type { Participant } from './consensus/participant.ts';
import { proposalHeight } from './consensus/proposal-intake.ts';
import { voteStatement } from './consensus/votes.ts';
import type { ReplicaPorts } from './ports.ts';
import { isSilent, isWriting } from './silence.ts';
import type { BlockSync } from './sync/sync.ts';

/** A validator one block behind usually commits it itself within this time. */
const CATCH_UP_MS = 400;
/** A late voter is answered once in this time: it sends all its votes again at a stall. */
const LATE_ANSWER_MS = 300;

/** What the inbox works on; functions, since it is made before they are. */
export interface InboxParts {
  chain(): Chain;
  sync(): BlockSync;
  participant(): Participant | undefined;
  ports(): ReplicaPorts;
  /** For one input of a peer. */
  offer(peer: string, task: () => Promise<void>): void;
  admit(peer: string, items: readonly PoolItem[]): void;
  held(peer: string, commitments: readonly Uint8Array[]): void;
  /** A peer of this chain told its height. */
  told(peer: string, height: number): void;
  tip(peer: string, tip: SignedTip): void;
  misbehaviour(peer: string, reason: string): void;
}

/** Sorts what peers send: to consensus, to the pool, to block sync. */
export class Inbox {
  readonly #parts: InboxParts;
  readonly #answeredAt = new Map<string, number>();
  #isCatchUpPlanned = false;

  constructor(parts: InboxParts) {
    this.#parts = parts;
  }

  envelope(peer: string, envelope: Envelope): void {
    if (isWriting(envelope) && isSilent(this.#parts.chain().state.registry, peer)) {
      this.#parts.misbehaviour(peer, 'supervision-writes');
      return;
    }
    if (envelope.poolBatch) this.#parts.admit(peer, envelope.poolBatch.items);
    if (envelope.attachmentsHeld) this.#parts.held(peer, envelope.attachmentsHeld.commitments);
    if (envelope.hello) this.#hello(peer, envelope.hello);
    if (envelope.tip) this.#tip(peer, envelope.tip);
    if (envelope.proposal) this.#proposal(peer, envelope.proposal);
    if (envelope.vote) this.#vote(peer, envelope.vote);
    if (envelope.certificate) this.#certificate(peer, envelope.certificate);
  }

  /** A peer that reconnects is brought up to date first. */
  connected(peer: string, nodeId: string): void {
    const { network } = this.#parts.ports();
    const { chainId, height } = this.#parts.chain();
    network.send(peer, { hello: { chainId, nodeId, height } });
    for (const envelope of this.#parts.participant()?.height.held() ?? []) {
      network.send(peer, envelope);
    }
  }

  disconnected(peer: string): void {
    this.#answeredAt.delete(peer);
    this.#parts.sync().forget(peer);
  }

  /** A commit is known whose block is not here: any peer may have it. */
  blockMissing(): void {
    const sync = this.#parts.sync();
    const wanted = this.#parts.chain().height + 1;
    for (const peer of this.#parts.ports().network.peers()) sync.peerAt(peer, wanted);
    this.#planCatchUp();
  }

  #hello(peer: string, { chainId, height }: Hello): void {
    if (chainId !== this.#parts.chain().chainId) {
      this.#parts.misbehaviour(peer, 'hello-of-another-chain');
      return;
    }
    this.#parts.told(peer, height);
    this.#peerAt(peer, height);
  }

  #proposal(peer: string, proposal: SignedProposal): void {
    const height = proposalHeight(proposal);
    if (height !== undefined) this.#peerAt(peer, height - 1);
    this.#consensus(peer, (participant) => participant.proposal(peer, proposal));
  }

  #vote(peer: string, vote: NonNullable<Envelope['vote']>): void {
    const height = voteStatement(vote)?.height ?? 0;
    if (height > 0 && height <= this.#parts.chain().height) {
      this.#answerLate(peer, height);
      return;
    }
    this.#peerAt(peer, height - 1);
    this.#consensus(peer, (participant) => participant.vote(peer, vote));
  }

  #certificate(peer: string, certificate: Certificate): void {
    const { type, height } = certificate;
    this.#peerAt(peer, type === CertificateType.commit ? height : height - 1);
    this.#consensus(peer, (participant) => participant.certificate(peer, certificate));
  }

  #consensus(peer: string, task: (participant: Participant) => Promise<void>): void {
    const participant = this.#parts.participant();
    if (participant !== undefined) this.#parts.offer(peer, () => task(participant));
  }

  #tip(peer: string, signed: SignedTip): void {
    const parsed = tipCodec.parse(signed.tip);
    if (!parsed.ok) return;
    this.#peerAt(peer, parsed.value.height);
    this.#parts.tip(peer, signed);
  }

  // A vote for a height that is over: its certificate helps the voter.
  #answerLate(peer: string, height: number): void {
    const now = this.#parts.ports().clock.now();
    if (now < (this.#answeredAt.get(peer) ?? 0) + LATE_ANSWER_MS) return;
    this.#answeredAt.set(peer, now);
    const { tip, height: latest, chainId } = this.#parts.chain();
    const { network } = this.#parts.ports();
    if (height !== latest || tip === undefined) {
      network.send(peer, { hello: { chainId, nodeId: '', height: latest } });
      return;
    }
    const commit = commitCertificateCodec.decode(tip.certificate);
    const certificate = { type: CertificateType.commit, ...fields(commit) };
    network.send(peer, { certificate });
  }

  #peerAt(peer: string, height: number): void {
    const { height: ours } = this.#parts.chain();
    if (height <= ours) return;
    this.#parts.sync().peerAt(peer, height);
    // A follower has no other way; a validator far behind has none either.
    if (this.#parts.participant() === undefined || height > ours + 1) this.#parts.sync().run();
    else this.#planCatchUp();
  }

  #planCatchUp(): void {
    if (this.#isCatchUpPlanned) return;
    this.#isCatchUpPlanned = true;
    const { clock } = this.#parts.ports();
    clock.schedule(CATCH_UP_MS, () => {
      this.#isCatchUpPlanned = false;
      this.#parts.sync().run();
    });
  }
}

// A decoded message keeps absent fields on its prototype: named here, not spread.
function fields({ height, round, blockId, signatures }: Omit<Certificate, 'type'>) {
  return { height, round, blockId, signatures };
}
