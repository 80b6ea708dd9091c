import { type Host, type HostAccounts, sealingKey } from '@mingjing/host';
import { Clockwork, type Watch } from '@mingjing/host/desk';
import type { AccessTable, AnyRoute, Catalogue } from '@mingjing/service';
import { Shelf } from '@mingjing/storage';
import type { SupervisorConfig } from '../config.ts';
import type { Observer } from '../observer.ts';
import { ACCOUNTABILITY } from './accountability/area.ts';
import { ALARMS_ACCESS } from './alarms/access.ts';
import { AlarmDesk } from './alarms/alarm-desk.ts';
import { alarmDeskRoutes } from './alarms/alarm-desk-routes.ts';
import alarmsEn from './alarms/i18n/en.json' with { type: 'json' };
import alarmsZh from './alarms/i18n/zh-CN.json' with { type: 'json' };
import type { DeskAlarms } from './alarms-port.ts';
import type { DeskAreaParts, DeskContext } from './context.ts';
import { INSPECTION_ACCESS } from './inspection/access.ts';
import { openInspection } from './inspection/area.ts';
import inspectionEn from './inspection/i18n/en.json' with { type: 'json' };
import inspectionZh from './inspection/i18n/zh-CN.json' with { type: 'json' };
import { INTERVENTIONS_ACCESS } from './interventions/access.ts';
import interventionsEn from './interventions/i18n/en.json' with { type: 'json' };
import interventionsZh from './interventions/i18n/zh-CN.json' with { type: 'json' };
import { InterventionDesk } from './interventions/intervention-desk.ts';
import { interventionRoutes } from './interventions/intervention-routes.ts';
import { orderOf } from './interventions/intervention-view.ts';
import type { InterventionsConfig } from './interventions/interventions-config.ts';
import { Poster } from './interventions/poster.ts';
import { LOOK_THROUGH } from './look-through/area.ts';
import { NOTICES_ACCESS, noticeRoute } from './notices/notice-routes.ts';
import { openOutbox } from './notices/open-outbox.ts';
import type { Outbox } from './notices/outbox.ts';
import readsEn from './reads/i18n/en.json' with { type: 'json' };
import readsZh from './reads/i18n/zh-CN.json' with { type: 'json' };
import { purposeRoute, READS_ACCESS } from './reads/purpose-routes.ts';
import { SubjectReads } from './reads/subject-reads.ts';
import { RULES_ACCESS } from './rules/access.ts';
import { blockReader } from './rules/block-reader.ts';
import { ChainNews } from './rules/chain-news.ts';
import { HeardFacts } from './rules/heard-facts.ts';
import rulesEn from './rules/i18n/en.json' with { type: 'json' };
import rulesZh from './rules/i18n/zh-CN.json' with { type: 'json' };
import { ruleRoutes } from './rules/rule-routes.ts';
import { WatchDesk } from './rules/watch-desk.ts';
import { witnessed } from './rules/witnessed-refusals.ts';
import { SEARCH } from './search/area.ts';
import { VISIT_ACCESS } from './visits/access.ts';
import visitsEn from './visits/i18n/en.json' with { type: 'json' };
import visitsZh from './visits/i18n/zh-CN.json' with { type: 'json' };
import { VisitDesk } from './visits/visit-desk.ts';
import { visitRoutes } from './visits/visit-routes.ts';

const KEY_PURPOSE = 'desk';

/** The other areas, in the order in which they are opened. */
const AREAS: readonly DeskAreaParts[] = [ACCOUNTABILITY, LOOK_THROUGH, SEARCH];

/** Lines of the access table, one part for each area. */
export const DESK_ACCESS: AccessTable = {
  ...READS_ACCESS,
  ...VISIT_ACCESS,
  ...RULES_ACCESS,
  ...ALARMS_ACCESS,
  ...NOTICES_ACCESS,
  ...INTERVENTIONS_ACCESS,
  ...INSPECTION_ACCESS,
  ...Object.assign({}, ...AREAS.map(({ access }) => access)),
};

/** Texts of the areas. */
export const DESK_TEXTS: readonly Catalogue[] = [
  { 'zh-CN': readsZh, en: readsEn },
  { 'zh-CN': visitsZh, en: visitsEn },
  { 'zh-CN': rulesZh, en: rulesEn },
  { 'zh-CN': alarmsZh, en: alarmsEn },
  { 'zh-CN': interventionsZh, en: interventionsEn },
  { 'zh-CN': inspectionZh, en: inspectionEn },
  ...AREAS.map(({ texts }) => texts),
];

