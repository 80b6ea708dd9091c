import type { Alarm, AlarmEvent, Severity } from '@mingjing/oversight';
import type { WholeLine } from './whole-lines.ts';

/** What a list of alarms is asked by, and where in the file the latest word on one lies. */
export interface AlarmPlace {
  readonly id: string;
  readonly severity: Severity;
  readonly nodes: readonly string[];
  /** ms; undefined while it is open. */
  readonly clearedAt: number | undefined;
  /** Updates in the file. */
  readonly updates: number;
  readonly line: Pick<WholeLine, 'at' | 'bytes'>;
}

/**
 * Where every alarm of the file lies: some hundred bytes of memory for each, so that nobody has to
 * read through years of lines for a page of them.
 */
export class AlarmPlaces {
  readonly #places = new Map<string, AlarmPlace>();
  /** In the order in which they were raised. */
  readonly #ids: string[] = [];
  /** Lists of nodes are few, and kept once. */
  readonly #nodes = new Map<string, readonly string[]>();
  #overtaken = 0;

  /** Updates that a later one of the same alarm has overtaken. */
  get overtaken(): number {
    return this.#overtaken;
  }

  get(id: string): AlarmPlace | undefined {
    return this.#places.get(id);
  }

  *newestFirst(): Generator<AlarmPlace> {
    for (let i = this.#ids.length - 1; i >= 0; i -= 1) {
      yield this.#places.get(this.#ids[i] as string) as AlarmPlace;
    }
  }

  /** Takes in what the next line of the file says. */
  add(event: AlarmEvent, line: AlarmPlace['line']): void {
    const known = event.type === 'cleared' ? this.#places.get(event.id) : undefined;
    if (event.type !== 'cleared') this.#set(event.type, event.alarm, line);
    else if (known) this.#places.set(event.id, { ...known, clearedAt: event.at });
  }

  #set(type: 'raised' | 'updated', alarm: Alarm, { at, bytes }: AlarmPlace['line']): void {
    const { clearedAt, id, severity } = alarm;
    const before = this.#places.get(id);
    if (before === undefined) this.#ids.push(id);
    const updates = (before?.updates ?? 0) + (type === 'updated' ? 1 : 0);
    if (type === 'updated' && updates > 1) this.#overtaken += 1;
    const nodes = this.#shared(alarm.nodes);
    this.#places.set(id, { id, severity, nodes, clearedAt, updates, line: { at, bytes } });
  }

  #shared(nodes: readonly string[]): readonly string[] {
    const key = nodes.join(' ');
    const known = this.#nodes.get(key) ?? nodes;
    this.#nodes.set(key, known);
    return known;
  }
}
