import { Collection, type Document, type DocumentChange, LISTED_MAX } from '@mingjing/storage';
import type { AgendaSource, DueItem } from '../agenda.ts';
import type { Watch } from '../clockwork.ts';
import type { ManagementContext } from '../context.ts';
import { type CaseFile, casesOn, reportClock, reportDueAt } from './case.ts';
import type { CasesConfig } from './cases-config.ts';
import { EvidenceKeeper } from './evidence-keeper.ts';
import { OPEN_MAX } from './limits.ts';

const AREA = 'case';
const TOLD_MAX = 100;
const ROLES = ['reviewer', 'duty', 'security-admin'] as const;

/** Cases on the shelf; those that are open are listed in a collection of their own. */
export class CaseDesk {
  readonly cases: Collection<CaseFile>;
  readonly evidence: EvidenceKeeper;
  readonly #open: Collection<object>;

  constructor(context: ManagementContext, config: CasesConfig) {
    const { shelf } = context;
    this.cases = casesOn(shelf);
    this.evidence = new EvidenceKeeper(context, this.cases, config);
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
    return [this.cases.put(id, file), this.#open.put(id, {}), this.evidence.newKey(id)];
  }

  /** The changes that close it. */
  closing(id: string, file: CaseFile, at: number): DocumentChange[] {
    const changes = [this.cases.put(id, file), this.#open.remove(id)];
    return file.evidence.length === 0 ? changes : [...changes, this.evidence.closing(id, at)];
  }

  /** What evidence needs by the time. */
  get watch(): Watch {
    return { area: AREA, tick: (now) => this.evidence.tick(now) };
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
    const { stuck } = this.evidence;
    const unsealed = (await this.evidence.unsealed()).filter((id) => !stuck.has(id));
    const clocks = found.map(({ id, value }) => dueItem(id, value, now));
    return [...clocks, ...unsealed.map(toSeal), ...[...stuck].map(toMend)]
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

function toSeal(reference: string): DueItem {
  return { area: AREA, kind: 'to-seal', reference, roles: ['security-admin'], dueAt: null };
}

function toMend(reference: string): DueItem {
  const roles = ['security-admin', 'system-admin'] as const;
  return { area: AREA, kind: 'to-mend', reference, roles, dueAt: null };
}
