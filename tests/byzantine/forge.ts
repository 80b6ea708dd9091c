import {
  blockCodec,
  blockId,
  commitCertificateCodec,
  headerCodec,
  type SyncBlock,
  stubCodec,
  VoteType,
  voteSignable,
} from '@mingjing/protocol';
import type { NetworkHandler } from '@mingjing/replica';
import { answering, type Behaviour, isVoter, type Traitor } from './behaviour.ts';
import { ownItem } from './own-item.ts';

type Forge = (block: SyncBlock) => SyncBlock;

/**
 * Forges what followers are answered who ask for blocks. Two forgeries take turns: whoever asks
 * again from the same height on gets the other one.
 */
function forging(
  traitor: Traitor,
  handler: NetworkHandler,
  turn: 0 | 1,
  forge: Forge,
): NetworkHandler {
  const asked = new Map<number, number>();
  return answering(handler, async (peer, request, correct) => {
    const answer = await correct();
    if (!request.blocks || !answer.blocks || isVoter(traitor, peer)) return answer;
    const { from } = request.blocks;
    const times = asked.get(from) ?? 0;
    asked.set(from, times + 1);
    if (times % 2 !== turn) return answer;
    return { blocks: { blocks: answer.blocks.blocks.map(forge) } };
  });
}

/**
 * Header and certificate are those of the real block, and every transaction is signed by its
 * author; but the last one was never in it.
 */
export class ForgedBlock implements Behaviour {
  readonly #traitor: Traitor;

  constructor(traitor: Traitor) {
    this.#traitor = traitor;
  }

  handler(handler: NetworkHandler): NetworkHandler {
    return forging(this.#traitor, handler, 0, (sent) => {
      const { header, parentCertificate, transactions } = blockCodec.decode(sent.block);
      const own = ownItem(this.#traitor, 32);
      if (own === undefined) throw new Error('a forged block needs a user');
      const added = [...transactions, own.transaction];
      return {
        ...sent,
        block: blockCodec.encode({ header, parentCertificate, transactions: added }),
      };
    });
  }
}

/** A block of its own, which is as good as the real one, but that it alone signed for everybody. */
export class ForgedCertificate implements Behaviour {
  readonly #traitor: Traitor;

  constructor(traitor: Traitor) {
    this.#traitor = traitor;
  }

  handler(handler: NetworkHandler): NetworkHandler {
    return forging(this.#traitor, handler, 1, (sent) => this.#forged(sent));
  }

  #forged(sent: SyncBlock): SyncBlock {
    const { chainId, signVote } = this.#traitor;
    const { header: bytes, parentCertificate, transactions } = blockCodec.decode(sent.block);
    const real = headerCodec.decode(bytes);
    const header = headerCodec.encode({ ...real, time: real.time + 1 });
    const { height, round, signatures } = commitCertificateCodec.decode(sent.certificate);
    const id = blockId(chainId, header);
    const said = { type: VoteType.precommit, height, round, blockId: id };
    const signature = signVote(voteSignable(chainId, said).signing);
    const forged = signatures.map(({ validator }) => ({ validator, signature }));
    return {
      ...sent,
      block: blockCodec.encode({ header, parentCertificate, transactions }),
      certificate: commitCertificateCodec.encode({
        ...{ height, round, blockId: id },
        signatures: forged,
      }),
    };
  }
}

/** Shows witnesses its journal with the first entry of every page moved by a second. */
export class ForgedPage implements Behaviour {
  readonly #traitor: Traitor;

  constructor(traitor: Traitor) {
    this.#traitor = traitor;
  }

  handler(handler: NetworkHandler): NetworkHandler {
    return answering(handler, async (peer, _, correct) => {
      const answer = await correct();
      const [first, ...others] = answer.journalPage?.stubs ?? [];
      if (!answer.journalPage || first === undefined || isVoter(this.#traitor, peer)) return answer;
      const stub = stubCodec.decode(first);
      const moved = stubCodec.encode({ ...stub, time: stub.time + 1000 });
      return { journalPage: { ...answer.journalPage, stubs: [moved, ...others] } };
    });
  }
}
