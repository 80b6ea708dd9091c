import { headerCodec, type SignedProposal, type SignedVote } from '@mingjing/protocol';
import { type Behaviour, outgoing, type Traitor } from './behaviour.ts';
import { OwnSignatures, proposed, Remembered, reproposed, said, voteOf } from './forging.ts';

/** Share of messages that both sides get, so that somebody can tell. */
const SHOWN_TO_BOTH = 0.1;

/**
 * Says one thing to some peers and another to the rest: twin proposals, of which each is valid for
 * itself, and votes for the twin; where there is none, votes for nil or for a block of its own
 * invention.
 */
export const equivocate: Behaviour = (traitor) => {
  const { random } = traitor;
  const own = new OwnSignatures(traitor);
  const twins = new Remembered<Uint8Array>();
  const isFooled = new Map<string, boolean>();
  const others = new WeakMap<object, SignedVote | SignedProposal>();

  const otherProposal = (proposal: SignedProposal): SignedProposal => {
    const known = others.get(proposal) as SignedProposal | undefined;
    if (known !== undefined) return known;
    const twin = twinOf(traitor, proposal);
    twins.set(proposed(proposal).blockId, proposed(twin).blockId);
    others.set(proposal, twin);
    return twin;
  };
  const otherVote = (vote: SignedVote): SignedVote => {
    const known = others.get(vote) as SignedVote | undefined;
    if (known !== undefined) return known;
    const statement = said(vote);
    const twin = twins.get(statement.blockId);
    const invented = random.chance(0.5) ? random.bytes(32) : new Uint8Array(0);
    const other = voteOf(traitor, vote.validator, {
      ...statement,
      blockId: twin ?? (statement.blockId.length === 0 ? random.bytes(32) : invented),
    });
    others.set(vote, other);
    return other;
  };
  const hearsOther = (peer: string): boolean => {
    if (!isFooled.has(peer)) isFooled.set(peer, random.chance(0.5));
    return isFooled.get(peer) === true;
  };

  return {
    ports: outgoing((peer, envelope, send) => {
      const { vote, proposal } = envelope;
      const other =
        vote && own.isOwnVote(vote)
          ? { vote: otherVote(vote) }
          : proposal && own.isOwnProposal(proposal)
            ? { proposal: otherProposal(proposal) }
            : undefined;
      if (other === undefined) return send(peer, envelope);
      const isFirst = hearsOther(peer);
      send(peer, isFirst ? other : envelope);
      if (random.chance(SHOWN_TO_BOTH)) send(peer, isFirst ? envelope : other);
    }),
  };
};

/** The same block a millisecond later: as valid as the first, under another id. */
function twinOf(traitor: Traitor, proposal: SignedProposal): SignedProposal {
  const { time } = headerCodec.decode(proposal.header);
  return reproposed(traitor, proposal, { header: { time: time + 1 } });
}
