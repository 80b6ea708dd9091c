import { setTimeout as pause } from 'node:timers/promises';
import { assert, bytesToHex } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { type Host, type InspectionBundleRefusal, inspectionBundle } from '@mingjing/host';
import { newId } from '@mingjing/host/desk';
import { type Answer, type Form, type FormInForce, isSupervisionItem } from '@mingjing/inspection';
import {
  checkRecord,
  INSPECTION_EVENT,
  type InspectionRefusal,
  type RecordFacts,
  verifyInspection,
} from '@mingjing/proofs';
import {
  blockCodec,
  blockId,
  genesisCodec,
  genesisHash,
  inspectionBundleCodec,
  inspectionStatementCodec,
} from '@mingjing/protocol';
import { type Collection, DOCUMENT_BYTES_MAX, LISTED_MAX, type Shelf } from '@mingjing/storage';
import type { Bench } from '../measures/bench.ts';
import { filledForm, headOf } from './filled.ts';
import {
  type Inspection,
  inspectionsOn,
  recordsOn,
  type SealForm,
  type SignedRecord,
} from './inspection.ts';
import { type RecordFault, recordFault } from './inspection-rules.ts';
import { type SealFault, sealedInspection } from './sealing.ts';

const SOURCE = 'supervision';
/** The operator's tip is a block or two ahead of this node's at most, while that follows. */
const [BLOCK_TRIES, BLOCK_PAUSE_MS] = [40, 250];
/** Base64 and the frame of the document around it. */
const RECORD_BYTES_MAX = Math.floor(DOCUMENT_BYTES_MAX * 0.7);

export interface InspectionParts {
  readonly host: Host;
  readonly shelf: Shelf;
  readonly bench: Bench;
  now(): number;
}

/** What a new inspection is about. */
export type NewInspection = Pick<
  Inspection,
  'by' | 'notice' | 'officers' | 'organisation' | 'phrase' | 'visit'
> & { readonly inForce: FormInForce };

/** How far the measuring of an inspection is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Item that is being measured. */
  readonly item: string | null;
}

/** Why a file is not the operator's record of an inspection. */
export type HandInFault =
  | { readonly kind: 'not-held'; readonly refusal: InspectionRefusal }
  | { readonly kind: 'other'; readonly fault: RecordFault | 'too-large' };

/** Inspections by visits: measured here, completed by the operator's record, signed, kept. */
export class InspectionDesk {
  readonly inspections: Collection<Inspection>;
  readonly #parts: InspectionParts;
  readonly #operators: Collection<SignedRecord>;
  readonly #records: Collection<SignedRecord>;
  readonly #underWay = new Map<string, Progress>();
  readonly #stopping = new AbortController();
  #ended: Promise<void> = Promise.resolve();

  private constructor(parts: InspectionParts) {
    this.#parts = parts;
    this.inspections = inspectionsOn(parts.shelf);
    this.#operators = recordsOn(parts.shelf, 'operator');
    this.#records = recordsOn(parts.shelf, 'own');
  }

  /** What an earlier life of the program measured was broken off with it. */
  static async open(parts: InspectionParts): Promise<InspectionDesk> {
    const desk = new InspectionDesk(parts);
    const latest = await desk.inspections.list({ reverse: true, limit: LISTED_MAX });
    for (const { id, value } of latest) {
      if (value.state === 'measuring') await desk.#put(id, { ...value, state: 'broken-off' });
    }
    return desk;
  }

  /** The inspection of a visit that is neither signed nor broken off. */
  async underWayOf(visit: string): Promise<string | undefined> {
    const latest = await this.inspections.list({ reverse: true, limit: LISTED_MAX });
    const goesOn = ({ state, visit: own }: Inspection) =>
      own === visit && (state === 'measuring' || state === 'open');
    return latest.find(({ value }) => goesOn(value))?.id;
  }

  progress(id: string): Progress | undefined {
    return this.#underWay.get(id);
  }

