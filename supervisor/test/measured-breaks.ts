// What each item that the supervision node measures stands on, broken: one row an item.
import type { Measurement, SupervisionItem } from '@mingjing/inspection';
import type { WatchSet } from '@mingjing/oversight';
import { Problem } from '@mingjing/service';
import type { RunningNode } from '../../node/src/index.ts';
import { type MeasuredWorld, measured } from '../src/desk/inspection/measures/measuring.ts';
import { OPENED } from '../src/desk/look-through/opening-desk.ts';
import type { RunningSupervisor } from '../src/index.ts';

const PHRASE = '海上生明月';

const RULES: WatchSet = {
  version: 1,
  rules: [
    { id: 'unverified', severity: 'major', kind: 'unverified-writer' },
    { id: 'rate', severity: 'minor', kind: 'rate', per: 'user', count: 3, windowMs: 60_000 },
  ],
};

/** What is measured, as the running program has it, but for openings and rules of the test. */
export function worldOf(
  { host, observer }: RunningSupervisor,
  change: Partial<MeasuredWorld> = {},
): MeasuredWorld {
  const { height } = host.replica.chain;
  const rules = { active: { set: RULES, activeFrom: null }, height };
  const unknown = new Problem(404, 'access-order-unknown');
  const openings = { open: () => Promise.reject(unknown), shelf: { openings: async () => [] } };
  const alarms = { all: () => [] };
  return {
    ...{ host, observer, now: () => Date.now() },
    ...({ openings, rules, alarms } as unknown as Pick<MeasuredWorld, 'openings'>),
    ...change,
  } as MeasuredWorld;
}

export async function measureOf(item: SupervisionItem, world: MeasuredWorld): Promise<Measurement> {
  const signal = AbortSignal.timeout(20_000);
  const [found] = await measured(world, [item], { phrase: PHRASE, signal });
  if (found === undefined) throw new Error('nothing was measured');
  return found[1];
}

const instead = (part: object, change: object) =>
  new Proxy(part, {
    get(target, name) {
      if (Object.hasOwn(change, name)) return Reflect.get(change, name);
      const value = Reflect.get(target, name, target) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  }) as never;
const withHost = (running: RunningSupervisor, change: object) =>
  worldOf(running, { host: { ...running.host, ...change } as never });
const ACCESS = 'ab'.repeat(32);

const SILENT: WatchSet['rules'][number] = {
  ...{ id: 'silent', severity: 'minor', kind: 'silence', organisations: ['jia'] },
  quietMs: 60_000,
};

/** A world whose index is found to be damaged. */
export function withoutSearch(running: RunningSupervisor): MeasuredWorld {
  const search = async () => ({ ok: false, refusal: 'index-damaged' });
  return withHost(running, { records: instead(running.host.records as object, { search }) });
}

type Break = readonly [
  item: SupervisionItem,
  how: string,
  broken: (running: RunningSupervisor) => MeasuredWorld,
];

/** What was opened is broken at the running node, in `OPENED_BREAKS`. */
export const BREAKS: readonly Break[] = [
  [
    'deployed-and-in-sync',
    'a head contradicts what was verified',
    (running) => {
      const { oversight, witness } = running.observer;
      const judgement = (now: number) => ({
        ...oversight.judgement(now),
        isOneCorrectAgreeing: false,
      });
      return worldOf(running, {
        observer: { oversight: instead(oversight, { judgement }), witness } as never,
      });
    },
  ],
  [
    'read-only-verifies-independently',
    'a byte of a stored block is another one',
    (running) => {
      const { store } = running.host;
      // The first that is asked for: of a long chain the phrase chooses some.
      let altered: number | undefined;
      const block = async (height: number) => {
        altered ??= height;
        const stored = await store.block(height);
        if (stored === undefined || height !== altered) return stored;
        const bytes = Uint8Array.from(stored.block);
        bytes[40] = (bytes[40] ?? 0) ^ 1;
        return { ...stored, block: bytes };
      };
      return withHost(running, { store: instead(store, { block }) });
    },
  ],
  [
    'trace-by-subject-content-time',
    'the index keeps a record back',
    (running) => {
      const { records } = running.host;
      const search = async (query: object) => {
        const found = await records?.search(query);
        return found?.ok ? { ...found, hits: found.hits.slice(1) } : found;
      };
      return withHost(running, { records: instead(records as object, { search }) });
    },
  ],
  [
    'rules-and-alarms',
    'what a rule found never was an alarm',
    (running) => {
      const { host } = running;
      const rules = {
        active: { set: { ...RULES, rules: [SILENT] }, activeFrom: 1 },
        height: host.replica.chain.height,
        history: {
          log: { height: 0 },
          reader: {
            block: async (height: number) => ({
              ...{ height, time: height * 60_000, results: [], transactions: [] },
            }),
          },
          registry: () => host.replica.chain.state.registry,
        },
      };
      return worldOf(running, { rules: rules as never });
    },
  ],
  [
    'supervision-acts-accountable',
    'an opening that is kept has no entry',
    (running) => {
      const opening = { verdict: 'opens', officers: [], openedAt: 1, since: 0, entry: 0 };
      const shelf = { openings: async () => [{ id: ACCESS, value: opening }] };
      return worldOf(running, { openings: { ...worldOf(running).openings, shelf } as never });
    },
  ],
];

/** An opening that stands, and the nodes at which it left entries. */
export interface Stood {
  /** Id of its access order, hexadecimal. */
  readonly order: string;
  readonly supervisor: RunningSupervisor;
  /** A custodian that answered. */
  readonly custodian: RunningNode;
}

/** Entries cannot be taken back: one that should not be there stays. */
export const OPENED_BREAKS: readonly (readonly [
  item: SupervisionItem,
  how: string,
  breakIn: (stood: Stood) => Promise<unknown>,
])[] = [
  [
    'look-through-of-encrypted-data',
    'it was opened, as its reader’s journal has it, twice',
    ({ order, supervisor }) => supervisor.host.journal.append(entryOf(OPENED.event, order)),
  ],
  [
    'identity-restoration',
    'a custodian answered, as its own journal has it, twice',
    ({ custodian, order }) =>
      custodian.host.journal.append(entryOf('custody-share-released', order)),
  ],
];

function entryOf(event: string, object: string) {
  const actor = { type: 'system', id: 'somebody' } as const;
  return { ...{ source: OPENED.source, event, object, actor }, result: 'done' } as const;
}
