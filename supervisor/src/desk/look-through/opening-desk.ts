import { bytesToHex, equalBytes } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { isBlindedOf } from '@mingjing/disclosure';
import { epochOf, sharesOf } from '@mingjing/execution';
import { findEntry, type Host } from '@mingjing/host';
import type {
  AccessEntry,
  AccessShareEntry,
  Epoch,
  OpeningContribution,
  RecordEnvelope,
  SignedContribution,
} from '@mingjing/protocol';
import { Problem } from '@mingjing/service';
import { failed } from '../rules/access-facts.ts';
import type { HeardFacts } from '../rules/heard-facts.ts';
import type { GarbageEvidence } from './evidence-view.ts';
import type { IdentityCopies } from './identity-copies.ts';
import { identitySubject, type OpenedIdentity, openedIdentity } from './identity-subject.ts';
import { blindingOf, contributionFault, readContribution } from './judge-contribution.ts';
import { type OpeningProgress, type OpeningResult, openFrom, progressOf } from './judge-opening.ts';
import { orderFault } from './judge-order.ts';
import type { KeptOpening, OpeningShelf } from './opening-shelf.ts';
import { type Subject, subjectOf } from './subject.ts';

export interface OpeningDeskParts {
  readonly host: Pick<Host, 'genesis' | 'journal' | 'replica' | 'store'>;
  readonly shelf: OpeningShelf;
  readonly heard: Pick<HeardFacts, 'add'>;
  readonly copies: IdentityCopies;
  now(): number;
}

/** An order with the epoch that its shares are of. */
export interface AskedOrder {
  readonly entry: AccessEntry;
  /** Undefined: the order asks for no share. */
  readonly epoch: Epoch | undefined;
  readonly shares: readonly AccessShareEntry[];
}

/** Who opens: what he may see is asked before it is opened, the entry comes before it is shown. */
export interface Opener {
  assertMaySee(organisation: string): void;
  /** Writes the entry of the opening; answers its number. */
  note(kept: KeptOpening): Promise<number>;
}

/** What came of an opening, its number in the journal first. */
export interface Opened {
  readonly entry: number;
  readonly verdict: 'opens' | 'garbage';
  /** Empty when what was sealed is garbage. */
  readonly content: Uint8Array;
  /** Null when it is a record, or garbage. */
  readonly identity: OpenedIdentity | null;
}

interface JudgedOpening {
  readonly result: OpeningResult;
  readonly officers: string[];
  readonly first: OpeningContribution;
  /** Of the ciphertext's commitment in the envelope. */
  readonly salt: Uint8Array;
}

/** The one entry of an opening. */
export const OPENED = { source: 'supervision', event: 'sealed-content-opened' } as const;
const NO_BYTES = new Uint8Array(0);

/**
 * Where officers of the authority bring together what opens a private record. Nothing that opens it
 * is in this program's own keys: it holds answers that came under an order, and only while they are
 * enough of both sides it can open what the order names.
 */
export class OpeningDesk {
  readonly shelf: OpeningShelf;
  readonly #parts: OpeningDeskParts;

  constructor(parts: OpeningDeskParts) {
    this.#parts = parts;
    this.shelf = parts.shelf;
  }

  /** An order of the chain by its id; throws the problem when there is none. */
  order(orderId: Uint8Array): AskedOrder {
    const { registry } = this.#parts.host.replica.chain.state;
    const entry = registry.get('access', orderId);
    if (entry === undefined) throw new Problem(404, 'access-order-unknown');
    const epoch = epochOf(registry, entry.order.epoch);
    return { entry, epoch, shares: sharesOf(registry, entry) };
  }

  /** How far an opening is. */
  async progress({ entry, epoch }: AskedOrder): Promise<OpeningProgress | undefined> {
    if (epoch === undefined) return undefined;
    return progressOf(epoch, await this.shelf.contributions(entry.id));
  }

  /**
   * Takes an officer's contribution; throws the problem of one that may not count. `note` makes the
   * entry of it and is awaited before it is kept; what it throws is thrown.
   */
  contribute(
    orderId: Uint8Array,
    bytes: Uint8Array,
    note: (officer: string) => Promise<unknown>,
  ): Promise<OpeningContribution> {
    return this.shelf.shelf.inTurn(async () => {
      const order = this.order(orderId);
      const read = readContribution(bytes);
      if (!read.ok) throw refusal(read.reason);
      const { signed, said } = read.value;
      if (!equalBytes(said.orderId, orderId)) throw refusal('other-subject');
      await this.#judge(order, read.value);
      const [statement, signature] = [signed.statement, signed.signature].map(bytesToHex);
      const kept = { statement: statement ?? '', signature: signature ?? '' };
      await note(said.officer);
      const takenAt = this.#parts.now();
      await this.shelf.putContribution(orderId, said.officer, { ...kept, takenAt });
      return said;
    });
  }

