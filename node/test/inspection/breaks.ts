// What each item that this node measures alone stands on, broken: one row an item. What only the
// supervision node measures is broken there, in supervisor/test/measured-breaks.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { bytesToHex, sha256 } from '@mingjing/crypto';
import type { Verdict } from '@mingjing/inspection';
import type { FolderReport } from '@mingjing/journal';
import { PolicyRule, SOURCE_NAMES } from '@mingjing/protocol';
import { NodeWatch } from '../../src/management/assurance/centre/node-watch.ts';
import type { InspectionWorld } from '../../src/management/inspection/world.ts';
import { filingForm, type InspectedNode } from './inspected-node.ts';
import { instead, later, overlay, saying, withHost, withProgram } from './overlay.ts';

export const PHRASE = '海上生明月';
const DAY_MS = 24 * 60 * 60 * 1000;
const SLOT_BYTES = 168;
const NOT_OPENED = { isOpened: false, own: 1, custodians: 2, entries: 2 };

/** A world in which something does not hold, and how it is mended again. */
export interface Broken {
  readonly world: InspectionWorld;
  undo?(): unknown;
}

export interface Break {
  readonly item: string;
  /** What is broken, in a few words. */
  readonly how: string;
  /** How it stands before, where that is not `met`: young, or as the moment has it. */
  readonly sound?: readonly Verdict[];
  /** What has to be there first. */
  ready?(node: InspectedNode): Promise<unknown>;
  /** What somebody does while it is measured and sound. */
  meanwhile?(node: InspectedNode): Promise<unknown>;
  breakIn(node: InspectedNode, world: InspectionWorld): Broken | Promise<Broken>;
}

const MANAGEMENT: readonly Break[] = [
  {
    item: 'unique-identity-two-factors',
    how: 'two officers share a key',
    breakIn: (_node, world) => {
      const shared = world.host.replica.chain.state.registry.get('officer', 'jia-reviewer');
      const change = (officer: { id: string }) =>
        officer.id === 'jia-duty' ? { ...officer, key: shared?.key } : officer;
      return { world: instead(world, 'officer', change as never) };
    },
  },
  {
    item: 'separation-of-three-admins',
    how: 'the system administrator may read the journal',
    breakIn: (_node, world) => {
      const { table } = world.program;
      const name = 'GET /v1/journal/search';
      const rule = table[name];
      const own = [...(rule?.own ?? []), 'system-admin'] as const;
      return {
        world: withProgram(world, { table: { ...table, [name]: { ...rule, own } as never } }),
      };
    },
  },
  {
    item: 'lockout-timeout',
    how: 'a session may stand idle for ten hours',
    breakIn: (_node, world) => {
      const { accounts } = world.program;
      const session = { ...accounts.settings.session, idleMs: 10 * 60 * 60 * 1000 };
      const settings = { ...accounts.settings, session };
      return { world: withProgram(world, { accounts: { ...accounts, settings } }) };
    },
  },
  {
    item: 'admission-and-exit-approval',
    how: 'one organisation alone admits a node',
    breakIn: (_node, world) => {
      const rule = { rule: PolicyRule.any, numerator: 1, denominator: 1, organisations: [] };
      const nothing = { roles: [], lockMs: 0, periodMs: 60_000 };
      return {
        world: instead(world, 'policy', (() => ({ action: 2, ...rule, ...nothing })) as never),
      };
    },
  },
  {
    item: 'no-default-or-stale-accounts',
    how: 'the officer of an account left',
    breakIn: (_node, world) => {
      const change = (officer: { id: string }) =>
        officer.id === 'jia-duty' ? { ...officer, revokedHeight: 1 } : officer;
      return { world: instead(world, 'officer', change as never) };
    },
  },
];

