import type { Host } from '@mingjing/host';
import { NodeRole } from '@mingjing/protocol';
import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { AgendaSource, DueItem } from '../agenda.ts';
import type { WorkCalendars } from '../calendar/work-calendar.ts';
import type { Watch } from '../clockwork.ts';
import { type Appointing, ownOrganisation } from '../officers.ts';
import { type ActWriter, recordProgramAct } from '../own-act.ts';
import { time } from '../stored-shapes.ts';
import { declaredNumbers } from './declared.ts';
import { type Filing, filingsOn } from './filing.ts';
import { type Deadline, filingDeadlines } from './filing-deadlines.ts';
import { type Difference, differencesOf, type Observed } from './filing-differences.ts';

/** States of the filing that are kept: one a week for twenty years. */
export const FILINGS_MAX = 1000;
const STATE = 'differing';
const KEEPERS = ['security-admin', 'system-admin'] as const;

const differing = Type.Object({ since: time });
type Differing = Static<typeof differing>;

export interface FilingPorts {
  readonly shelf: Shelf;
  readonly host: Appointing & ActWriter & { readonly network: Pick<Host['network'], 'address'> };
  readonly calendars: WorkCalendars;
}

/** What was filed, held against what is. */
export class FilingDesk implements AgendaSource, Watch {
  readonly area = 'filing';
  readonly states: Collection<Filing>;
  readonly #ports: FilingPorts;
  readonly #differing: Collection<Differing>;
  #current: Filing | undefined;
  #since: number | null;

  private constructor(ports: FilingPorts, current: Filing | undefined, since: number | null) {
    this.#ports = ports;
    this.#current = current;
    this.#since = since;
    this.states = filingsOn(ports.shelf);
    this.#differing = differingOn(ports.shelf);
  }

  static async open(ports: FilingPorts): Promise<FilingDesk> {
    const [latest] = await filingsOn(ports.shelf).list({ reverse: true, limit: 1 });
    const state = await differingOn(ports.shelf).get(STATE);
    return new FilingDesk(ports, latest?.value, state?.since ?? null);
  }

  /** What is filed now; undefined: nobody told it. */
  get current(): Filing | undefined {
    return this.#current;
  }

  /** Since when it has not been what is; null: it is, or nobody looked yet. */
  get differingSince(): number | null {
    return this.#since;
  }

  observed(): Observed {
    const { host } = this.#ports;
    const { registry } = host.replica.chain.state;
    const nodes = [...registry.all('node')]
      .filter(({ revokedHeight, role }) => revokedHeight === 0 && role !== NodeRole.supervision)
      .map(({ id, organisation, region }) => ({
        ...{ node: id, organisation, region },
        // The chain holds a salted commitment of an address: only one's own can be seen.
        address: id === host.nodeId ? host.network.address : null,
      }));
    const versions = [...registry.all('release')]
      .filter(({ withdrawn }) => !withdrawn)
      .sort((a, b) => a.height - b.height)
      .map(({ version }) => version);
    const declared = declaredNumbers(registry, ownOrganisation(host) ?? '');
    return { nodes, versions, declared };
  }

  differences(): Difference[] {
    return this.#current === undefined ? [] : differencesOf(this.#current.form, this.observed());
  }

  deadlines(now: number): Deadline[] {
    if (this.#current === undefined) return [];
    const { calendars } = this.#ports;
    const progress = { now, differingSince: this.#since };
    return filingDeadlines(this.#current.form, calendars.current, progress);
  }

  /** A new state of the filing; in the shelf's turn, after its entry. */
  async keep(id: string, filing: Filing): Promise<void> {
    await this.#ports.shelf.change([this.states.put(id, filing)]);
    this.#current = filing;
  }

  /** Notes when the filing begins and ceases to differ from what is: the term runs from then. */
  tick(now: number): Promise<void> {
    return this.#ports.shelf.inTurn(async () => {
      const { length } = this.differences();
      if (length > 0 === (this.#since !== null)) return;
      const since = length > 0 ? now : null;
      const event = length > 0 ? 'filing-differs' : 'filing-agrees';
      await recordProgramAct(this.#ports.host, { event, object: 'filing', counts: [length] });
      const change =
        since === null ? this.#differing.remove(STATE) : this.#differing.put(STATE, { since });
      await this.#ports.shelf.change([change]);
      this.#since = since;
    });
  }

  due(now: number): DueItem[] {
    const base = { area: 'filing', roles: KEEPERS };
    if (this.#current === undefined) {
      return [{ ...base, kind: 'missing', reference: 'filing', dueAt: null }];
    }
    return this.deadlines(now)
      .filter(({ by, state }) => by === 'operator' && !['done', 'late'].includes(state))
      .map(({ period, state, term }) => {
        const kind = state === 'overdue' ? 'overdue' : period;
        return { ...base, kind, reference: period, dueAt: term?.dueAt ?? null };
      });
  }
}

function differingOn(shelf: Shelf): Collection<Differing> {
  return new Collection<Differing>(shelf, {
    name: 'filing-differing',
    isValid: (value): value is Differing => Value.Check(differing, value),
  });
}
