import { assert, bytesToHex, hexToBytes, sha256 } from '@mingjing/crypto';
import { sealCopy } from '@mingjing/host';
import { CASE_FILES_MAX } from '@mingjing/protocol';
import {
  Collection,
  type Document,
  type DocumentChange,
  type Shelf,
  StorageError,
} from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { takenDownBy } from '../../api/content.ts';
import type { ManagementContext } from '../context.ts';
import { idFloor } from '../new-id.ts';
import { recordProgramAct } from '../own-act.ts';
import type { CaseFile, Evidence } from './case.ts';
import type { CasesConfig } from './cases-config.ts';
import { CASE_KEYS, copyId, EvidenceBox, type EvidenceBytes, fileOf } from './evidence-box.ts';
import { REMOVED_TOGETHER_MAX } from './limits.ts';
import { runAll } from './run-all.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What has to leave the files: noted with what it follows from, so that a stop loses nothing. */
const removal = Type.Object({
  files: Type.Array(Type.Object({ id: Type.String(), sizeBytes: Type.Number() })),
  keys: Type.Array(Type.String()),
});
type Removal = Static<typeof removal>;
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** An attachment among the evidence that an order took down. */
interface TakenDown {
  /** In the list of those that the case itself opens. */
  readonly id: string;
  readonly caseId: string;
  readonly number: string;
  readonly orderId: string;
}

/** Evidence of a case as it is added. */
export type AddedEvidence = Pick<Evidence, 'name' | 'commitment' | 'by' | 'at'> & EvidenceBytes;

/**
 * Evidence from its addition to its end. An attachment of the chain lies under the key of its case
 * until an order takes it down, then sealed to the authority's key alone; all of it is removed
 * when its period after the closing of the case is over.
 */
export class EvidenceKeeper {
  readonly #context: ManagementContext;
  readonly #cases: Collection<CaseFile>;
  readonly #config: CasesConfig;
  readonly #box: EvidenceBox;
  /** Attachments that the case itself opens, as `case.evidence.commitment`. */
  readonly #readable: Collection<object>;
  /** Closed cases with evidence, as `time of closing.case`. */
  readonly #closed: Collection<object>;
  readonly #removals: Collection<Removal>;
  #stuck: ReadonlySet<string> = new Set();

