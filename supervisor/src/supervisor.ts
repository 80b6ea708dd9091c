import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import {
  Archiver,
  type Host,
  type HostAccounts,
  type HostEvents,
  hostMetrics,
  isReady,
  journalExportRoute,
  journalRoutes,
  Listeners,
  type OutboundGate,
  openHostAccounts,
  orderReceiptsRoute,
  type Served,
  Sites,
  serviceJournal,
  startHost,
} from '@mingjing/host';
import { openArchive } from '@mingjing/host/archive-config';
import { homePaths } from '@mingjing/host/home';
import { indexOpener } from '@mingjing/host/search-config';
import { NodeRole } from '@mingjing/protocol';
import { type AnyRoute, createEventFeed, FloodGate, probeRoutes } from '@mingjing/service';
import type { Metrics } from '@mingjing/telemetry';
import { AlarmFile } from './alarm-file.ts';
import { chainsRoute } from './chains/chains-route.ts';
import type { SupervisorConfig } from './config.ts';
import { DayFeeder } from './day/day-feeder.ts';
import type { DeskAlarms } from './desk/alarms-port.ts';
import { DESK_TEXTS, type Desk, openDesk } from './desk/desk.ts';
import { guardedSearchRoute } from './desk/reads/journal-reads.ts';
import { SupervisorError } from './errors.ts';
import { ACCOUNT_ROLES, CONSOLE_ACCESS, SERVED_ACCESS } from './http/access-table.ts';
import { alarmRoutes } from './http/alarm-routes.ts';
import { archiveRoutes } from './http/archive-routes.ts';
import { blockRoutes } from './http/block-routes.ts';
import { CONSOLE, consolePages } from './http/console-routes.ts';
import type { ConsoleContext } from './http/context.ts';
import { memberRoutes } from './http/member-routes.ts';
import { recordRoutes } from './http/record-routes.ts';
import { situationRoutes } from './http/situation-routes.ts';
import { LiveFeed } from './live-feed.ts';
import { Observer } from './observer.ts';
import { alarmView } from './reading/situation.ts';
import { shortenAlarms } from './shorten-alarms.ts';
import { StoredBlocks } from './stored-blocks.ts';
import { catalogue } from './texts.ts';

export interface SupervisorOptions {
  readonly home: string;
  readonly config: SupervisorConfig;
  readonly passphrase?: string;
  /** What it is called in a service of several chains, which alone is its site then. */
  readonly servedAs?: string;
  /** What stands before all connections of this process. */
  readonly outbound?: OutboundGate;
  /** The program must end: it cannot verify, or not write down what it found. */
  onFailed(error: unknown): void;
}

export interface RunningSupervisor {
  readonly host: Host;
  readonly observer: Observer;
  /** Where this machine's own commands ask. */
  readonly console: { readonly host: string; readonly port: number };
  /** Where people, or the service of several chains in front, ask. */
  readonly main: { readonly host: string; readonly port: number };
  readonly routes: readonly AnyRoute[];
  stop(): Promise<void>;
}

/** Starts a supervision node with its console; throws coded errors, then leaves nothing open. */
export async function startSupervisor(options: SupervisorOptions): Promise<RunningSupervisor> {
  const early = new EarlyEvents();
  const host = await startFollowing(options, early);
  const opened: (() => unknown)[] = [];
  try {
    assertSupervision(host);
    const alarms = AlarmFile.open(join(host.paths.data, 'alarms.jsonl'));
    opened.push(() => alarms.close());
    await shortenAlarms(host, alarms);
    const feed = createEventFeed({ epoch: randomBytes(8).toString('hex') });
    const day = new DayFeeder(host, alarms.all(), Date.now());
    const live = new LiveFeed(host, feed, day);
    const observer: Observer = new Observer(host, alarms, {
      alarms: (events) => {
        live.alarms(events);
        noteAlarms(host, events.length);
      },
      ticked: () => void live.tell(observer).catch(options.onFailed),
      failed: options.onFailed,
    });
    opened.push(() => observer.stop());
    await observer.start();
    const ofStored = deskAlarms({ alarms, feed, observer });
    const stored = new StoredBlocks(host, ofStored, options.onFailed);
    opened.push(() => stored.stop());
    stored.start();
    early.connect(observer, live);
    const { listeners, reached, archiver, close } = await openConsole(
      { host, observer, alarms, feed, day: day.axis },
      options,
    );
    host.announce({ p2p: host.network.address, console: reached.here, listeners: reached });
    return {
      ...{ host, observer, console: reached.here, main: reached.main, routes: listeners.routes },
      async stop() {
        // It reads the copies that the observer closes.
        await archiver?.stop();
        await stored.stop();
        await observer.stop();
        feed.close();
        await close();
        await host.stop();
        alarms.close();
      },
    };
  } catch (error) {
    for (const close of opened.reverse()) await close();
    await host.stop();
    throw error;
  }
}

