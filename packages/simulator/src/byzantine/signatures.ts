import {
  type PoolItem,
  type SignedProposal,
  transactionCodec,
  transactionHash,
} from '@mingjing/protocol';
import type { Envelope } from '@mingjing/replica';
import { leafHash, rootOf } from '@mingjing/tlog';
import {
  answering,
  type Behaviour,
  type Disguise,
  outgoing,
  together,
  watching,
} from './behaviour.ts';
import { OwnSignatures, proposed, Remembered, reproposed } from './forging.ts';

const SIGNATURE_BYTES = 64;
/** Share of the transactions passed on, and of its own proposals, that are spoilt. */
const SPOILT = 0.3;

/**
 * Puts a signature of its own invention on bodies that everyone knows: passes them on so, and
 * proposes blocks in which one of them is named so. Whoever remembers what it verified by the id
 * of the body takes it for verified.
 */
export const garbageSignature: Behaviour = (traitor) => {
  const { random, chainId } = traitor;
  const own = new OwnSignatures(traitor);
  const spoiltByHash = new Remembered<PoolItem>();
  const spoiltBlocks = new WeakMap<SignedProposal, SignedProposal>();

  const spoilt = ({ transaction, attachments }: PoolItem): PoolItem => {
    const { body } = transactionCodec.decode(transaction);
    const signature = random.bytes(SIGNATURE_BYTES);
    return { transaction: transactionCodec.encode({ body, signature }), attachments };
  };
  const note = ({ poolBatch }: Envelope): void => {
    for (const item of poolBatch?.items ?? []) {
      const { transaction } = item;
      if (!transactionCodec.parse(transaction).ok) continue;
      spoiltByHash.set(transactionHash(chainId, transaction), spoilt(item));
    }
  };
  const served = new Remembered<PoolItem>();
  const spoil = (proposal: SignedProposal): SignedProposal => {
    const known = spoiltBlocks.get(proposal);
    if (known !== undefined) return known;
    const { transactionHashes: hashes } = proposal;
    const at = hashes.findIndex((hash) => spoiltByHash.get(hash) !== undefined);
    const item = at < 0 ? undefined : spoiltByHash.get(hashes[at] as Uint8Array);
    const isKept = item === undefined || proposed(proposal).validRound > 0;
    let block = proposal;
    if (!isKept && random.chance(SPOILT)) {
      const hash = transactionHash(chainId, item.transaction);
      served.set(hash, item);
      const transactionHashes = hashes.with(at, hash);
      const transactionsRoot = rootOf(transactionHashes.map((each) => leafHash(each)));
      block = reproposed(traitor, proposal, { header: { transactionsRoot }, transactionHashes });
    }
    spoiltBlocks.set(proposal, block);
    return block;
  };

  const sending: Disguise = {
    ports: outgoing((peer, envelope, send) => {
      note(envelope);
      const { proposal, poolBatch } = envelope;
      if (proposal && own.isOwnProposal(proposal)) return send(peer, { proposal: spoil(proposal) });
      if (!poolBatch) return send(peer, envelope);
      const items = poolBatch.items.map((item) => (random.chance(SPOILT) ? spoilt(item) : item));
      send(peer, { poolBatch: { items } });
    }),
    handler: watching(note),
  };
  const serving: Disguise = {
    handler: answering(async (request, answer) => {
      const items = (request.bodies?.hashes ?? []).flatMap((hash) => served.get(hash) ?? []);
      const given = await answer();
      if (items.length === 0) return given;
      return { bodies: { items: [...items, ...(given.bodies?.items ?? [])] } };
    }),
  };
  return together([sending, serving]);
};
