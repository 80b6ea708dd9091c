import { bytesToHex, equalBytes } from '@mingjing/crypto';
import { accessShareKey } from '@mingjing/execution';
import { appendOnce, type Host } from '@mingjing/host';
import {
  type AccessShareEntry,
  bytesKey,
  CUSTODY_ANSWER_BYTES_MAX,
  CUSTODY_ORDERS_MAX,
  custodyAnswerCodec,
  custodyAnswerHash,
} from '@mingjing/protocol';
import { byCustodian } from '../rules/access-facts.ts';
import type { HeardFacts } from '../rules/heard-facts.ts';
import { orderFault } from './judge-order.ts';
import type { KeptAnswer, OpeningShelf } from './opening-shelf.ts';

/** How often it is looked whose answers are missing. */
const LOOK_MS = 1000;

type Wanted = Pick<AccessShareEntry, 'orderId' | 'custodian' | 'nodeId' | 'answerHash'>;

export interface CollectorParts {
  readonly host: Pick<Host, 'journal' | 'network' | 'nodeId' | 'replica'>;
  readonly shelf: OpeningShelf;
  readonly heard: Pick<HeardFacts, 'add'>;
  now(): number;
  onError(error: unknown): void;
}

/**
 * Fetches what custodians answered: the chain shows that an answer exists and its hash, the node
 * that posted it has the bytes. What does not have that hash is refused, said in the
 * journal and told to the rules; it is asked for again, until nothing may open under the order.
 */
export class AnswerCollector {
  readonly #parts: CollectorParts;
  /** Answers that are here, by order and organisation. */
  readonly #held = new Set<string>();
  /** Wrong answers that were said in this run, so that asking again says nothing twice. */
  readonly #told = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(parts: CollectorParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => this.look(), LOOK_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Asks for what is missing, one look after the other. */
  look(): void {
    this.#running ??= this.#fetchAll()
      .catch((error: unknown) => this.#parts.onError(error))
      .finally(() => {
        this.#running = undefined;
      });
  }

  async #fetchAll(): Promise<void> {
    const missing = await this.#missing();
    for (const peer of new Set(missing.map(({ nodeId }) => nodeId))) {
      const asked = missing.filter(({ nodeId }) => nodeId === peer).slice(0, CUSTODY_ORDERS_MAX);
      await this.#ask(peer, asked);
    }
  }

  async #missing(): Promise<Wanted[]> {
    const { host, shelf } = this.#parts;
    const { registry, time } = host.replica.chain.state;
    const isOpen = ({ orderId }: Wanted) => {
      const entry = registry.get('access', orderId);
      return entry !== undefined && orderFault(entry, time) === undefined;
    };
    const open = registry
      .all('accessShare')
      .filter((each) => !this.#held.has(keyOf(each)) && isOpen(each));
    if (open.length === 0) return [];
    const connected = host.network.peers();
    const wanted = open.filter(({ nodeId }) => connected.includes(nodeId));
    const missing: Wanted[] = [];
    for (const each of wanted) {
      const kept = await shelf.answer(each.orderId, each.custodian);
      if (kept === undefined) missing.push(each);
      else await this.#note(each, kept);
    }
    return missing;
  }

  async #ask(peer: string, wanted: readonly Wanted[]): Promise<void> {
    const orderIds = wanted.map(({ orderId }) => orderId);
    const answer = await this.#parts.host.network
      .request(peer, { custodyAnswers: { orderIds } })
      // It went away, and will be asked again.
      .catch(() => undefined);
    for (const bytes of answer?.custodyAnswers?.answers ?? [])
      await this.#take(peer, wanted, bytes);
  }

  async #take(peer: string, wanted: readonly Wanted[], bytes: Uint8Array): Promise<void> {
    const { host, shelf, now } = this.#parts;
    const parsed = custodyAnswerCodec.parse(bytes, CUSTODY_ANSWER_BYTES_MAX);
    const { orderId, organisation } = parsed.ok ? parsed.value : NOBODY;
    const asked = wanted.find(
      (each) => each.custodian === organisation && equalBytes(each.orderId, orderId),
    );
    const isPosted = asked && equalBytes(custodyAnswerHash(bytes), asked.answerHash);
    // What names no order that was asked about is told of the first one.
    if (!isPosted) return this.#refuse(peer, asked ?? wanted[0]);
    const since = host.journal.durableSize('supervision');
    const kept = { answer: bytesToHex(bytes), from: peer, takenAt: now(), since, entry: null };
    await shelf.putAnswer(orderId, organisation, kept);
    await this.#note(asked, kept);
  }

  async #note(each: Wanted, kept: KeptAnswer): Promise<void> {
    const { host, shelf } = this.#parts;
    this.#held.add(keyOf(each));
    if (kept.entry !== null) return;
    const { index } = await appendOnce(host.journal, kept.since, {
      ...{ source: 'supervision', event: 'custody-answer-taken', result: 'done' },
      actor: { type: 'node', id: kept.from },
      object: `${bytesToHex(each.orderId)}/${each.custodian}`,
      blockHeight: host.replica.chain.height,
    });
    await shelf.putAnswer(each.orderId, each.custodian, { ...kept, entry: index });
  }

  async #refuse(peer: string, about: Wanted | undefined): Promise<void> {
    const { heard, host } = this.#parts;
    const key = about === undefined ? peer : keyOf(about);
    if (this.#told.has(key)) return;
    this.#told.add(key);
    await host.journal.append({
      ...{ source: 'supervision', event: 'custody-answer-taken', result: 'refused' },
      ...{ reason: 'not-the-posted-answer', actor: { type: 'node', id: peer } },
      object: bytesToHex(about?.orderId ?? NO_BYTES),
      blockHeight: host.replica.chain.height,
    });
    if (about !== undefined) {
      heard.add(byCustodian(about.orderId, about.custodian, 'custody-answer-wrong'));
    }
  }
}

const NO_BYTES = new Uint8Array(0);
const NOBODY = { orderId: NO_BYTES, organisation: '' };

function keyOf({ orderId, custodian }: Pick<Wanted, 'orderId' | 'custodian'>): string {
  return bytesKey(accessShareKey(orderId, custodian));
}