/** Opens what the console is served with, and serves it; leaves nothing open when it fails. */
async function openConsole(
  parts: Omit<ConsoleContext, 'dueAt' | 'reads'>,
  options: SupervisorOptions,
) {
  const { host, observer } = parts;
  const { config, passphrase, servedAs } = options;
  const roles = ACCOUNT_ROLES;
  const accounts = await openHostAccounts(host, config.accounts, roles, passphrase, servedAs);
  const sites = new Sites(host, config.pages);
  let desk: Desk | undefined;
  let archiver: Archiver | undefined;
  try {
    const pages = consolePages(await sites.open(CONSOLE));
    const list = deskAlarms(parts);
    desk = await openDesk(host, { observer, alarms: list, accounts, config, passphrase });
    const { dueAt, reads } = desk;
    const context = { ...parts, dueAt, reads };
    archiver = startArchiver(host, observer, options);
    const listeners = createConsole(context, { accounts, desk, pages, archiver }, options);
    const reached = await listeners.start();
    sites.watch();
    host.assurance.declarePorts(listeners.ports);
    const close = async () => {
      await sites.stop();
      await listeners.stop();
      await accounts.stop();
      await desk?.stop();
    };
    return { listeners, reached, archiver, close };
  } catch (error) {
    await archiver?.stop();
    await sites.stop();
    await accounts.stop();
    await desk?.stop();
    throw error;
  }
}

type AlarmParts = Pick<ConsoleContext, 'alarms' | 'feed' | 'observer'>;

function deskAlarms({ alarms, feed, observer }: AlarmParts): DeskAlarms {
  return {
    all: () => alarms.all(),
    get: (id) => alarms.get(id),
    open: () => observer.oversight.alarms.open(),
    raise: (alarm) => observer.raise(alarm),
    clear: (alarm) => observer.clear(alarm),
    due: (alarm, at) => feed.publish('alarm', { ...alarmView(alarm), due_at: at }),
  };
}

/** What the host saw before the observer was there, in order; the host starts within moments. */
class EarlyEvents implements Omit<HostEvents, 'failed'> {
  #waiting: ((observer: Observer, live: LiveFeed) => void)[] = [];
  #target: { observer: Observer; live: LiveFeed } | undefined;

