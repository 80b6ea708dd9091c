import { equalBytes } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import {
  blockId,
  headerCodec,
  proposalSignable,
  proposalStatementCodec,
  proposerOf,
  type SignedProposal,
  type SignedVote,
  voteSignable,
  voteStatementCodec,
} from '@mingjing/protocol';
import type { Network } from '@mingjing/replica';
import type { Behaviour, Traitor } from './behaviour.ts';

/** Rounds whose second block is remembered. */
const REMEMBERED_MAX = 64;

/**
 * Says different things to different peers. Of its peers in order, the first hears both versions,
 * so that somebody holds the evidence; every other one hears only the second.
 */
export class Equivocation implements Behaviour {
  readonly #traitor: Traitor;
  // The second block by height, round and the first one.
  readonly #second = new Map<string, SignedProposal>();

  constructor(traitor: Traitor) {
    this.#traitor = traitor;
  }

  send(network: Network, peer: string, envelope: Parameters<Network['send']>[1]): void {
    const { proposal, vote } = envelope;
    const place = this.#placeOf(network, peer);
    if (proposal && this.#isOwn(proposal)) {
      if (place % 2 === 0) network.send(peer, envelope);
      if (place <= 1) network.send(peer, { proposal: this.#otherProposal(proposal) });
    } else if (vote && vote.validator === this.#traitor.position) {
      if (place === 0) network.send(peer, envelope);
      network.send(peer, { vote: this.#otherVote(vote) });
    } else {
      network.send(peer, envelope);
    }
  }

  #placeOf(network: Network, peer: string): number {
    const voters = this.#traitor.validators.validators.map(({ nodeId }) => nodeId);
    return network
      .peers()
      .filter((other) => voters.includes(other))
      .sort((a, b) => (a < b ? -1 : 1))
      .indexOf(peer);
  }

  #isOwn({ statement }: SignedProposal): boolean {
    const { height, round } = proposalStatementCodec.decode(statement);
    return proposerOf(this.#traitor.validators, height, round) === this.#traitor.position;
  }

  // The same block a millisecond later: as good as the first, and another one.
  #otherProposal(proposal: SignedProposal): SignedProposal {
    const { chainId, signVote } = this.#traitor;
    const said = proposalStatementCodec.decode(proposal.statement);
    const key = keyOf(said);
    const known = this.#second.get(key);
    if (known !== undefined) return known;
    const header = headerCodec.decode(proposal.header);
    const bytes = headerCodec.encode({ ...header, time: header.time + 1 });
    const { height, round, validRound } = said;
    const other = { height, round, validRound, blockId: blockId(chainId, bytes) };
    const { statement, signing } = proposalSignable(chainId, other);
    const made = { ...fieldsOf(proposal), statement, signature: signVote(signing), header: bytes };
    if (this.#second.size >= REMEMBERED_MAX) this.#second.clear();
    this.#second.set(key, made);
    return made;
  }

  #otherVote({ statement, validator }: SignedVote): SignedVote {
    const { chainId, signVote } = this.#traitor;
    const said = voteStatementCodec.decode(statement);
    const { type, height, round } = said;
    const other = { type, height, round, blockId: this.#otherValue(said) };
    const signable = voteSignable(chainId, other);
    return { statement: signable.statement, validator, signature: signVote(signable.signing) };
  }

  #otherValue({ height, round, blockId: value }: ReturnType<typeof voteStatementCodec.decode>) {
    const second = this.#second.get(keyOf({ height, round }));
    if (second !== undefined) {
      const other = proposalStatementCodec.decode(second.statement).blockId;
      if (!equalBytes(other, value)) return other;
    }
    return value.length > 0 ? new Uint8Array(0) : randomBytes(32);
  }
}

function keyOf({ height, round }: { height: number; round: number }): string {
  return `${height}/${round}`;
}

// A decoded message keeps absent fields on its prototype: named here, not spread.
function fieldsOf({ parentCertificate, transactionHashes, polka }: SignedProposal) {
  return { parentCertificate, transactionHashes, polka };
}
