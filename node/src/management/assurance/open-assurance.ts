import { bytesToHex } from '@mingjing/crypto';
import { type AnyRoute, createTexts } from '@mingjing/service';
import type { AgendaSource } from '../agenda.ts';
import { centreRoutes } from './centre/centre-routes.ts';
import { type CentreBounds, type Finding, floodFindings, nodeFindings } from './centre/findings.ts';
import { NodeWatch } from './centre/node-watch.ts';
import { SecurityCentre } from './centre/security-centre.ts';
import type { AssuranceContext } from './context.ts';
import { controlRoutes } from './controls/control-routes.ts';
import { DrillJob } from './drills/drill-job.ts';
import { drillRoutes } from './drills/drill-routes.ts';
import { type DrillAnswer, type DrillRun, removeLeftDrills, runDrill } from './drills/run-drill.ts';
import en from './i18n/en.json' with { type: 'json' };
import zh from './i18n/zh-CN.json' with { type: 'json' };
import { incidentAgenda, incidentRoutes } from './incidents/incident-routes.ts';
import { BackupRecord } from './inventory/backups.ts';
import { inventoryRoutes } from './inventory/inventory-routes.ts';
import { KeyInventory } from './inventory/key-inventory.ts';
import { OutboundLedger } from './outbound/ledger.ts';
import { PageWatch, pageRoutes } from './pages/page-watch.ts';
import { requestAgenda, requestRoutes } from './requests/request-routes.ts';
import { topologyRoutes } from './topology/topology-routes.ts';
import { windowRoutes } from './windows/window-routes.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const SECOND_MS = 1000;

/** What the area knows and can do, for who looks at all of it. */
export interface AssuranceParts {
  readonly watch: NodeWatch;
  readonly centre: SecurityCentre;
  readonly ledger: OutboundLedger;
  readonly backups: BackupRecord;
  readonly pages: PageWatch;
  readonly inventory: KeyInventory;
  readonly bounds: CentreBounds & { readonly drillDays: number };
  /** Restores a backup in a process of its own, and keeps no record of it. */
  runDrill(run: DrillRun): Promise<DrillAnswer>;
}

/** The assurance of a running management node. */
export interface AssuranceArea {
  readonly routes: readonly AnyRoute[];
  readonly agenda: readonly AgendaSource[];
  readonly parts: AssuranceParts;
  /** Takes the routes of the program: what it serves to everybody is looked at. */
  serving(routes: readonly AnyRoute[]): void;
  stop(): Promise<void>;
}

/** Begins to watch this node and all others. */
export async function openAssuranceArea(context: AssuranceContext): Promise<AssuranceArea> {
  const { host, shelf, now } = context;
  const texts = createTexts({ 'zh-CN': zh, en });
  const watch = new NodeWatch(host, now);
  const ledger = new OutboundLedger(shelf);
  await host.outbound?.tell((counts) => ledger.add(counts));
  const backups = new BackupRecord(shelf);
  host.backups.onWritten = (backup) => backups.add(backup, now());
  await removeLeftDrills(host.paths.data);
  const drills = new DrillJob(context);
  const pages = new PageWatch(context);
  const inventory = new KeyInventory(context);
  const centre = new SecurityCentre({
    ...{ nodeId: host.nodeId, journal: host.journal, now },
    sources: [
      () => ownNodes(context, watch),
      () => outboundFindings(context, ledger),
      () => floodFindings(context.floods.counts(), host.nodeId),
      (at) => drills.findings(at),
      (at) => inventory.findings(at),
      (at) => pages.findings(at),
    ],
  });
  watch.start(
    context.bounds.ask_seconds * SECOND_MS,
    () => centre.round(),
    (error) => host.logger.error({ err: error }, 'the nodes were not looked at'),
  );
  return {
    routes: [
      ...centreRoutes(context, { watch, centre, ledger }),
      ...topologyRoutes(context, watch, texts),
      ...inventoryRoutes(context, { backups, inventory }),
      ...drillRoutes(context, drills),
      ...pageRoutes(pages),
      ...controlRoutes(),
      ...incidentRoutes(context, texts),
      ...requestRoutes(context),
      ...windowRoutes(context),
    ],
    agenda: [centre.agenda(), incidentAgenda(context), requestAgenda(context)],
    parts: {
      ...{ watch, centre, ledger, backups, pages, inventory, runDrill },
      bounds: { ...boundsOf(context.bounds), drillDays: context.bounds.drill_days },
    },
    serving: (routes) => pages.serving(routes),
    async stop() {
      await watch.stop();
      await drills.stop();
      await host.outbound?.tell(undefined);
    },
  };
}

function ownNodes({ host, now, bounds }: AssuranceContext, watch: NodeWatch): readonly Finding[] {
  const { measured, startedConfig } = host.assurance.attestation;
  const isConfigChanged =
    measured !== undefined && bytesToHex(measured.configHash) !== bytesToHex(startedConfig);
  const releases = host.replica.chain.state.registry.all('release');
  const facts = { now: now(), nodes: watch.nodes(), releases, isConfigChanged };
  return nodeFindings(facts, boundsOf(bounds));
}

function boundsOf(bounds: AssuranceContext['bounds']): CentreBounds {
  return {
    clockMs: bounds.clock_bound_ms,
    lagBlocks: bounds.lag_blocks,
    silentMs: bounds.silent_seconds * SECOND_MS,
    stalledMs: bounds.stalled_seconds * SECOND_MS,
  };
}

async function outboundFindings(
  { host, now }: AssuranceContext,
  ledger: OutboundLedger,
): Promise<readonly Finding[]> {
  if (host.outbound === undefined) {
    return [{ kind: 'outbound-unguarded', level: 'unknown', subject: host.nodeId, details: [] }];
  }
  const since = now() - DAY_MS;
  const refused = (await ledger.list()).filter(
    (each) => each.purpose === null && each.last > since,
  );
  return refused.slice(0, 1).map(({ host: to, port }) => ({
    ...{ kind: 'outbound-refused', level: 'alarm', subject: host.nodeId },
    details: [refused.length, `${to}:${port}`],
  }));
}
