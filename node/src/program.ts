import {
  ChainWitness,
  type Decorations,
  type Host,
  type HostAccounts,
  type HostOptions,
  journalExportRoute,
  journalRoutes,
  journalSearchRoute,
  type ListenerOptions,
  Listeners,
  type OutboundGate,
  openHostAccounts,
  orderReceiptsRoute,
  type Portal,
  type Reached,
  type Served,
  Sites,
  serviceJournal,
  startHost,
} from '@mingjing/host';
import { type AnyRoute, FloodGate, probeRoutes, ReadLimiter, routeName } from '@mingjing/service';
import en from '../i18n/en.json' with { type: 'json' };
import zh from '../i18n/zh-CN.json' with { type: 'json' };
import { ACCOUNT_ROLES, NODE_ACCESS } from './api/access-table.ts';
import { backupRoutes } from './api/backup.ts';
import { blockRoutes } from './api/blocks.ts';
import { CONSOLE, consoleRoutes } from './api/console.ts';
import { NODE_FIELDS } from './api/field-table.ts';
import { governanceRoutes } from './api/governance.ts';
import { lookThroughRoutes } from './api/look-through.ts';
import { membersRoute } from './api/members.ts';
import { nodeProbes } from './api/metrics.ts';
import { operatorRoute } from './api/operator.ts';
import { orderRoutes } from './api/orders.ts';
import { PORTAL, portalOf } from './api/portal.ts';
import { recordRoutes } from './api/records.ts';
import { statusRoutes } from './api/status.ts';
import { submitRoute } from './api/submit.ts';
import { userRoutes } from './api/users.ts';
import type { NodeConfig } from './config.ts';
import { ownPorts, programAround } from './inspected-program.ts';
import type { InspectionArea } from './management/inspection/inspection-area.ts';
import {
  AGENDA_NAMES,
  MANAGEMENT_TEXTS,
  type Management,
  openManagement,
} from './management/management.ts';

const HOUR_MS = 60 * 60 * 1000;

export interface NodeOptions {
  readonly home: string;
  readonly config: NodeConfig;
  readonly passphrase?: string;
  readonly signAbove?: number;
  readonly isJoining?: boolean;
  readonly decorate?: Decorations;
  /** What stands before all connections of this process. */
  readonly outbound?: OutboundGate;
  /** The node stopped itself: the program must end. */
  onFailed(error: unknown): void;
}

export interface RunningNode {
  readonly host: Host;
  /** Where this machine's own commands ask. */
  readonly api: Reached['here'];
  readonly reached: Reached;
  readonly routes: readonly AnyRoute[];
  readonly inspection: InspectionArea;
  stop(): Promise<void>;
}

/** Starts a chain node with its HTTP API; throws coded errors, and then leaves nothing open. */
export async function startNode(options: NodeOptions): Promise<RunningNode> {
  const { config, passphrase } = options;
  let witness: ChainWitness | undefined;
  const host = await startHost({
    ...hostSettings(options),
    events: {
      committed: (block) => witness?.committed(block),
      tip: () => undefined,
      misbehaviour: () => undefined,
      failed: options.onFailed,
    },
  });
  witness = new ChainWitness(host, options.onFailed);
  let listeners: Listeners;
  let reached: Reached;
  let accounts: HostAccounts | undefined;
  let management: Management | undefined;
  let sites: Sites | undefined;
  try {
    accounts = await openHostAccounts(host, config.accounts, ACCOUNT_ROLES, passphrase);
    const { assurance, cases, inspection, offices, verification } = config;
    const floods = new FloodGate(() => Date.now());
    const parts = { assurance, cases, floods, inspection, offices, verification };
    management = await openManagement(host, { ...parts, gate: accounts.gate, passphrase });
    sites = new Sites(host, config.pages);
    const pages = consoleRoutes(await sites.open(CONSOLE), MANAGEMENT_TEXTS, AGENDA_NAMES);
    const portal = portalOf(await sites.open(PORTAL));
    const what = served(host, { accounts, floods, management, pages }, options);
    listeners = new Listeners(host, listenersOf(config), what, portal);
    management.serving(shownBy(listeners, portal));
    await witness.start();
    reached = await listeners.start();
    host.assurance.declarePorts(listeners.ports);
    host.outbound?.gate.own(ownPorts(host, listeners.ports));
    sites.watch();
    const around = { accounts: accounts.accounts, host, reached, routes: listeners.routes };
    management.inspection.inspecting(programAround(config, { ...around, sites: sites.loaded }));
  } catch (error) {
    await sites?.stop();
    await accounts?.stop();
    await management?.stop();
    await witness.stop();
    await host.stop();
    throw error;
  }
  host.announce({ p2p: host.network.address, api: reached.here, listeners: reached });
  return {
    ...{ host, reached, api: reached.here },
    routes: listeners.routes,
    inspection: management.inspection,
    async stop() {
      await sites.stop();
      await listeners.stop();
      await accounts.stop();
      await management.stop();
      await witness.stop();
      await host.stop();
    },
  };
}

