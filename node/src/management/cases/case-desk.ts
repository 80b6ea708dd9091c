import { bytesToHex, sha256 } from '@mingjing/crypto';
import {
  Collection,
  type Document,
  type DocumentChange,
  LISTED_MAX,
  type Shelf,
} from '@mingjing/storage';
import type { AgendaSource, DueItem } from '../agenda.ts';
import { type CaseFile, casesOn, type Evidence, reportClock, reportDueAt } from './case.ts';
import { EvidenceBox } from './evidence-box.ts';
import { OPEN_MAX } from './limits.ts';

const AREA = 'case';
const TOLD_MAX = 100;
const ROLES = ['reviewer', 'duty', 'security-admin'] as const;

/** Cases on the shelf; those that are open are listed in a collection of their own. */
export class CaseDesk {
  readonly cases: Collection<CaseFile>;
  readonly box: EvidenceBox;
  readonly #open: Collection<object>;

  constructor(shelf: Shelf, chainId: string) {
    this.cases = casesOn(shelf);
    this.box = new EvidenceBox(shelf, chainId);
    this.#open = new Collection<object>(shelf, {
      name: 'open-cases',
      isValid: (value): value is object => typeof value === 'object' && value !== null,
    });
  }

  /** Ids of the cases that are open, the earliest first. */
  async openIds(): Promise<string[]> {
    return (await this.#open.list({ limit: LISTED_MAX })).map(({ id }) => id);
  }

  async isFull(): Promise<boolean> {
    return (await this.openIds()).length >= OPEN_MAX;
  }

  /** The changes that open a case, with the key of its evidence. */
  opening(id: string, file: CaseFile): DocumentChange[] {
    return [this.cases.put(id, file), this.#open.put(id, {}), this.box.newKey(id)];
  }

  /** The changes that close it. */
  closing(id: string, file: CaseFile): DocumentChange[] {
    return [this.cases.put(id, file), this.#open.remove(id)];
  }

  /** The changes that add evidence to a case. */
  async addition(
    id: string,
    before: CaseFile,
    { content, ...named }: Omit<Evidence, 'id' | 'sha256' | 'sizeBytes'> & { content: Uint8Array },
  ): Promise<{ changes: DocumentChange[]; file: CaseFile; evidence: Evidence }> {
    const evidence: Evidence = {
      ...named,
      id: String(before.evidence.length + 1),
      sha256: bytesToHex(sha256(content)),
      sizeBytes: content.length,
    };
    const file = { ...before, evidence: [...before.evidence, evidence] };
    const sealed = await this.box.seal(id, evidence.id, content);
    return { changes: [this.cases.put(id, file), ...sealed], file, evidence };
  }

  /** The clocks that run, and what is to be closed. */
  get agenda(): AgendaSource {
    return { area: AREA, due: (now) => this.#due(now) };
  }

  async #due(now: number): Promise<DueItem[]> {
    const found: Document<CaseFile>[] = [];
    for (const id of await this.openIds()) {
      const value = await this.cases.get(id);
      if (value !== undefined) found.push({ id, value });
    }
    return found
      .map(({ id, value }) => dueItem(id, value, now))
      .toSorted((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))
      .slice(0, TOLD_MAX);
  }
}

function dueItem(reference: string, file: CaseFile, now: number): DueItem {
  const clock = reportClock(file, now);
  const isReported = file.report !== null;
  const kind = isReported ? 'to-close' : clock;
  const dueAt = isReported ? null : reportDueAt(file);
  return { area: AREA, kind, reference, roles: ROLES, dueAt };
}
