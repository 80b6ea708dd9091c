/** Something that happens at a virtual time; equal times keep the order of planning. */
export interface PlannedEvent {
  readonly at: number;
  readonly sequence: number;
  readonly name: string;
  readonly fire: () => void;
  isCancelled: boolean;
}

/** A binary heap of events, the earliest on top. */
export class EventHeap {
  readonly #items: PlannedEvent[] = [];

  get size(): number {
    return this.#items.length;
  }

  push(event: PlannedEvent): void {
    const items = this.#items;
    let at = items.length;
    items.push(event);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(event, items[parent] as PlannedEvent)) break;
      items[at] = items[parent] as PlannedEvent;
      at = parent;
    }
    items[at] = event;
  }

  /** Takes the earliest event off; undefined when there is none. */
  pop(): PlannedEvent | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined || items.length === 0) return top;
    let at = 0;
    for (let child = 1; child < items.length; child = 2 * at + 1) {
      const right = items[child + 1];
      if (right !== undefined && isBefore(right, items[child] as PlannedEvent)) child += 1;
      if (!isBefore(items[child] as PlannedEvent, last)) break;
      items[at] = items[child] as PlannedEvent;
      at = child;
    }
    items[at] = last;
    return top;
  }
}

function isBefore(a: PlannedEvent, b: PlannedEvent): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}