/** All that is served, the portal too where it has a listener of its own. */
function shownBy({ routes }: Listeners, portal: Portal): AnyRoute[] {
  return [
    ...new Map([...routes, ...portal.routes].map((each) => [routeName(each), each])).values(),
  ];
}

function hostSettings(options: NodeOptions): Omit<HostOptions, 'events'> {
  const { home, config, passphrase, signAbove, decorate, outbound, isJoining = false } = options;
  return {
    home,
    nodeId: config.node_id,
    listen: config.p2p.listen,
    dial: config.p2p.peers.map(({ node_id, address }) => ({ nodeId: node_id, address })),
    logLevel: config.log.level,
    isSupervision: false,
    budget: config.journal,
    declaredPorts: config.declared_ports,
    ...(outbound === undefined ? {} : { outbound }),
    ...(config.forward === undefined ? {} : { forward: config.forward }),
    isJoining,
    catchUp: {
      ...config.sync,
      snapshotPace: {
        blocks: config.snapshots.blocks,
        periodMs: config.snapshots.hours * HOUR_MS,
      },
    },
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(signAbove === undefined ? {} : { signAbove }),
    ...(decorate === undefined ? {} : { decorate }),
  };
}

function listenersOf({ api, management, portal }: NodeConfig): ListenerOptions {
  return {
    ...{ name: 'API', main: api },
    ...(management === undefined ? {} : { management }),
    ...(portal === undefined ? {} : { portal }),
  };
}

interface Services {
  /** Files of the management console. */
  readonly pages: readonly AnyRoute[];
  readonly accounts: HostAccounts;
  readonly floods: FloodGate;
  readonly management: Management;
}

function served(host: Host, services: Services, { config, onFailed }: NodeOptions): Served {
  const { accounts, floods, management } = services;
  const routes = routesOf(host, services);
  const operator = { config: config.operator, filed: () => management.filed() };
  return {
    routes: [...routes, operatorRoute(operator, routes)],
    access: { table: NODE_ACCESS, gate: accounts.gate },
    reads: new ReadLimiter(() => Date.now()),
    floods,
    journal: serviceJournal(host.journal, () => host.replica.chain.height),
    logger: host.logger,
    catalogues: [{ 'zh-CN': zh, en }, ...MANAGEMENT_TEXTS],
    openApi: { title: 'Mingjing node', version: '1' },
    onInvariantBroken: onFailed,
  };
}

function routesOf(host: Host, { accounts, management, pages }: Services): AnyRoute[] {
  const context = { host };
  return [
    ...probeRoutes(nodeProbes(host)),
    submitRoute(context, () => management.submission()),
    ...statusRoutes(context),
    ...blockRoutes(context),
    ...recordRoutes(context),
    ...governanceRoutes(context),
    ...orderRoutes(context),
    orderReceiptsRoute(host, 'access'),
    membersRoute(context),
    ...lookThroughRoutes(context),
    ...userRoutes(context),
    journalSearchRoute(host, NODE_FIELDS),
    ...journalRoutes(host),
    ...backupRoutes(context),
    journalExportRoute(host),
    ...accounts.routes,
    ...management.routes,
    ...pages,
  ];
}
