import { bytesToHex, sha256 } from '@mingjing/crypto';
import type { Host } from '@mingjing/host';
import { canonicalJsonBytes, ROLE_NAMES } from '@mingjing/protocol';
import { type Collection, type Document, LISTED_MAX, type Shelf } from '@mingjing/storage';
import type { AgendaSource, DueItem } from '../../agenda.ts';
import { endOf } from '../../calendar/shanghai-days.ts';
import { type Appointing, ownOfficer } from '../../officers.ts';
import type { RunDocument } from '../runs/run-document.ts';
import { dueOn, findingsOn, type OpenedFinding, ownerOf, retested, stateOf } from './finding.ts';

/** Findings of a service: one of each item, opened again some times. */
const FINDINGS_MAX = LISTED_MAX;
const TOLD_MAX = 100;
/** Who answers for it that somebody sees to them. */
const KEEPER = 'security-admin';

/** Findings on the shelf, all of them in memory too: they are few, and asked for often. */
export class FindingDesk implements AgendaSource {
  readonly area = 'finding';
  readonly #shelf: Shelf;
  readonly #host: Appointing & Pick<Host, 'journal'>;
  readonly #onShelf: Collection<OpenedFinding>;
  readonly #findings: Map<string, OpenedFinding>;

  private constructor(
    shelf: Shelf,
    host: Appointing & Pick<Host, 'journal'>,
    found: readonly Document<OpenedFinding>[],
  ) {
    this.#shelf = shelf;
    this.#host = host;
    this.#onShelf = findingsOn(shelf);
    this.#findings = new Map(found.map(({ id, value }) => [id, value]));
  }

  static async open(shelf: Shelf, host: Appointing & Pick<Host, 'journal'>): Promise<FindingDesk> {
    return new FindingDesk(shelf, host, await findingsOn(shelf).list({ limit: FINDINGS_MAX }));
  }

  get isFull(): boolean {
    return this.#findings.size >= FINDINGS_MAX;
  }

  /** The latest first. */
  get all(): Document<OpenedFinding>[] {
    return [...this.#findings].map(([id, value]) => ({ id, value })).reverse();
  }

  find(id: string): OpenedFinding | undefined {
    return this.#findings.get(id);
  }

  isOpen(item: string): boolean {
    return this.all.some(({ value }) => value.closed === null && value.form.item === item);
  }

  async keep(id: string, finding: OpenedFinding): Promise<void> {
    await this.#shelf.change([this.#onShelf.put(id, finding)]);
    this.#findings.set(id, finding);
  }

  /** Holds what is open against a run that ended: the entries of what it closes come first. */
  async afterRun(run: string, { answers, ended }: RunDocument): Promise<void> {
    const at = ended?.at;
    if (at === undefined) return;
    await this.#shelf.inTurn(async () => {
      const changed = this.all.flatMap(({ id, value }) => {
        const next = retested(value, { id: run, at, answers });
        return next === undefined ? [] : [{ id, value: next }];
      });
      const closed = changed.filter(({ value }) => value.closed !== null);
      if (closed.length > 0) await this.#noteClosed(closed.map(({ id }) => id));
      await this.#shelf.change(changed.map(({ id, value }) => this.#onShelf.put(id, value)));
      for (const { id, value } of changed) this.#findings.set(id, value);
    });
  }

  async #noteClosed(ids: readonly string[]): Promise<void> {
    const { journal, nodeId } = this.#host;
    await journal.appendMany(
      ids.map((object) => ({
        ...{ source: 'admin', event: 'inspection-finding-closed', object, result: 'done' },
        actor: { type: 'system', id: nodeId },
      })),
    );
  }

  /** How earlier findings stand, with a hash over all of them. */
  async standing(now: number) {
    const { all } = this;
    const count = (state: ReturnType<typeof stateOf>) =>
      all.filter(({ value }) => stateOf(value, now) === state).length;
    return {
      ...{ open: count('open'), overdue: count('overdue'), fixed: count('closed') },
      retested: all.filter(({ value }) => value.retests.length > 0).length,
      hash: bytesToHex(sha256(canonicalJsonBytes(all))),
    };
  }

  due(now: number): DueItem[] {
    return this.all
      .filter(({ value }) => value.closed === null)
      .map(({ id, value }) => ({
        ...{ area: this.area, kind: stateOf(value, now), reference: id },
        roles: this.#rolesOf(ownerOf(value)),
        dueAt: endOf(dueOn(value)),
      }))
      .toSorted((a, b) => a.dueAt - b.dueAt)
      .slice(0, TOLD_MAX);
  }

  #rolesOf(owner: string): DueItem['roles'] {
    const role = ownOfficer(this.#host, owner)?.role;
    return ROLE_NAMES.filter((each) => each === role || each === KEEPER);
  }
}
