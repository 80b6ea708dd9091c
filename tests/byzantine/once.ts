import { randomBytes } from '@mingjing/crypto/node';
import { type SignedVote, VoteType, voteSignable, voteStatementCodec } from '@mingjing/protocol';
import type { Network } from '@mingjing/replica';
import { type Behaviour, isVoter, type Traitor } from './behaviour.ts';

type Sent = Parameters<Network['send']>[1];

/** So many own messages are sent as they should be: by then everybody is connected. */
const QUIET_MESSAGES = 60;
/** And so many tips: whoever is told one is connected. */
const QUIET_TIPS = 2;

/** Signs two prevotes of one place, once, and shows both to everybody; is correct otherwise. */
export class SignTwice implements Behaviour {
  readonly #traitor: Traitor;
  #quiet = QUIET_MESSAGES;
  #place: string | undefined;
  #other: SignedVote | undefined;

  constructor(traitor: Traitor) {
    this.#traitor = traitor;
  }

  send(network: Network, peer: string, envelope: Sent): void {
    network.send(peer, envelope);
    const { vote } = envelope;
    if (vote?.validator !== this.#traitor.position || this.#quiet-- > 0) return;
    const said = voteStatementCodec.decode(vote.statement);
    if (said.type !== VoteType.prevote) return;
    const place = `${said.height}/${said.round}`;
    this.#place ??= place;
    if (this.#place !== place) return;
    this.#other ??= this.#otherVote(said);
    network.send(peer, { vote: this.#other });
  }

  #otherVote({ type, height, round }: ReturnType<typeof voteStatementCodec.decode>): SignedVote {
    const { chainId, position, signVote } = this.#traitor;
    const other = { type, height, round, blockId: randomBytes(32) };
    const { statement, signing } = voteSignable(chainId, other);
    return { statement, validator: position, signature: signVote(signing) };
  }
}

/** Signs every third tip for the supervision node with a signature that is none; else correct. */
export class ForgedTip implements Behaviour {
  readonly #traitor: Traitor;
  #quiet = QUIET_TIPS;

  constructor(traitor: Traitor) {
    this.#traitor = traitor;
  }

  send(network: Network, peer: string, envelope: Sent): void {
    const { tip } = envelope;
    const isDue = tip && !isVoter(this.#traitor, peer) && this.#quiet-- <= 0;
    if (!isDue) {
      network.send(peer, envelope);
      return;
    }
    this.#quiet = QUIET_TIPS;
    network.send(peer, { tip: { tip: tip.tip, signature: randomBytes(64) } });
  }
}