/** The desk of a running supervision node. */
export interface Desk {
  readonly routes: readonly AnyRoute[];
  readonly watches: readonly Watch[];
  readonly reads: SubjectReads;
  /** By when an open alarm is to be disposed of, ms; undefined: it was, or is not seen yet. */
  dueAt(alarm: string): number | undefined;
  stop(): Promise<void>;
}

/** What the desk is put together from. */
export interface DeskParts extends Omit<DeskContext, 'heard' | 'reads' | 'poster'> {
  /** Whether a session goes on. */
  isSession(session: string): boolean;
  readonly outbox: Outbox;
  readonly interventions: InterventionsConfig;
}

export interface DeskOptions {
  readonly observer: Observer;
  readonly alarms: DeskAlarms;
  readonly accounts: HostAccounts;
  readonly config: Pick<SupervisorConfig, 'notify' | 'interventions'>;
  readonly passphrase: string | undefined;
}

/** Opens what the authority keeps here, and lets its clocks run; throws `StorageError`. */
export async function openDesk(
  host: Host,
  { accounts, alarms, config, observer, passphrase }: DeskOptions,
): Promise<Desk> {
  const { logger, paths, replica } = host;
  const shelf = await Shelf.open(paths.desk, {
    chainId: replica.chain.chainId,
    key: sealingKey(paths.key(KEY_PURPOSE), KEY_PURPOSE, passphrase),
  });
  try {
    const { login } = accounts.accounts;
    const isSession = (session: string) => login.session(session) !== undefined;
    const now = () => Date.now();
    const outbox = await openOutbox(host, shelf, config.notify);
    const desk = await openAreas({
      ...{ host, observer, alarms, shelf, now, isSession, outbox },
      interventions: config.interventions,
      onCommitted: (listener) => observer.onCommitted(listener),
    });
    const clockwork = new Clockwork(desk.watches, now, logger);
    clockwork.start();
    return {
      ...desk,
      async stop() {
        await clockwork.stop();
        await desk.stop();
        await shelf.close();
      },
    };
  } catch (error) {
    await shelf.close();
    throw error;
  }
}

/** Opens all areas on a shelf that is open; their clocks are for the caller to run. */
export async function openAreas(options: DeskParts): Promise<Desk> {
  const { interventions, isSession, outbox, ...parts } = options;
  const { alarms, host, now, shelf } = parts;
  const visits = await VisitDesk.open({ shelf, writer: host, isSession, now });
  const reads = new SubjectReads({
    registry: () => host.replica.chain.state.registry,
    visitOf: (session) => visits.openOf(session),
  });
  const poster = new Poster(host, interventions, now);
  const heard = new HeardFacts();
  const context: DeskContext = { ...parts, heard, reads, poster };
  const news = new ChainNews(host);
  const rules = await WatchDesk.open({
    ...{ shelf, alarms, reader: blockReader(host) },
    news: async () => [...(await news.take()), ...heard.take()],
    done: (from, to) => news.done(from, to),
    journals: () => parts.observer.witness.copies().map(witnessed),
    registry: () => host.replica.chain.state.registry,
    onError: (error) => host.logger.error({ err: error }, 'the rules do not follow the chain'),
  });
  parts.onCommitted((block) => rules.committed(block));
  const handled = await AlarmDesk.open({ shelf, alarms, outbox, writer: host });
  const intervened = await InterventionDesk.open({
    ...{ shelf, poster, writer: host, blockTime: () => host.replica.chain.state.time },
    isOrdered: (order) => orderOf(host, order) !== undefined,
  });
  const routes: AnyRoute[] = [
    ...[purposeRoute(), noticeRoute(outbox)],
    ...visitRoutes(context, visits),
    ...ruleRoutes(context, rules),
    ...alarmDeskRoutes(context, handled),
    ...interventionRoutes({ context, desk: intervened, poster }),
  ];
  const watches: Watch[] = [visits, rules, handled, outbox, intervened];
  const closers: (() => Promise<void>)[] = [() => rules.stop()];
  const stop = async () => {
    for (const close of closers.reverse()) await close();
  };
  try {
    const neighbours = { rules, visits };
    const areas = [...AREAS, { open: (parts: DeskContext) => openInspection(parts, neighbours) }];
    for (const area of areas) {
      const opened = await area.open(context);
      routes.push(...opened.routes);
      watches.push(...(opened.watches ?? []));
      closers.push(async () => opened.stop?.());
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { routes, watches, reads, dueAt: (alarm) => handled.dueAt(alarm), stop };
}
