// A small chain made by hand from the formats alone: four validators, one change of the set.
import {
  equalBytes,
  keyId,
  publicKeyFromSeedPortable,
  sha256,
  signPortable,
} from '@mingjing/crypto';
import {
  type AttachmentOpening,
  attachmentCommitment,
  blockId,
  bodyCodec,
  certificateHash,
  chainIdOf,
  commitCertificateCodec,
  defaultParameters,
  type Genesis,
  genesisCodec,
  genesisHash,
  type Header,
  headerCodec,
  KeyPurpose,
  NodeRole,
  parametersHash,
  type Receipt,
  receiptCodec,
  resultCodec,
  resultLeaf,
  transactionCodec,
  transactionHash,
  transactionSigningBytes,
  type ValidatorSet,
  type ValidatorStep,
  VoteType,
  validatorSetCodec,
  validatorSetHash,
  voteSignable,
} from '@mingjing/protocol';
import { leafHash, proveInclusionFromLeaves, rootOf } from '@mingjing/tlog';

export const bytes = (length: number, fill: number) => new Uint8Array(length).fill(fill);

export interface Seat {
  readonly nodeId: string;
  readonly organisation: string;
  readonly seed: Uint8Array;
  readonly power: number;
}

export function seat(letter: string, power = 1): Seat {
  const seed = bytes(32, letter.charCodeAt(0));
  return { nodeId: `node-${letter}`, organisation: `org-${letter}`, seed, power };
}

export function setOf(seats: readonly Seat[]): ValidatorSet {
  return {
    validators: seats.map(({ nodeId, organisation, seed, power }) => ({
      nodeId,
      organisation,
      voteKey: publicKeyFromSeedPortable(seed),
      power,
    })),
  };
}

export const firstSeats = ['a', 'b', 'c', 'd'].map((letter) => seat(letter));
export const secondSeats = ['a', 'b', 'c', 'e'].map((letter) => seat(letter));

const key = (purpose: number, seed: Uint8Array) => ({
  purpose,
  publicKey: publicKeyFromSeedPortable(seed),
  possession: bytes(64, purpose),
});

/** Nodes in no particular order: the set is ordered by the rule, not by the file. */
export const genesis: Genesis = {
  version: 1,
  suite: 1,
  name: 'demo',
  time: 1_790_000_000_000,
  parameters: defaultParameters,
  organisations: firstSeats.map(({ organisation: id }) => ({ id, region: 'CN-11' })),
  authorities: [],
  nodes: [
    ...firstSeats.toReversed().map(({ nodeId, organisation, seed, power }) => ({
      id: nodeId,
      organisation,
      role: NodeRole.validator,
      keys: [key(KeyPurpose.peer, bytes(32, 1)), key(KeyPurpose.vote, seed)],
      power,
      revokedHeight: 0,
      region: '',
      location: bytes(0, 0),
    })),
    {
      id: 'node-follower',
      organisation: 'org-a',
      role: NodeRole.full,
      keys: [key(KeyPurpose.peer, bytes(32, 2))],
      power: 0,
      revokedHeight: 0,
      region: '',
      location: bytes(0, 0),
    },
  ],
  officers: [],
  verifiers: [],
  users: [],
};
const genesisBytes = genesisCodec.encode(genesis);
export const chainId = chainIdOf(genesis);
export const trustedGenesisHash = genesisHash(genesisBytes);

/** A certificate signed by these positions of the seats. */
export function certify(
  seats: readonly Seat[],
  vote: { height: number; blockId: Uint8Array; round?: number; type?: number },
  positions: readonly number[] = seats.map((_, position) => position),
) {
  const { height, blockId: id, round = 0, type = VoteType.precommit } = vote;
  const { signing } = voteSignable(chainId, { type, height, round, blockId: id });
  const signatures = positions.map((validator) => {
    const signer = seats[validator] as Seat;
    return { validator, signature: signPortable(signer.seed, signing) };
  });
  return { height, round, blockId: id, signatures };
}

