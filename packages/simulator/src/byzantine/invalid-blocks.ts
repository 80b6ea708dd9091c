import {
  type CommitCertificate,
  certificateHash,
  commitCertificateCodec,
  type Header,
  headerCodec,
  type SignedProposal,
} from '@mingjing/protocol';
import { leafHash, rootOf } from '@mingjing/tlog';
import { type Behaviour, outgoing, type Traitor } from './behaviour.ts';
import { type Forgery, OwnSignatures, proposed, reproposed } from './forging.ts';

/** Share of its own proposals that are made invalid. */
const SPOILT = 0.6;
const HOUR_MS = 3_600_000;

type Spoil = (traitor: Traitor, proposal: SignedProposal, header: Header) => Forgery;

/** Each kind of invalid block, from one that does not fit its own hashes to one too late. */
const invalidKinds = {
  stateRoot: ({ random }) => ({ header: { stateRoot: random.bytes(32) } }),
  resultsRoot: ({ random }) => ({ header: { resultsRoot: random.bytes(32) } }),
  transactionsRoot: ({ random }) => ({ header: { transactionsRoot: random.bytes(32) } }),
  parent: ({ random }) => ({ header: { parentId: random.bytes(32) } }),
  parameters: ({ random }) => ({ header: { parametersHash: random.bytes(32) } }),
  validators: ({ random }) => ({ header: { validatorsHash: random.bytes(32) } }),
  nextValidators: ({ random }) => ({ header: { nextValidatorsHash: random.bytes(32) } }),
  proposer: () => ({ header: { proposer: 'node-nobody' } }),
  height: (_traitor, _proposal, { height }) => ({ header: { height: height + 1 } }),
  past: () => ({ header: { time: 1 } }),
  future: (_traitor, _proposal, { time }) => ({ header: { time: time + HOUR_MS } }),
  chain: () => ({ header: { chainId: 'other-0123456789abcdef' } }),
  rules: (_traitor, _proposal, { rulesVersion }) => ({
    header: { rulesVersion: rulesVersion + 1 },
  }),
  unknownTransaction: ({ random }, { transactionHashes }) =>
    withHashes([...transactionHashes, random.bytes(32)]),
  repeatedTransaction: (_traitor, { transactionHashes }) =>
    withHashes([...transactionHashes, ...transactionHashes]),
  leftOutTransaction: (_traitor, { transactionHashes }) => withHashes(transactionHashes.slice(1)),
  certificateSignature: (traitor, proposal) =>
    withCertificate(traitor, proposal, (certificate) => ({
      ...certificate,
      signatures: certificate.signatures.map(({ validator }) => {
        return { validator, signature: traitor.random.bytes(64) };
      }),
    })),
  certificateWithoutQuorum: (traitor, proposal) =>
    withCertificate(traitor, proposal, (certificate) => ({
      ...certificate,
      signatures: certificate.signatures.slice(1, 2),
    })),
  certificateTwice: (traitor, proposal) =>
    withCertificate(traitor, proposal, (certificate) => ({
      ...certificate,
      signatures: certificate.signatures.flatMap((one) => [one, one]).slice(0, 3),
    })),
  certificateRound: (traitor, proposal) =>
    withCertificate(traitor, proposal, (certificate) => ({
      ...certificate,
      round: certificate.round + 1,
    })),
  stalePolka: (_traitor, proposal) => ({ statement: { validRound: proposed(proposal).round } }),
} satisfies Readonly<Record<string, Spoil>>;

/** Proposes blocks that no correct node may take; the kind is drawn for each. */
export const invalidBlocks: Behaviour = (traitor) => {
  const { random } = traitor;
  const own = new OwnSignatures(traitor);
  const spoilt = new WeakMap<SignedProposal, SignedProposal>();
  const kinds: readonly Spoil[] = Object.values(invalidKinds);
  const spoil = (proposal: SignedProposal): SignedProposal => {
    const known = spoilt.get(proposal);
    if (known !== undefined) return known;
    const { header } = proposal;
    const isSpoilt = random.chance(SPOILT);
    const forgery = random.pick(kinds)(traitor, proposal, headerCodec.decode(header));
    const block = isSpoilt ? reproposed(traitor, proposal, forgery) : proposal;
    spoilt.set(proposal, block);
    return block;
  };
  return {
    ports: outgoing((peer, envelope, send) => {
      const { proposal } = envelope;
      const isOwn = proposal && own.isOwnProposal(proposal);
      send(peer, isOwn ? { proposal: spoil(proposal) } : envelope);
    }),
  };
};

function withHashes(transactionHashes: Uint8Array[]): Forgery {
  const transactionsRoot = rootOf(transactionHashes.map((hash) => leafHash(hash)));
  return { transactionHashes, header: { transactionsRoot } };
}

function withCertificate(
  { chainId }: Traitor,
  { parentCertificate }: SignedProposal,
  change: (certificate: CommitCertificate) => CommitCertificate,
): Forgery {
  // The first block has none, and gets one.
  const none = { height: 0, round: 0, blockId: new Uint8Array(32), signatures: [] };
  const { height, round, blockId, signatures } =
    parentCertificate.length === 0 ? none : commitCertificateCodec.decode(parentCertificate);
  const bytes = commitCertificateCodec.encode(change({ height, round, blockId, signatures }));
  const header = { parentCertificateHash: certificateHash(chainId, bytes) };
  return { parentCertificate: bytes, header };
}
