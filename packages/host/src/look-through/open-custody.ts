import { epochOf } from '@mingjing/execution';
import { RegistryKind } from '@mingjing/protocol';
import type { CommittedBlock, NetworkHandler, Replica } from '@mingjing/replica';
import { Shelf } from '@mingjing/storage';
import { componentLogger } from '@mingjing/telemetry';
import type { Closers, OpenParts } from '../open-parts.ts';
import type { Own } from '../own.ts';
import { sealingKey } from '../sealing-key.ts';
import { answersBefore } from './answer-server.ts';
import { AnswerShelf } from './answer-shelf.ts';
import { Custodian } from './custodian.ts';
import { CustodyShares } from './custody-shares.ts';
import { dueOrders } from './due-orders.ts';

const KEY_PURPOSE = 'look-through';
const ORDER_KINDS: readonly number[] = [RegistryKind.access, RegistryKind.accessShare];

/** A chain node's part in access orders: where it holds the share it answers. */
export class Custody {
  readonly shares: CustodyShares;
  readonly answers: AnswerShelf;
  readonly #custodian: Custodian;
  readonly #before: (handler: NetworkHandler) => NetworkHandler;

  constructor(
    parts: { readonly shares: CustodyShares; readonly answers: AnswerShelf },
    custodian: Custodian,
    before: (handler: NetworkHandler) => NetworkHandler,
  ) {
    this.shares = parts.shares;
    this.answers = parts.answers;
    this.#custodian = custodian;
    this.#before = before;
  }

  /** Looks at all orders: at a start, and when the state did not come block by block. */
  look(): void {
    this.#custodian.look();
  }

  /** Looks again when the block changed orders, or an answer is still on its way. */
  committed({ executed }: CommittedBlock): void {
    const isAbout = executed.outcome.registry.some(([key]) => ORDER_KINDS.includes(key[0] ?? 0));
    if (isAbout || this.#custodian.isWaiting) this.#custodian.look();
  }

  before(handler: NetworkHandler): NetworkHandler {
    return this.#before(handler);
  }

  /** Resolves when nothing is under way any more. */
  stop(): Promise<void> {
    return this.#custodian.idle();
  }
}

interface CustodyNeeds {
  readonly own: Own;
  readonly replica: Replica;
  readonly closers: Closers;
  readonly passphrase: string | undefined;
}

/** Puts a chain node's custody together, as its own; nothing happens before `look`. */
export async function openCustody(
  nodeId: string,
  { chainId, journal, logger, paths }: OpenParts,
  { own, replica, closers, passphrase }: CustodyNeeds,
): Promise<Custody> {
  const shelf = await Shelf.open(paths.lookThrough, {
    chainId,
    key: sealingKey(paths.key(KEY_PURPOSE), KEY_PURPOSE, passphrase),
  });
  closers.add(() => shelf.close());
  const log = componentLogger(logger, 'custody');
  const answers = new AnswerShelf(shelf);
  const shares = new CustodyShares(paths, passphrase);
  const registry = () => replica.chain.state.registry;
  const organisation = () => registry().get('node', nodeId)?.organisation ?? '';
  const custodian = new Custodian({
    ...{ nodeId, organisation, journal, shelf: answers },
    due: () =>
      dueOrders({ chainId, registry: registry(), time: replica.chain.state.time }, organisation()),
    height: () => replica.chain.height,
    share: async (number) => {
      const epoch = epochOf(registry(), number);
      return epoch && shares.of(epoch, organisation());
    },
    post: async (orderId, answerHash) => {
      const value = { orderId, answerHash };
      const posted = await replica.submitOwn({ type: 'accessShare', value });
      if (posted?.ok === false) log.warn({ reason: posted.reason }, 'a release was not taken');
    },
    onError: (error) => log.error({ err: error }, 'an access order is not answered'),
  });
  const misbehaved = (peer: string, reason: string) => own.misbehaved?.(peer, reason);
  const custody = new Custody({ shares, answers }, custodian, (handler) =>
    answersBefore(handler, { organisation, custodian, registry, misbehaved }),
  );
  own.custody = custody;
  return custody;
}