const INFRASTRUCTURE: readonly Break[] = [
  {
    item: 'filing-no-displayed',
    how: 'the pages have no number any more',
    async breakIn({ staffed }, world) {
      const form = filingForm(staffed);
      const file = (filed: object) =>
        staffed.ask('security-admin', 'POST', '/v1/management/filing', filed);
      await file({ ...form, numbers: { ...form.numbers, service: null } });
      return { world, undo: () => file(form) };
    },
  },
  {
    item: 'consensus-and-fault-tolerance',
    how: 'the other validators do not go on alone',
    breakIn: ({ staffed }, world) => {
      for (const { host } of staffed.others) host.standAside.begin(2500);
      const { standAside } = world.host;
      const begin = () => standAside.begin(1500);
      return { world: withHost(world, { standAside: overlay(standAside, { begin }) }) };
    },
  },
  {
    item: 'ports-and-services',
    how: 'a port that nobody declared is opened',
    async breakIn(_node, world) {
      const server: Server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return { world, undo: () => new Promise((resolve) => server.close(resolve)) };
    },
  },
  {
    item: 'time-synchronisation',
    how: 'this clock is 20 seconds ahead',
    breakIn: (_node, world) => {
      const watch = new NodeWatch(world.host, () => Date.now() + 20_000);
      return { world: { ...world, assurance: { ...world.assurance, watch } } };
    },
  },
];

const SUPERVISION: readonly Break[] = [
  {
    item: 'freeze-limit-unfreeze',
    how: 'a node owes its order receipt',
    breakIn: (_node, world) => {
      const { book } = world.host.orders;
      const of = async (id: Uint8Array) => (await book.of(id)).slice(1);
      const orders = overlay(world.host.orders, { book: overlay(book, { of }) });
      return { world: withHost(world, { orders }) };
    },
  },
];

const PREVENTION: readonly Break[] = [
  {
    item: 'pre-publication-review',
    how: 'the rules find nothing',
    breakIn: (_node, world) => {
      const judge = async (groups: readonly unknown[][]) => groups.map(() => []);
      return { world: { ...world, screening: overlay(world.screening, { judge }) } };
    },
  },
  {
    item: 'takedown-and-blocking',
    how: 'what was taken down is on the disk again',
    async breakIn(_node, world) {
      const { host } = world;
      const [tombstone] = host.replica.chain.state.registry.all('tombstone');
      const commitment = tombstone?.commitment ?? new Uint8Array(32);
      const nothing = { salt: new Uint8Array(32), content: Buffer.from('again') };
      await host.store.putAttachments([{ commitment, ...nothing }]);
      return { world, undo: () => host.store.deleteAttachments([commitment]) };
    },
  },
  {
    item: 'data-integrity',
    how: 'a byte of a stored block is another one',
    breakIn: (_node, world) => {
      const { store } = world.host;
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
      return { world: withHost(world, { store: overlay(store, { block }) }) };
    },
  },
  {
    item: 'encryption-in-transit-at-rest',
    how: 'the planted marker lies on the disk in the clear',
    breakIn: (_node, world) => {
      const marker = bytesToHex(sha256(Buffer.from(`inspection marker\n${PHRASE}`)));
      const path = join(world.host.paths.management, 'LOG.leak');
      writeFileSync(path, `leaked ${marker}`);
      return { world, undo: () => writeFileSync(path, '') };
    },
  },
  {
    item: 'central-monitoring',
    how: 'the security centre rests',
    sound: ['met', 'mostly-met'],
    breakIn: (_node, world) => ({ world: later(world, 60_000) }),
  },
];

const USERS: readonly Break[] = [
  {
    item: 'real-name',
    how: 'the verification service is an impostor',
    breakIn: ({ service }, world) => {
      service.conduct = 'unknown-verifier';
      return {
        world,
        undo: () => {
          service.conduct = 'honest';
        },
      };
    },
  },
  {
    item: 'agreement-convention',
    how: 'there is no agreement',
    breakIn: (_node, world) => ({ world: instead(world, 'agreement', (() => undefined) as never) }),
  },
  {
    item: 'graded-sanctions',
    how: 'a sanction states no basis',
    breakIn: (_node, world) => {
      const change = (sanction: object) => ({ ...sanction, basis: 0 });
      return { world: instead(world, 'sanction', change as never) };
    },
  },
  {
    item: 'complaint-entry-handling',
    how: 'a complaint is not answered in time',
    async breakIn({ staffed }, world) {
      await staffed.ask('nobody', 'POST', '/v1/complaints', {
        category: 'service',
        text: '打不开',
      });
      return { world: later(world, 15 * DAY_MS) };
    },
  },
];

