// Each message by which a peer writes, as a correct validator would send it, and what shows that a
// node took it.
import { composePublish, createClient } from '@mingjing/client';
import { equalBytes, keyId } from '@mingjing/crypto';
import { loadKeyFile, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { homePaths } from '@mingjing/host';
import {
  blockId,
  CertificateType,
  certificateHash,
  commitmentOf,
  type Envelope,
  headerCodec,
  type PoolItem,
  positionOf,
  proposalSignable,
  proposerOf,
  type SignedVote,
  SMALL_ATTACHMENT_BYTES_MAX,
  transactionCodec,
  transactionId,
  type VoteStatement,
  VoteType,
  voteSignable,
} from '@mingjing/protocol';
import { leafHash, rootOf } from '@mingjing/tlog';
import type { RunningNode } from '../../node/src/index.ts';
import type { TestChain } from './chain.ts';
import type { PlayedPeer } from './played-peer.ts';

/** The validator that does not run: its vote key signs here. */
export const ABSENT = 'ding-validator';

/** One message, or two that contradict each other. */
export interface Made {
  readonly envelopes: readonly Envelope[];
  /** What brings the effect of it about, when that is not the message alone. */
  readonly follow?: () => Promise<void>;
  isTaken(by: PlayedPeer): boolean | Promise<boolean>;
}

export interface Ground {
  readonly chain: TestChain;
  readonly node: RunningNode;
}

type Make = (ground: Ground) => Made;
export type WritingName = 'poolBatch' | 'attachmentsHeld' | 'proposal' | 'vote' | 'certificate';

/** Anew at each call, for the height that is under way then. */
export const WRITING: Readonly<Record<WritingName, Make>> = {
  poolBatch(ground) {
    const { node } = ground;
    const item = document(ground, 32);
    const id = idOf(node, item);
    const isTaken = async () =>
      node.host.replica.pool.hasId(id) || (await node.host.store.findTransaction(id)) !== undefined;
    return { envelopes: [{ poolBatch: { items: [item] } }], isTaken };
  },

  // Who announced an attachment is asked for it, before whoever brought its body.
  attachmentsHeld(ground) {
    const item = document(ground, 2 * SMALL_ATTACHMENT_BYTES_MAX);
    const commitments = largeOf(ground, item);
    return {
      envelopes: [{ attachmentsHeld: { commitments } }],
      follow: async () => {
        const { api } = ground.chain.nodes.get('yi-validator') as RunningNode;
        const client = createClient({ baseUrl: `http://127.0.0.1:${api.port}` });
        await client.submit([item], { wait: 'committed' });
      },
      isTaken: ({ asked }) =>
        asked.some(({ attachment }) =>
          commitments.some((each) => attachment && equalBytes(attachment.commitment, each)),
        ),
    };
  },

  // Its bodies are asked of who sent it.
  proposal({ chain, node }) {
    const { state, tip, chainId, parentCertificate } = node.host.replica.chain;
    if (tip === undefined) throw new Error('there is no block yet');
    const height = state.height + 1;
    const position = positionOf(state.validators, ABSENT);
    const rounds = state.validators.validators.map((_, round) => round);
    const round = rounds.find((each) => proposerOf(state.validators, height, each) === position);
    const hash = randomBytes(32);
    const header = headerCodec.encode({
      ...tip.header,
      ...{ height, proposer: ABSENT, time: Math.max(Date.now(), state.time + 1) },
      ...{ parentId: state.blockId, transactionsRoot: rootOf([leafHash(hash)]) },
      parentCertificateHash: certificateHash(chainId, parentCertificate),
    });
    const said = { height, round: round ?? 0, validRound: 0, blockId: blockId(chainId, header) };
    const { statement, signing } = proposalSignable(chainId, said);
    const signature = voter(chain, ABSENT)(signing);
    const parts = { header, parentCertificate, transactionHashes: [hash], polka: NOTHING };
    return {
      envelopes: [{ proposal: { statement, signature, ...parts } }],
      isTaken: ({ asked }) =>
        asked.some(({ bodies }) => bodies?.hashes.some((each) => equalBytes(each, hash))),
    };
  },

  // Two that contradict each other end in a block, as evidence.
  vote({ chain, node }) {
    const { state } = node.host.replica.chain;
    const height = state.height + 1;
    const votes = [1, 2].map((fill) => {
      const said = { type: VoteType.prevote, height, blockId: new Uint8Array(32).fill(fill) };
      return signedVote({ chain, node }, ABSENT, said);
    });
    return {
      envelopes: votes.map((vote) => ({ vote })),
      isTaken: () => {
        const evidence = node.host.replica.chain.state.registry.all('evidence');
        return evidence.some((each) => each.height === height);
      },
    };
  },

  // A node asks who knows of a later commit for the blocks up to it.
  certificate({ chain, node }) {
    const height = node.host.replica.chain.height + 2;
    const id = randomBytes(32);
    const said = { type: VoteType.precommit, height, blockId: id };
    const votes = chain.validatorIds
      .filter((nodeId) => nodeId !== ABSENT)
      .map((nodeId) => signedVote({ chain, node }, nodeId, said))
      .sort((a, b) => a.validator - b.validator);
    const signatures = votes.map(({ validator, signature }) => ({ validator, signature }));
    const facts = { type: CertificateType.commit, height, round: 0, blockId: id, signatures };
    return {
      envelopes: [{ certificate: facts }],
      isTaken: ({ asked }) => asked.some(({ blocks }) => (blocks?.from ?? 0) === height - 1),
    };
  },
};

const NOTHING = new Uint8Array(0);

function document({ chain, node }: Ground, sizeBytes: number): PoolItem {
  const { seed, publicKey } = loadKeyFile(chain.testnet.users[0] ?? '');
  const content = new Uint8Array(sizeBytes);
  content.set(randomBytes(32));
  const { chainId, state } = node.host.replica.chain;
  const composed = composePublish([{ fileName: 'a.bin', mediaType: 'text/plain', content }], {
    ...{ chainId, limits: state.parameters, random: randomBytes, now: () => Date.now() },
    ...{ keyId: keyId(publicKey), sign: signerFromSeed(seed).sign },
  });
  const item = composed.ok ? composed.value.requests[0]?.[0] : undefined;
  if (item === undefined) throw new Error('a document was not composed');
  return item;
}

function idOf({ host }: RunningNode, { transaction }: PoolItem): Uint8Array {
  return transactionId(host.replica.chain.chainId, transactionCodec.decode(transaction).body);
}

/** Commitments of the contents that travel apart from their body. */
function largeOf({ node }: Ground, { attachments }: PoolItem): Uint8Array[] {
  const { chainId } = node.host.replica.chain;
  return attachments
    .filter(({ content }) => content.length > SMALL_ATTACHMENT_BYTES_MAX)
    .map(({ salt, content }) => commitmentOf(chainId, salt, content));
}

function voter(chain: TestChain, nodeId: string): (message: Uint8Array) => Uint8Array {
  const home = chain.testnet.homes.find((each) => each.nodeId === nodeId)?.home ?? '';
  return signerFromSeed(loadKeyFile(homePaths(home).key('vote')).seed).sign;
}

function signedVote(
  { chain, node }: Ground,
  nodeId: string,
  said: Pick<VoteStatement, 'type' | 'height' | 'blockId'>,
): SignedVote {
  const { chainId, state } = node.host.replica.chain;
  const { statement, signing } = voteSignable(chainId, { ...said, round: 0 });
  const validator = positionOf(state.validators, nodeId) ?? 0;
  return { statement, validator, signature: voter(chain, nodeId)(signing) };
}
