// What the takedowns came to, as a page of the measurements.
import { writeMeasurement } from '../../measurement.ts';

export interface Takedown {
  /** Bytes of the content. */
  readonly size: number;
  readonly isAway: boolean;
  /** From the order's submission until one node knows of the receipts of all that run. */
  readonly allMs: number;
  /** Of the node that was away, from its return on. */
  readonly returnedMs: number | undefined;
  /** By the receipts: own clock of each node after the time of the block that took effect. */
  readonly own: readonly number[];
  readonly filesLeft: number;
}

export interface TakedownFigures {
  readonly done: readonly Takedown[];
  readonly seed: number;
  /** Load average of the machine before it began. */
  readonly load: number;
  readonly cores: number;
}

/** Writes docs/measurements/takedown.md and takedown.json. */
export async function writeTakedowns({ done, seed, load, cores }: TakedownFigures): Promise<void> {
  const all = done.map(({ allMs }) => allMs);
  const running = done.filter(({ isAway }) => !isAway).flatMap(({ own }) => own);
  const back = done.flatMap(({ returnedMs }) => returnedMs ?? []);
  const result = {
    ...{ seed, takedowns: done.length, with_a_node_away: back.length },
    ...of('all', all),
    ...of('own', running),
    ...of('returned', back),
    files_left: done.reduce((sum, { filesLeft }) => sum + filesLeft, 0),
    ...{ cores, load_before: Math.round(load * 10) / 10, node: process.versions.node },
  };
  await writeMeasurement('takedown', pageOf(result), result);
  console.log(JSON.stringify(result));
}

function of(name: string, values: readonly number[]): Record<string, number> {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  return { [`${name}_p50_ms`]: at(0.5), [`${name}_most_ms`]: Math.round(sorted.at(-1) ?? 0) };
}

function pageOf(result: Readonly<Record<string, number | string>>): string {
  const rows = Object.entries(result).map(([name, value]) => `| \`${name}\` | ${value} |`);
  return `# From an order to the last node

\`npm run campaign -- takedown\`. Four validators and a supervision node, each a process of its own.
Contents of 1,000 and of 300,000 bytes were published and taken down one after the other; every
second time a validator was killed before the order was given, and started again when the others
were done. \`all\`: from the submission of the order until the node that was asked knew of the
signed receipts of all nodes that ran. \`own\`: by the receipts, the clock of each node less the
time of the block with which the order took effect, where no node was away. \`returned\`: from the
moment the node that had been away said that it runs, until it had carried the order out, too.
\`files_left\`: files of any home that hold a content afterwards. All programs shared the cores
with whatever else the machine did (\`load_before\`: its load average).

| measured | |
| --- | --- |
${rows.join('\n')}
`;
}