  readonly committed: HostEvents['committed'] = (block) =>
    this.#pass((observer, live) => {
      observer.committed(block);
      live.committed(block);
    });
  readonly joined = () => this.#pass((observer) => observer.joined());
  readonly tip: HostEvents['tip'] = (peer, tip) =>
    this.#pass((observer) => observer.tip(peer, tip));
  readonly order: NonNullable<HostEvents['order']> = (peer, order) =>
    this.#pass((observer) => observer.order(peer, order));
  readonly left: NonNullable<HostEvents['left']> = (peer) =>
    this.#pass((observer) => observer.left(peer));
  readonly ordersWaiting: NonNullable<HostEvents['ordersWaiting']> = (height, orders) =>
    this.#pass((observer) => observer.ordersWaiting(height, orders));
  readonly misbehaviour: HostEvents['misbehaviour'] = (peer, reason) =>
    this.#pass((observer) => observer.misbehaved(peer, reason));
  readonly searchIndex: NonNullable<HostEvents['searchIndex']> = {
    altered: (index, reason) => this.#pass((observer) => observer.searchIndex(index, reason)),
    rebuilt: (index) => this.#pass((observer) => observer.searchIndex(index)),
  };

  connect(observer: Observer, live: LiveFeed): void {
    this.#target = { observer, live };
    for (const act of this.#waiting) act(observer, live);
    this.#waiting = [];
  }

  #pass(act: (observer: Observer, live: LiveFeed) => void): void {
    if (this.#target === undefined) this.#waiting.push(act);
    else act(this.#target.observer, this.#target.live);
  }
}

function startFollowing(
  { home, config, passphrase, outbound, onFailed }: SupervisorOptions,
  { committed, joined, tip, order, left, ordersWaiting, misbehaviour, searchIndex }: EarlyEvents,
): Promise<Host> {
  const openIndex = indexOpener(config.search, dirname(homePaths(home).config));
  return startHost({
    home,
    nodeId: config.node_id,
    listen: config.p2p.listen,
    dial: config.p2p.peers.map(({ node_id, address }) => ({ nodeId: node_id, address })),
    logLevel: config.log.level,
    isSupervision: true,
    budget: config.journal,
    declaredPorts: config.declared_ports,
    ...(outbound === undefined ? {} : { outbound }),
    ...(config.forward === undefined ? {} : { forward: config.forward }),
    // Every signature is verified again, however the node begins.
    catchUp: { join: config.sync.join, trust: 'signatures' },
    ...trustedHeaderOf(config),
    ...(passphrase === undefined ? {} : { passphrase }),
    searchesRecords: true,
    ...(openIndex === undefined ? {} : { openIndex }),
    events: {
      ...{ committed, joined, tip, order, left, ordersWaiting, misbehaviour, searchIndex },
      failed: onFailed,
    },
  });
}

function trustedHeaderOf({ sync: { trusted_header: trusted } }: SupervisorConfig) {
  if (trusted === undefined) return {};
  const { block_id, height } = trusted;
  return { trustedHeader: { height, blockId: Buffer.from(block_id, 'hex') } };
}

function assertSupervision(host: Host): void {
  const role = host.replica.chain.state.registry.get('node', host.nodeId)?.role;
  if (role === NodeRole.supervision) return;
  throw new SupervisorError('NOT_SUPERVISION', { node: host.nodeId });
}

// The alarms themselves are in their file; the journal says when they came to be written.
function noteAlarms(host: Host, count: number): void {
  const height = host.replica.chain.height;
  const actor = { type: 'system', id: host.nodeId } as const;
  host.journal
    .append({
      ...{ source: 'supervision', event: 'alarms-written', result: 'done', actor },
      ...{ blockHeight: height, counts: [count] },
    })
    .catch((error) => host.logger.error({ err: error }, 'alarms were not journalled'));
}

interface Shown {
  readonly accounts: HostAccounts;
  readonly desk: Desk;
  /** Files of the console. */
  readonly pages: readonly AnyRoute[];
  readonly archiver: Archiver | undefined;
}

function startArchiver(
  host: Host,
  { witness }: Observer,
  { config: { archive: config } }: SupervisorOptions,
): Archiver | undefined {
  if (config === undefined) return undefined;
  const now = () => Date.now();
  const archiver = new Archiver(host, {
    archive: openArchive(config, dirname(host.paths.config), now),
    retentionDays: config.retention_days,
    ...{ copies: () => witness.copies(), now },
    onError: (error, group) =>
      host.logger.error({ err: error, group }, 'segments are not archived'),
  });
  archiver.start();
  return archiver;
}

function createConsole(
  context: ConsoleContext,
  { accounts, archiver, desk, pages }: Shown,
  { config, onFailed, servedAs }: SupervisorOptions,
): Listeners {
  const { host } = context;
  const metrics = consoleMetrics(context);
  const served: Served = {
    routes: [
      ...probeRoutes({
        isReady: () => isReady(host),
        metrics: () => metrics.render(),
      }),
      ...situationRoutes(context),
      ...alarmRoutes(context),
      ...memberRoutes(context),
      ...recordRoutes(context),
      ...blockRoutes(context),
      ...archiveRoutes(archiver),
      { ...orderReceiptsRoute(host, 'supervision'), policy: 'bound' },
      ...journalRoutes(host),
      guardedSearchRoute(host, desk.reads),
      journalExportRoute(host),
      ...accounts.routes,
      ...desk.routes,
      ...(servedAs === undefined ? [chainsRoute(() => [])] : []),
      ...pages,
    ],
    access: { table: servedAs === undefined ? CONSOLE_ACCESS : SERVED_ACCESS, gate: accounts.gate },
    floods: new FloodGate(() => Date.now()),
    journal: serviceJournal(host.journal, () => host.replica.chain.height),
    logger: host.logger,
    catalogues: [catalogue, ...DESK_TEXTS],
    openApi: { title: 'Mingjing supervision node', version: '1' },
    onInvariantBroken: onFailed,
  };
  return new Listeners(host, { name: 'console', main: config.console }, served);
}

function consoleMetrics({ host, observer }: ConsoleContext): Metrics {
  const metrics = hostMetrics('mingjing_supervisor', host);
  const judge = () => observer.oversight.judgement(Date.now());
  const add = (name: string, help: string, read: () => number) =>
    metrics.gauge(name, help, [], read);
  add('verified_height', 'Blocks verified here.', () => host.replica.chain.height);
  add('lag_blocks', 'Blocks missing against the organisations.', () => judge().lag);
  add('agreeing_organisations', 'Organisations whose heads agree.', () => judge().agreeing);
  const journals = () => observer.witness.watch.journals(Date.now());
  const isWhole = (journal: { readonly isWhole: boolean }) => journal.isWhole;
  add('watched_journals', 'Journals that should be whole here.', () => journals().length);
  add('whole_journals', 'Journals that are whole.', () => journals().filter(isWhole).length);
  add('open_alarms', 'Alarms that are open.', () => observer.oversight.alarms.open().length);
  return metrics;
}