  /** Begins an inspection, in the shelf's turn; `record` makes its entry and is awaited first. */
  async begin(
    { inForce, ...said }: NewInspection,
    record: (id: string) => Promise<unknown>,
  ): Promise<string> {
    const { host, now } = this.#parts;
    const id = newId(now());
    await record(id);
    const { form, hash } = inForce;
    const value: Inspection = {
      ...{ ...said, form: { id: form.id, version: form.version, hash } },
      began: { at: now(), height: host.replica.chain.height },
      ...{ state: 'measuring', own: [], operator: null, confirmations: {}, sealed: null },
    };
    await this.#put(id, value);
    const items = form.items.map((item) => item.id).filter(isSupervisionItem);
    this.#underWay.set(id, { done: 0, total: items.length, item: null });
    this.#ended = this.#measure(id, value, items)
      .catch((error: unknown) => {
        host.logger.error({ err: error, inspection: id }, 'an inspection was not measured');
      })
      .finally(() => this.#underWay.delete(id));
    return id;
  }

  /** What the operator's record of an inspection shows; undefined: none was handed in. */
  async operatorOf(id: string): Promise<RecordFacts | undefined> {
    const kept = await this.#operators.get(id);
    return kept && factsOf(kept);
  }

  /** The form as far as it is filled. */
  async answers(id: string, value: Inspection, form: Form): Promise<Answer[]> {
    if (value.sealed !== null) return [...(await this.recordOf(id)).answers];
    return filledForm(form, value, await this.operatorOf(id), this.#parts.now());
  }

  /** Judges a file as the operator's record; throws nothing for what came from outside. */
  async judge(
    value: Inspection,
    bytes: Uint8Array,
  ): Promise<{ facts: RecordFacts; signed: SignedRecord } | HandInFault> {
    const { host } = this.#parts;
    const trustedGenesisHash = genesisHash(genesisCodec.encode(host.genesis));
    const held = verifyInspection(bytes, { trustedGenesisHash, verify });
    if (!held.ok) return { kind: 'not-held', refusal: held };
    const fault = recordFault(held.value, {
      ...{ chainId: host.replica.chain.chainId, organisation: value.organisation },
      ...{ phrase: value.phrase, formHash: Buffer.from(value.form.hash, 'hex') },
      ...{ fromHeight: value.began.height, ownItems: value.own.map(({ item }) => item) },
      blockId: await this.#blockIdAt(held.value.height),
    });
    if (fault !== undefined) return { kind: 'other', fault };
    const file = inspectionBundleCodec.decode(bytes);
    const { record, recordSignature } = inspectionStatementCodec.decode(file.statement);
    if (record.length > RECORD_BYTES_MAX) return { kind: 'other', fault: 'too-large' };
    return { facts: held.value, signed: signedOf(record, recordSignature) };
  }

  /** Keeps the operator's record; in the shelf's turn, after its entry. */
  async handIn(
    id: string,
    value: Inspection,
    { facts, signed }: { readonly facts: RecordFacts; readonly signed: SignedRecord },
    by: string,
  ): Promise<Inspection> {
    const items = facts.programs.find(({ nodeId }) => nodeId === facts.nodeId)?.items ?? 0;
    const recordHash = bytesToHex(facts.recordHash);
    const takenAt = this.#parts.now();
    const operator = { node: facts.nodeId, recordHash, items, takenAt, by };
    const changed: Inspection = { ...value, operator };
    await this.#parts.shelf.change([
      this.#operators.put(id, signed),
      this.inspections.put(id, changed),
    ]);
    return changed;
  }

  /** Keeps an inspection as it is now; in the shelf's turn, after its entry. */
  keep(id: string, value: Inspection): Promise<void> {
    return this.#put(id, value);
  }

  /**
   * Signs an inspection: the entry that names the record first, then the record on the shelf. In
   * the shelf's turn.
   */
  async seal(
    id: string,
    value: Inspection,
    { foot, form, officer }: { foot: SealForm; form: Form; officer: string },
  ): Promise<Inspection | SealFault> {
    const { host, now, shelf } = this.#parts;
    const operator = await this.#operators.get(id);
    const facts = operator && factsOf(operator);
    const answers = filledForm(form, value, facts, now());
    const previous = await this.#before(id, value);
    const sealed = await sealedInspection(host, {
      ...{ value, form, answers, foot, endedAt: now(), head: headOf(value, facts) },
      ...(operator === undefined ? {} : { operator: bytesOf(operator)[0] }),
      ...(previous === undefined ? {} : { previous }),
    });
    if (typeof sealed === 'string') return sealed;
    if (sealed.record.length > RECORD_BYTES_MAX) return 'too-large';
    const recordHash = bytesToHex(sealed.hash);
    const { index } = await host.journal.append({
      ...{ source: SOURCE, event: INSPECTION_EVENT, object: recordHash, result: 'done' },
      actor: { type: 'officer', id: officer },
      counts: [sealed.answers.length],
      blockHeight: host.replica.chain.height,
    });
    const changed: Inspection = {
      ...{ ...value, state: 'sealed' },
      sealed: { recordHash, entry: index, at: now(), by: officer },
    };
    await shelf.change([
      this.#records.put(id, signedOf(sealed.record, sealed.signature)),
      this.inspections.put(id, changed),
    ]);
    return changed;
  }

