import { bytesToHex } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { type Host, type InspectionBundleRefusal, inspectionBundle } from '@mingjing/host';
import {
  type Answer,
  type Form,
  INSPECTION_TEXTS,
  type RenderLanguage,
  type SealedRecord,
  sealRecord,
} from '@mingjing/inspection';
import { checkRecord, INSPECTION_EVENT, type RecordFacts } from '@mingjing/proofs';
import type { SignedMeasurements } from '@mingjing/protocol';
import { buildStateProof, type EntryName } from '@mingjing/replica';
import { createTexts } from '@mingjing/service';
import { type Collection, DOCUMENT_BYTES_MAX, type Document, type Shelf } from '@mingjing/storage';
import type { RunDocument } from '../runs/run-document.ts';
import { type KeptRecord, recordsOn } from './record-document.ts';

const SOURCE = 'admin';
/** Base64 and the frame of the document around it. */
const RECORD_BYTES_MAX = Math.floor(DOCUMENT_BYTES_MAX * 0.7);

/** Why a run has no record: codes that the program log names. */
export type SealFault = 'PARTIAL' | 'OTHER_FORM' | 'NO_BLOCK' | 'NO_STATEMENT_KEY' | 'TOO_LARGE';

export interface RecordParts {
  readonly host: Host;
  readonly shelf: Shelf;
  /** The form in force with its hash in hexadecimal; undefined: it cannot be read. */
  form(): Promise<{ readonly form: Form; readonly hash: string } | undefined>;
  /** What the organisation told of itself. */
  head(): Readonly<Record<string, string>>;
  now(): number;
}

/** Signed records of runs, each with its entry in the journal. */
export class RecordDesk {
  readonly records: Collection<KeptRecord>;
  readonly #parts: RecordParts;
  readonly #texts = createTexts(INSPECTION_TEXTS);

  constructor(parts: RecordParts) {
    this.#parts = parts;
    this.records = recordsOn(parts.shelf);
  }

  /**
   * Signs a run that has ended: the entry first, then the record on the shelf. A run of some items
   * only has no record, for a paper with sixty lines must not rest on three. Throws what storage
   * and journal throw; a run that stays unsigned is told in the program log and shows as that.
   */
  async seal(id: string, run: RunDocument): Promise<SealFault | undefined> {
    const inForce = await this.#parts.form();
    if (run.only !== null) return 'PARTIAL';
    if (inForce === undefined || inForce.hash !== run.form.hash) return 'OTHER_FORM';
    const sealed = await this.#sealed(run, inForce.form, await this.#before(id));
    if (typeof sealed === 'string') return sealed;
    if (sealed.record.length > RECORD_BYTES_MAX) return 'TOO_LARGE';
    const { host, now, shelf } = this.#parts;
    const recordHash = bytesToHex(sealed.hash);
    const { index } = await host.journal.append({
      ...{ source: SOURCE, event: INSPECTION_EVENT, object: recordHash, result: 'done' },
      actor: { type: 'system', id: host.nodeId },
      counts: [sealed.answers.length],
      blockHeight: host.replica.chain.height,
    });
    const kept: KeptRecord = {
      record: Buffer.from(sealed.record).toString('base64'),
      signature: Buffer.from(sealed.signature).toString('base64'),
      ...{ recordHash, entry: index, sealedAt: now() },
    };
    await shelf.inTurn(() => shelf.change([this.records.put(id, kept)]));
    return undefined;
  }

  /** What a record shows; throws when what is kept does not hold, which nobody but us wrote. */
  factsOf(kept: KeptRecord): RecordFacts {
    const [record, signature] = bytesOf(kept);
    const checked = checkRecord(record, signature, { verify });
    if (checked.ok) return checked.value;
    throw new Error(`a kept record does not hold: ${checked.part}, ${checked.reason}`);
  }

  /** The bundle with what chain and journal prove by now. */
  bundle(kept: KeptRecord): Promise<Uint8Array | InspectionBundleRefusal> {
    const { host, now } = this.#parts;
    const [record, signature] = bytesOf(kept);
    const recorded = { record, signature, source: SOURCE, index: kept.entry } as const;
    return inspectionBundle(host, recorded, now());
  }

  /** The latest record; before a run when that is given. */
  async latest(before?: string): Promise<Document<KeptRecord> | undefined> {
    const range = before === undefined ? {} : { past: before };
    const [found] = await this.records.list({ ...range, reverse: true, limit: 1 });
    return found;
  }

  async #before(
    id: string,
  ): Promise<{ recordHash: string; answers: readonly Answer[] } | undefined> {
    const found = await this.latest(id);
    if (found === undefined) return undefined;
    const { answers } = this.factsOf(found.value);
    return { recordHash: found.value.recordHash, answers };
  }

  async #sealed(
    { answers, began, ended, kind, phrase, stated }: RunDocument,
    form: Form,
    previous: { recordHash: string; answers: readonly Answer[] } | undefined,
  ): Promise<SealedRecord | SealFault> {
    const { head, host, now } = this.#parts;
    const { nodeId, replica, statements, store } = host;
    const state = await buildStateProof(replica.chain, store, [
      ...[nodeId, ...(stated === undefined ? [] : [stated.by])].map(
        (id): EntryName => ['node', id],
      ),
    ]);
    if (state === undefined) return 'NO_BLOCK';
    if (statements.keyId() === undefined) return 'NO_STATEMENT_KEY';
    const times = { beganAt: began.at, endedAt: ended?.at ?? now() };
    return sealRecord(
      {
        ...{ kind, nodeId, phrase, form, head: head(), foot: {}, answers, ...times },
        ...(previous === undefined ? {} : { previous }),
        ...(stated === undefined ? {} : { stated: [bytesIn(stated)] }),
      },
      {
        ...{ chainId: replica.chain.chainId, state },
        sentence: (language: RenderLanguage, key) => this.#texts.find(language, key),
        sign: (bytes) => statements.sign(bytes),
      },
    );
  }
}

function bytesIn({
  measurements,
  signature,
}: NonNullable<RunDocument['stated']>): SignedMeasurements {
  const [said, signed] = [measurements, signature].map((text) => Buffer.from(text, 'base64'));
  return {
    measurements: Uint8Array.from(said ?? []),
    signature: Uint8Array.from(signed ?? []),
  };
}

function bytesOf({ record, signature }: KeptRecord): [Uint8Array, Uint8Array] {
  const [first, second] = [record, signature].map((text) =>
    Uint8Array.from(Buffer.from(text, 'base64')),
  );
  return [first as Uint8Array, second as Uint8Array];
}