const RETENTION: readonly Break[] = [
  {
    item: 'all-kinds-of-log',
    how: 'no heartbeat came for ten minutes',
    // Nodes anchor once a minute.
    sound: ['met', 'mostly-met'],
    breakIn: (_node, world) => ({ world: later(world, 600_000) }),
  },
  {
    item: 'retention-period',
    how: 'a shorter period than the floor is in force',
    sound: ['mostly-met'],
    breakIn: (_node, world) => {
      const periods = [{ class: 1, days: 30 }];
      return { world: instead(world, 'retention', (() => ({ periods })) as never) };
    },
  },
  {
    item: 'tamper-and-deletion-proof',
    how: 'a byte of the journal on disk is another one',
    breakIn: (_node, world) => {
      const path = longestStubs(world);
      const flip = () => {
        const bytes = readFileSync(path);
        bytes[SLOT_BYTES + 9] = (bytes[SLOT_BYTES + 9] ?? 0) ^ 1;
        writeFileSync(path, bytes);
      };
      flip();
      return { world, undo: flip };
    },
  },
  {
    item: 'content-to-user',
    how: 'the chain does not know the author',
    breakIn: (_node, world) => ({ world: instead(world, 'user', (() => undefined) as never) }),
  },
  {
    item: 'export-on-lawful-request',
    how: 'the range proof is not there',
    breakIn: (_node, world) => {
      const rangeProof = async () => [new Uint8Array(32)];
      return { world: withHost(world, { journal: overlay(world.host.journal, { rangeProof }) }) };
    },
  },
];

function longestStubs({ host }: InspectionWorld): string {
  const files = SOURCE_NAMES.map((source) => join(host.paths.journal, source, 'stubs'));
  const sizes = files.map((path) => [path, readFileSync(path).length] as const);
  return sizes.toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

const OTHER: readonly Break[] = [
  {
    item: 'minimal-pii-consent',
    how: 'a user never consented',
    async breakIn(_node, world) {
      const { files, shelf } = world.vault;
      const [known] = await files.list({ limit: 1 });
      if (known === undefined) throw new Error('no user');
      await shelf.change([files.put('u-nobody', { ...known.value, id: 'u-nobody', consents: [] })]);
      return { world, undo: () => shelf.change([files.remove('u-nobody')]) };
    },
  },
  {
    item: 'web-anti-tamper',
    how: 'nobody holds the pages against the disk',
    async breakIn(node, world) {
      await node.stopWatching();
      return { world: withProgram(world, { restoreMs: 1500 }) };
    },
  },
  // The last ones: what they break stays broken.
  {
    item: 'entry-fields-complete',
    how: 'an entry has no source port',
    async breakIn(_node, world) {
      const actor = { type: 'officer', id: 'jia-duty' } as const;
      const personal = { sourceAddress: '127.0.0.1', sourcePort: 0 };
      const act = { source: 'admin', event: 'tried', result: 'done' } as const;
      await world.host.journal.append({ ...act, actor, personal });
      return { world };
    },
  },
  {
    item: 'deployed-and-in-sync',
    how: 'the supervision node is switched off',
    sound: ['mostly-met'],
    async breakIn(node, world) {
      await node.stopSupervision();
      return { world };
    },
  },
];

export const BREAKS: readonly Break[] = [
  ...INFRASTRUCTURE,
  ...MANAGEMENT,
  ...SUPERVISION,
  ...PREVENTION,
  ...USERS,
  ...RETENTION,
  ...OTHER,
];

/** Further ways in which an item turns. */
export const FURTHER_BREAKS: readonly Break[] = [
  {
    item: 'tamper-and-deletion-proof',
    how: 'the verifier does not notice that an entry of the copy is gone',
    breakIn: (_node, world) => {
      let whole: FolderReport | undefined;
      const verifyFolder: InspectionWorld['verifyFolder'] = async (...asked) => {
        whole ??= await world.verifyFolder(...asked);
        return whole;
      };
      return { world: { ...world, verifyFolder } };
    },
  },
];

/** What a supervision node said of an item, and with which word it would be another. */
export const SAID = (
  [
    ['read-only-verifies-independently', 'it has a seat', { seats: 1 }],
    ['trace-by-subject-content-time', 'a hit is missing', { hits: 2 }],
    [
      'look-through-of-encrypted-data',
      'it opens without an order',
      { isRefusedWithoutOrder: false },
    ],
    ['identity-restoration', 'what was opened does not open', { opening: NOT_OPENED }],
    ['rules-and-alarms', 'the sample raises nothing', { raised: 0 }],
    ['supervision-acts-accountable', 'a read has no entry', { mismatches: 1 }],
  ] as const
).map(
  ([item, how, word]): Break => ({
    ...{ item, how },
    breakIn: (_node, world) => ({ world: saying(world, item, word) }),
  }),
);