/** Header and commit certificate of one height. */
export function commit(seats: readonly Seat[], change: Partial<Header>, positions?: number[]) {
  const set = validatorSetHash(chainId, setOf(seats));
  const headerBytes = headerCodec.encode({
    version: 1,
    rulesVersion: 1,
    chainId,
    height: 1,
    time: genesis.time + 1000 * (change.height ?? 1),
    proposer: 'node-b',
    parentId: bytes(32, 0x11),
    parentCertificateHash: certificateHash(chainId, new Uint8Array(0)),
    transactionsRoot: bytes(32, 0x22),
    stateRoot: bytes(32, 0x33),
    resultsRoot: bytes(32, 0x44),
    validatorsHash: set,
    nextValidatorsHash: set,
    parametersHash: parametersHash(chainId, defaultParameters),
    ...change,
  });
  const vote = { height: change.height ?? 1, blockId: blockId(chainId, headerBytes) };
  const certificate = commitCertificateCodec.encode(certify(seats, vote, positions));
  return { headerBytes, certificate };
}

/** The block at which one set hands over to the next. */
export function stepOf(from: readonly Seat[], to: readonly Seat[], height: number): ValidatorStep {
  const next = setOf(to);
  const nextValidatorsHash = validatorSetHash(chainId, next);
  const { headerBytes, certificate } = commit(from, { height, nextValidatorsHash }, [0, 1, 3]);
  return { header: headerBytes, certificate, nextValidators: validatorSetCodec.encode(next) };
}

const authorSeed = bytes(32, 0x61);
export const author = {
  seed: authorSeed,
  keyId: keyId(publicKeyFromSeedPortable(authorSeed)),
};

export const file = new TextEncoder().encode('the content of an attachment');
export const openings: AttachmentOpening[] = [file, bytes(10, 5)].map((content, index) => {
  const salt = bytes(32, 0x70 + index);
  const contentHash = sha256(content);
  return { commitment: attachmentCommitment(chainId, salt, contentHash), salt, contentHash };
});

/** A signed publication; the number makes it unlike every other. */
export function publication(number: number, chain = chainId): Uint8Array {
  const refs = openings.map(({ commitment }, index) => {
    return { commitment, sizeBytes: index === 0 ? file.length : 10, role: index + 1 };
  });
  const body = bodyCodec.encode({
    chainId: chain,
    signer: author.keyId,
    validUntil: genesis.time + 60_000,
    unique: bytes(16, number),
    recordsPublish: {
      records: [
        { category: 7, subject: `order/${number}`, attachments: refs },
        { category: 8, subject: '', attachments: [] },
      ],
    },
  });
  const signature = signPortable(author.seed, transactionSigningBytes(chain, body));
  return transactionCodec.encode({ body, signature });
}

export interface BlockOptions {
  readonly seats?: readonly Seat[];
  readonly transactions?: readonly Uint8Array[];
  readonly codes?: readonly number[];
  readonly height?: number;
  readonly positions?: number[];
}

/** A receipt of the transaction at `index` of a block, all parts honest. */
export function receiptAt(index: number, options: BlockOptions = {}): Receipt {
  const { seats = secondSeats, height = 9 } = options;
  const transactions = options.transactions ?? [1, 2, 3, 4, 5].map((n) => publication(n));
  const codes = options.codes ?? transactions.map((_, at) => (at === 1 ? 12 : 0));
  const transactionLeaves = transactions.map((each) => leafHash(transactionHash(chainId, each)));
  const results = codes.map((code) => resultCodec.encode({ code }));
  const resultLeaves = results.map((each) => leafHash(resultLeaf(results.length, each)));
  const roots = { transactionsRoot: rootOf(transactionLeaves), resultsRoot: rootOf(resultLeaves) };
  const block = commit(seats, { height, ...roots }, options.positions ?? [0, 2, 3]);
  return {
    version: 1,
    genesis: genesisBytes,
    transaction: transactions[index] as Uint8Array,
    index,
    count: transactions.length,
    transactionProof: proveInclusionFromLeaves(transactionLeaves, index),
    result: results[index] as Uint8Array,
    resultProof: proveInclusionFromLeaves(resultLeaves, index),
    header: block.headerBytes,
    certificate: block.certificate,
    steps: equalBytes(setHash(seats), setHash(firstSeats)) ? [] : [handover],
    attachments: openings,
  };
}

const setHash = (seats: readonly Seat[]) => validatorSetHash(chainId, setOf(seats));

export const handover = stepOf(firstSeats, secondSeats, 4);
export const receipt = receiptAt(2);
export const receiptBytes = receiptCodec.encode(receipt);

/** The receipt with some parts replaced, encoded again. */
export function altered(change: Partial<Receipt>, base: Receipt = receipt): Uint8Array {
  return receiptCodec.encode({ ...base, ...change });
}
