import { type Host, sealingKey } from '@mingjing/host';
import { Clockwork, type Watch } from '@mingjing/host/desk';
import type { AccessTable, AnyRoute, Catalogue } from '@mingjing/service';
import { Shelf } from '@mingjing/storage';
import type { Observer } from '../observer.ts';
import type { DeskAreaParts, DeskContext } from './context.ts';
import readsEn from './reads/i18n/en.json' with { type: 'json' };
import readsZh from './reads/i18n/zh-CN.json' with { type: 'json' };
import { purposeRoute, READS_ACCESS } from './reads/purpose-routes.ts';
import { SubjectReads } from './reads/subject-reads.ts';
import { searchArea } from './search/area.ts';

const KEY_PURPOSE = 'desk';

/** The areas, in the order in which they are opened. */
const AREAS: readonly DeskAreaParts[] = [searchArea];

/** Lines of the access table, one part for each area. */
export const DESK_ACCESS: AccessTable = {
  ...READS_ACCESS,
  ...Object.assign({}, ...AREAS.map(({ access }) => access)),
};

/** Texts of the areas. */
export const DESK_TEXTS: readonly Catalogue[] = [
  { 'zh-CN': readsZh, en: readsEn },
  ...AREAS.map(({ texts }) => texts),
];

/** The desk of a running supervision node. */
export interface Desk {
  readonly routes: readonly AnyRoute[];
  readonly reads: SubjectReads;
  stop(): Promise<void>;
}

export interface DeskOptions {
  readonly observer: Observer;
  readonly passphrase: string | undefined;
}

/** Opens what the authority keeps here; throws `StorageError`. */
export async function openDesk(host: Host, options: DeskOptions): Promise<Desk> {
  const { logger, paths, replica } = host;
  const shelf = await Shelf.open(paths.desk, {
    chainId: replica.chain.chainId,
    key: sealingKey(paths.key(KEY_PURPOSE), KEY_PURPOSE, options.passphrase),
  });
  const closers: (() => Promise<void>)[] = [() => shelf.close()];
  const stop = async () => {
    for (const close of closers.reverse()) await close();
  };
  try {
    const reads = new SubjectReads({
      registry: () => replica.chain.state.registry,
      visitOf: () => undefined,
    });
    const now = () => Date.now();
    const context: DeskContext = { host, shelf, reads, now, observer: options.observer };
    const routes: AnyRoute[] = [purposeRoute()];
    const watches: Watch[] = [];
    for (const area of AREAS) {
      const opened = await area.open(context);
      routes.push(...opened.routes);
      watches.push(...(opened.watches ?? []));
      closers.push(async () => opened.stop?.());
    }
    const clockwork = new Clockwork(watches, now, logger);
    clockwork.start();
    closers.push(() => clockwork.stop());
    return { routes, reads, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