  /**
   * Opens what an order names. The entry of the journal is durable before anything is answered, and
   * there is one of it, however often it is asked: the opener writes it the first time.
   */
  open(orderId: Uint8Array, opener: Opener): Promise<Opened> {
    return this.shelf.shelf.inTurn(async () => {
      const order = this.order(orderId);
      const fault = orderFault(order.entry, this.#parts.host.replica.chain.state.time);
      if (fault !== undefined) throw refusal(fault);
      const { result, officers, first } = await this.#result(order, opener);
      // What is kept was judged when it came: another verdict is damage of this program's own.
      if (result.verdict === 'evidence-wrong') throw refusal('evidence-wrong');
      const kept = await this.#kept(orderId, result.verdict, officers);
      if (result.verdict === 'garbage') this.#tellGarbage(order.entry);
      const index = kept.entry ?? (await this.#note(orderId, kept, opener));
      const { verdict } = result;
      const content = verdict === 'opens' ? result.content : NO_BYTES;
      const isIdentity = verdict === 'opens' && first.userId !== '';
      const { host } = this.#parts;
      const identity = isIdentity ? openedIdentity(host, first.userId, content) : null;
      return { entry: index, verdict, content, identity };
    });
  }

  /**
   * What an opening comes to when it is judged anew from the answers that are kept. Nothing that
   * was sealed is answered. Undefined: what it takes is not here, or not any more.
   */
  async judgedAnew(
    orderId: Uint8Array,
  ): Promise<{ kind: 'record' | 'identity'; verdict: OpeningResult['verdict'] } | undefined> {
    try {
      const anybody = { assertMaySee: () => undefined };
      const { first, result } = await this.#result(this.order(orderId), anybody);
      return { kind: first.userId === '' ? 'record' : 'identity', verdict: result.verdict };
    } catch (error) {
      if (error instanceof Problem) return undefined;
      throw error;
    }
  }

  /** What shows that a sender sealed garbage; nothing that opens is evidence against anybody. */
  async evidence(
    orderId: Uint8Array,
    assertMaySee: Opener['assertMaySee'],
  ): Promise<GarbageEvidence | undefined> {
    const order = this.order(orderId);
    const opening = await this.shelf.opening(orderId);
    if (opening?.verdict !== 'garbage') return undefined;
    const { result, first, salt } = await this.#result(order, { assertMaySee });
    const { genesis, replica } = this.#parts.host;
    const subject = first.userId === '' ? bytesToHex(first.recordId) : first.userId;
    const { evidence } = result;
    const place = { chainId: replica.chain.chainId, suite: genesis.suite };
    return { ...place, orderId, subject, salt, evidence };
  }

  async #result(
    { entry, epoch }: AskedOrder,
    { assertMaySee }: Pick<Opener, 'assertMaySee'>,
  ): Promise<JudgedOpening> {
    if (epoch === undefined) throw refusal('other-epoch');
    const contributions = await this.shelf.contributions(entry.id);
    const [first] = contributions;
    const progress = progressOf(epoch, contributions);
    if (first === undefined || !progress.isComplete) throw incomplete(progress);
    const { envelope, organisation, ciphertext: read } = await this.#subject(entry, first);
    assertMaySee(organisation);
    const held = await read();
    if (held === undefined) throw new Problem(409, 'ciphertext-not-held');
    const { genesis, replica } = this.#parts.host;
    const { content: ciphertext, salt } = held;
    const parts = { orderId: entry.id, epoch, envelope, ciphertext, contributions };
    const place = { chainId: replica.chain.chainId, suite: genesis.suite };
    const officers = contributions.map(({ officer }) => officer);
    return { result: openFrom({ ...place, ...parts }), officers, first, salt };
  }

  async #judge(
    { entry, epoch, shares }: AskedOrder,
    read: { readonly signed: SignedContribution; readonly said: OpeningContribution },
  ): Promise<void> {
    const { registry, chainId, time } = this.#parts.host.replica.chain.state;
    if (epoch === undefined) throw refusal('other-epoch');
    const officer = registry.get('officer', read.said.officer);
    const { envelope } = await this.#subject(entry, read.said);
    const facts = { chainId, entry, epoch, shares, officer, envelope, time };
    const fault = contributionFault(facts, read, verify);
    if (fault !== undefined) throw refusal(fault);
  }

  async #subject({ order }: AccessEntry, said: OpeningContribution): Promise<Subject> {
    const t = blindingOf(said);
    const isAsked = ({ c0 }: RecordEnvelope) =>
      t !== undefined && isBlindedOf(order.blinded, c0, t);
    const { copies, host } = this.#parts;
    const subject =
      said.userId === ''
        ? await subjectOf(host, said.recordId, isAsked)
        : identitySubject(host, copies, said.userId, isAsked);
    if (subject === undefined) throw refusal('other-subject');
    return subject;
  }

  async #kept(
    orderId: Uint8Array,
    verdict: KeptOpening['verdict'],
    officers: readonly string[],
  ): Promise<KeptOpening> {
    const known = await this.shelf.opening(orderId);
    if (known !== undefined) return known;
    const since = this.#parts.host.journal.durableSize('supervision');
    const openedAt = this.#parts.now();
    const made = { verdict, officers, openedAt, since, entry: null };
    await this.shelf.putOpening(orderId, made);
    return made;
  }

  // However often it is opened: the rules hear it once.
  #tellGarbage({ id, subjectOrganisation }: AccessEntry): void {
    this.#parts.heard.add(failed(bytesToHex(id), subjectOrganisation, 'content-garbage'));
  }

  async #note(orderId: Uint8Array, kept: KeptOpening, opener: Opener): Promise<number> {
    const object = bytesToHex(orderId);
    const known = await findEntry(this.#parts.host.journal, kept.since, { ...OPENED, object });
    const entry = known?.index ?? (await opener.note(kept));
    await this.shelf.putOpening(orderId, { ...kept, entry });
    return entry;
  }
}

function refusal(reason: string): Problem {
  return new Problem(409, `opening-${reason}`);
}

function incomplete({ officers, custodians }: OpeningProgress): Problem {
  const fields = {
    officers: officers.held,
    officersNeeded: officers.needed,
    custodians: custodians.held,
    custodiansNeeded: custodians.needed,
  };
  return new Problem(409, 'opening-incomplete', { fields });
}
