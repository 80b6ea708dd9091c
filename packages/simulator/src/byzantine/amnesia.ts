import { proposalStatementCodec, type SignedVote, VoteType } from '@mingjing/protocol';
import type { Envelope, ReplicaPorts } from '@mingjing/replica';
import { type Behaviour, outgoing, type Traitor, together, watching } from './behaviour.ts';
import { OwnSignatures, proposed, Remembered, said, voteOf } from './forging.ts';

/**
 * Forgets what it is locked on: prevotes whatever a round proposes, and begins anew after every
 * crash, with a key that signs anything.
 */
export const amnesia: Behaviour = (traitor) => {
  const own = new OwnSignatures(traitor);
  const proposals = new Remembered<Uint8Array>();
  const changed = new WeakMap<SignedVote, SignedVote>();
  const note = ({ proposal }: Envelope): void => {
    if (!proposal || !proposalStatementCodec.parse(proposal.statement).ok) return;
    const { height, round, blockId } = proposed(proposal);
    proposals.set(`${height}/${round}`, blockId);
  };
  const forgetful = (vote: SignedVote): SignedVote => {
    const known = changed.get(vote);
    if (known !== undefined) return known;
    const { type, height, round, blockId } = said(vote);
    const proposal = proposals.get(`${height}/${round}`);
    const isRefusal = type === VoteType.prevote && blockId.length === 0 && proposal !== undefined;
    const statement = { type, height, round, blockId: isRefusal ? proposal : blockId };
    const given = isRefusal ? voteOf(traitor, vote.validator, statement) : vote;
    changed.set(vote, given);
    return given;
  };
  const voting = outgoing((peer, envelope, send) => {
    note(envelope);
    const { vote } = envelope;
    send(peer, vote && own.isOwnVote(vote) ? { vote: forgetful(vote) } : envelope);
  });
  return together([{ ports: voting, handler: watching(note) }, { ports: forgetting(traitor) }]);
};

/** A write-ahead log that gives nothing back, and a signer behind no guard. */
function forgetting({ sign }: Traitor): (ports: ReplicaPorts) => ReplicaPorts {
  return (ports) => {
    const { wal, signer } = ports;
    return {
      ...ports,
      wal: {
        load: async () => [],
        append: (record) => wal.append(record),
        isLong: () => wal.isLong(),
        replace: (records) => wal.replace(records),
        clear: () => wal.clear(),
      },
      signer: signer && {
        statementKeyId: signer.statementKeyId,
        holdsVoteKey: (publicKey) => signer.holdsVoteKey(publicKey),
        lastSigned: () => ({ height: 0, round: 'all' }),
        raise: async () => undefined,
        signVote: async (_vote, signing) => sign(signing),
        signProposal: async (_at, signing) => sign(signing),
        signStatement: (signing) => signer.signStatement(signing),
      },
    };
  };
}