  /** What the signed record of an inspection shows. */
  async recordOf(id: string): Promise<RecordFacts> {
    return factsOf(await this.#kept(id));
  }

  /** The bundle with what chain and journal prove by now. */
  async bundle(id: string, { sealed }: Inspection): Promise<Uint8Array | InspectionBundleRefusal> {
    assert(sealed !== null, 'only what is signed has a bundle');
    const [record, signature] = bytesOf(await this.#kept(id));
    const { host, now } = this.#parts;
    const recorded = { record, signature, source: SOURCE, index: sealed.entry } as const;
    return inspectionBundle(host, recorded, now());
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('STOPPED'));
    await this.#ended;
  }

  async #kept(id: string): Promise<SignedRecord> {
    const kept = await this.#records.get(id);
    assert(kept !== undefined, 'what is signed has its record beside it');
    return kept;
  }

  async #measure(id: string, value: Inspection, items: readonly string[]): Promise<void> {
    const { bench, shelf } = this.#parts;
    const told = (change: Partial<Progress>) => {
      const before = this.#underWay.get(id);
      if (before !== undefined) this.#underWay.set(id, { ...before, ...change });
    };
    const { signal } = this.#stopping;
    const found = await bench
      .measure(
        { phrase: value.phrase, items, signal },
        {
          began: (item) => told({ item }),
          measured: () => told({ item: null, done: (this.#underWay.get(id)?.done ?? 0) + 1 }),
        },
      )
      .catch((error: unknown) => {
        this.#parts.host.logger.warn({ err: error, inspection: id }, 'measuring was broken off');
        return undefined;
      });
    const own = (found ?? []).map(([item, measurement]) => ({ item, measurement }));
    const state = found === undefined ? 'broken-off' : 'open';
    await shelf.inTurn(() => this.#put(id, { ...value, own, state }));
  }

  /** The latest signed inspection of the same organisation before one. */
  async #before(id: string, { organisation }: Inspection) {
    const earlier = await this.inspections.list({ past: id, reverse: true, limit: LISTED_MAX });
    const found = earlier.find(
      ({ value }) => value.sealed !== null && value.organisation === organisation,
    );
    if (found === undefined || found.value.sealed === null) return undefined;
    const { answers } = await this.recordOf(found.id);
    return { recordHash: found.value.sealed.recordHash, answers };
  }

  /** The block that was verified here at a height, which may be the next one to come. */
  async #blockIdAt(height: number): Promise<Uint8Array | undefined> {
    const { replica, store } = this.#parts.host;
    for (let tries = 0; tries < BLOCK_TRIES && replica.chain.height < height; tries += 1) {
      await pause(BLOCK_PAUSE_MS);
    }
    const stored = await store.block(height);
    if (stored === undefined) return undefined;
    return blockId(replica.chain.chainId, blockCodec.decode(stored.block).header);
  }

  #put(id: string, value: Inspection): Promise<void> {
    return this.#parts.shelf.change([this.inspections.put(id, value)]);
  }
}

function signedOf(record: Uint8Array, signature: Uint8Array): SignedRecord {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return { record: text(record), signature: text(signature) };
}

function bytesOf({ record, signature }: SignedRecord): [Uint8Array, Uint8Array] {
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'));
  return [bytes(record), bytes(signature)];
}

/** Throws when what is kept does not hold any more: it held when it came. */
function factsOf(kept: SignedRecord): RecordFacts {
  const checked = checkRecord(...bytesOf(kept), { verify });
  if (checked.ok) return checked.value;
  throw new Error(`a kept record does not hold: ${checked.part}, ${checked.reason}`);
}
