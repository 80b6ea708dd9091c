import type { Journal } from '@mingjing/journal';
import type { AgendaSource, DueItem } from '../../agenda.ts';
import type { Finding } from './findings.ts';
import { isRaised, nextRound, type StandingFinding } from './standing.ts';

/** Whoever finds something adds it by this port. */
export type FindingSource = (now: number) => readonly Finding[] | Promise<readonly Finding[]>;

export interface CentreOptions {
  readonly nodeId: string;
  readonly journal: Pick<Journal, 'appendMany'>;
  readonly sources: readonly FindingSource[];
  readonly now: () => number;
}

/** Keeps what stands, journals what is raised and cleared, and offers it to those who can act. */
export class SecurityCentre {
  readonly #options: CentreOptions;
  #standing: readonly StandingFinding[] = [];
  #judgedAt: number | undefined;

  constructor(options: CentreOptions) {
    this.#options = options;
  }

  get standing(): readonly StandingFinding[] {
    return this.#standing;
  }

  /** When all of it was looked at last; undefined before the first round. */
  get judgedAt(): number | undefined {
    return this.#judgedAt;
  }

  /** Looks at everything once. What cannot be journalled is found again in the next round. */
  async round(): Promise<void> {
    const now = this.#options.now();
    const found = await Promise.all(this.#options.sources.map(async (source) => source(now)));
    const round = nextRound(this.#standing, found.flat(), now);
    const entries = [
      ...round.raised.filter(isTold).map((each) => this.#entry('assurance-raised', each)),
      ...round.cleared.filter(isTold).map((each) => this.#entry('assurance-cleared', each)),
    ];
    if (entries.length > 0) await this.#options.journal.appendMany(entries);
    this.#standing = round.standing;
    this.#judgedAt = now;
  }

  agenda(): AgendaSource {
    return {
      area: 'assurance',
      due: () => this.standing.filter(isTold).filter(isRaised).map(dueItem),
    };
  }

  #entry(event: 'assurance-raised' | 'assurance-cleared', { kind, subject }: Finding) {
    const result = event === 'assurance-raised' ? ('failed' as const) : ('done' as const);
    const actor = { type: 'system', id: this.#options.nodeId } as const;
    return { source: 'security' as const, event, result, reason: kind, object: subject, actor };
  }
}

// That something cannot be measured is shown where it is asked for, and asks nobody to act.
function isTold({ level }: Finding): boolean {
  return level !== 'unknown';
}

function dueItem({ kind, subject }: Finding): DueItem {
  const roles = ['system-admin', 'security-admin'] as const;
  return { area: 'assurance', kind, reference: subject, roles, dueAt: null };
}