  constructor(context: ManagementContext, cases: Collection<CaseFile>, config: CasesConfig) {
    const { host, shelf } = context;
    this.#context = context;
    this.#cases = cases;
    this.#config = config;
    this.#box = new EvidenceBox(shelf, host.replica.chain.chainId);
    this.#readable = new Collection(shelf, { name: 'evidence-readable', isValid: isObject });
    this.#closed = new Collection(shelf, { name: 'evidence-closed', isValid: isObject });
    this.#removals = new Collection<Removal>(shelf, {
      name: 'evidence-removals',
      isValid: (value): value is Removal => Value.Check(removal, value),
    });
  }

  /** The change that gives a new case its key. */
  newKey(caseId: string): DocumentChange {
    return this.#box.newKey(caseId);
  }

  /** The changes that add evidence to a case. */
  async addition(
    id: string,
    before: CaseFile,
    { content, salt, ...named }: AddedEvidence,
  ): Promise<{ changes: DocumentChange[]; file: CaseFile }> {
    const evidence: Evidence = {
      ...named,
      id: String(before.evidence.length + 1),
      ...{ sha256: bytesToHex(sha256(content)), sizeBytes: content.length },
      ...{ copy: null, removedAt: null },
    };
    const file = { ...before, evidence: [...before.evidence, evidence] };
    const changes = await this.#box.seal(id, evidence.id, { content, salt });
    if (evidence.commitment !== '') changes.push(this.#readable.put(readableId(id, evidence), {}));
    return { changes: [this.#cases.put(id, file), ...changes], file };
  }

  /** The change by which the period of its evidence begins, when a case is closed. */
  closing(id: string, at: number): DocumentChange {
    return this.#closed.put(`${idFloor(at)}.${id}`, {});
  }

  /** Evidence as there is a right to read it here: the sealed copy of what was taken down. */
  async read(id: string, evidence: Evidence): Promise<Uint8Array | 'removed' | 'taken-down'> {
    if (evidence.removedAt !== null) return 'removed';
    const { copy, commitment } = evidence;
    if (copy !== null) return this.#box.copy(id, evidence.id, copy.sizeBytes);
    if (commitment !== '' && this.#orderOf(commitment) !== null) return 'taken-down';
    return (await this.#box.open(id, evidence)).content;
  }

  /** Cases with evidence that was taken down and that no key of an authority is known for. */
  async unsealed(): Promise<string[]> {
    const found = await this.#takenDown();
    return [...new Set(found.map(({ caseId }) => caseId))];
  }

  /** Cases with evidence that could not be sealed or removed at the latest tick. */
  get stuck(): ReadonlySet<string> {
    return this.#stuck;
  }

  /**
   * Seals what was taken down, removes what is over, and ends removals that a stop cut short. What
   * fails is told by `stuck`, keeps nothing else from it, and is thrown at the end.
   */
  tick(now: number): Promise<void> {
    return this.#shelf.inTurn(async () => {
      const stuck = new Set<string>();
      const steps = [() => this.#sealAll(now, stuck), () => this.#endAll(now, stuck)];
      try {
        await runAll([...steps, () => this.#removeAll()]);
      } finally {
        this.#stuck = stuck;
      }
    });
  }

  /** Seals what was taken down of one case; rejects when it cannot be. */
  sealCase(caseId: string, now: number): Promise<void> {
    return this.#shelf.inTurn(async () => {
      if (this.#config.authority_key === '') return;
      const past = `${caseId}.`;
      const page = await this.#readable.list({ past, limit: CASE_FILES_MAX });
      const own = page.filter(({ id }) => id.startsWith(past));
      const found = own.flatMap(({ id }) => this.#ifTakenDown(id));
      await runAll(found.map((each) => () => this.#seal(each, now)));
    });
  }

  async #sealAll(now: number, stuck: Set<string>): Promise<void> {
    if (this.#config.authority_key === '') return;
    const found = await this.#takenDown();
    await runAll(found.map((each) => noting(stuck, each.caseId, () => this.#seal(each, now))));
  }

  async #endAll(now: number, stuck: Set<string>): Promise<void> {
    const closed = await this.#closed.list({ limit: REMOVED_TOGETHER_MAX });
    const periods = closed.map(({ id }) => {
      const [from = '', caseId = ''] = id.split('.');
      return {
        id,
        caseId,
        endsAt: Number.parseInt(from, 16) + this.#config.evidence_days * DAY_MS,
      };
    });
    const over = periods.filter(({ endsAt }) => endsAt <= now);
    await runAll(
      over.map(({ id, caseId }) => noting(stuck, caseId, () => this.#end(id, caseId, now))),
    );
  }

  get #shelf(): Shelf {
    return this.#context.shelf;
  }

  #orderOf(commitment: string): string | null {
    const { registry } = this.#context.host.replica.chain.state;
    return takenDownBy(registry, hexToBytes(commitment) ?? new Uint8Array(0));
  }

  async #takenDown(): Promise<TakenDown[]> {
    const found: TakenDown[] = [];
    for await (const { id } of this.#readable.all()) found.push(...this.#ifTakenDown(id));
    return found;
  }

  #ifTakenDown(id: string): TakenDown[] {
    const [caseId = '', number = '', commitment = ''] = id.split('.');
    const orderId = this.#orderOf(commitment);
    return orderId === null ? [] : [{ id, caseId, number, orderId }];
  }

  async #seal({ caseId, id, number, orderId }: TakenDown, now: number): Promise<void> {
    const file = await this.#cases.get(caseId);
    const evidence = file?.evidence.find((each) => each.id === number);
    assert(file !== undefined && evidence !== undefined, `no evidence ${number} in case ${caseId}`);
    const sealed = await this.#copyOf(caseId, evidence, orderId);
    const copy = {
      ...{ orderId, recipientKey: this.#config.authority_key, at: now },
      ...{ sha256: bytesToHex(sha256(sealed)), sizeBytes: sealed.length },
    };
    const { host } = this.#context;
    const object = `${caseId}/${number}`;
    await recordProgramAct(host, { event: 'case-evidence-sealed-to-authority', object });
    const noted = {
      id: `${caseId}.${number}`,
      value: { files: [fileOf(caseId, evidence)], keys: [] },
    };
    await this.#shelf.change([
      this.#cases.put(caseId, withEvidence(file, { ...evidence, copy })),
      ...this.#box.putCopy(caseId, number, sealed),
      this.#readable.remove(id),
      this.#removals.put(noted.id, noted.value),
    ]);
    await this.#remove(noted);
  }

  async #copyOf(caseId: string, evidence: Evidence, orderId: string): Promise<Uint8Array> {
    const { chainId } = this.#context.host.replica.chain;
    const bytesOf = (hex: string) => hexToBytes(hex) ?? new Uint8Array(0);
    const sealed = await sealCopy(
      { chainId, orderId: bytesOf(orderId), recipientKey: bytesOf(this.#config.authority_key) },
      { commitment: bytesOf(evidence.commitment), ...(await this.#box.open(caseId, evidence)) },
    );
    if (sealed.ok) return sealed.value;
    const message = `evidence ${evidence.id} of case ${caseId} is not sealed: ${sealed.reason}`;
    throw new StorageError('STORE_CORRUPT', message);
  }

  /** The end of the period: first it is said, and then nothing is left but what it was. */
  async #end(period: string, caseId: string, now: number): Promise<void> {
    const file = await this.#cases.get(caseId);
    assert(file !== undefined, `no case ${caseId}`);
    const { evidence } = file;
    const counts = [evidence.length];
    const act = { event: 'case-evidence-removed', object: caseId, reason: 'period-over', counts };
    await recordProgramAct(this.#context.host, act);
    const ended = evidence.map((each) => ({ ...each, removedAt: now }));
    const readable = evidence.map((each) => this.#readable.remove(readableId(caseId, each)));
    const files = evidence.map((each) =>
      each.copy === null
        ? fileOf(caseId, each)
        : { id: copyId(caseId, each.id), sizeBytes: each.copy.sizeBytes },
    );
    await this.#shelf.change([
      this.#cases.put(caseId, { ...file, evidence: ended }),
      ...readable,
      this.#closed.remove(period),
      this.#removals.put(caseId, { files, keys: [caseId] }),
    ]);
  }

  async #removeAll(): Promise<void> {
    const noted = await this.#removals.list({ limit: REMOVED_TOGETHER_MAX });
    await runAll(noted.map((each) => () => this.#remove(each)));
  }

  async #remove({ id, value: { files, keys } }: Document<Removal>): Promise<void> {
    await this.#box.purge(files);
    await this.#shelf.purge(CASE_KEYS, keys);
    await this.#shelf.change([this.#removals.remove(id)]);
  }
}

/** The same step; its case is among those that are stuck when it fails. */
function noting(stuck: Set<string>, caseId: string, step: () => Promise<void>) {
  return async () => {
    try {
      await step();
    } catch (error) {
      stuck.add(caseId);
      throw error;
    }
  };
}

function readableId(caseId: string, { id, commitment }: Evidence): string {
  return `${caseId}.${id}.${commitment}`;
}

function withEvidence(file: CaseFile, changed: Evidence): CaseFile {
  const evidence = file.evidence.map((each) => (each.id === changed.id ? changed : each));
  return { ...file, evidence };
}
