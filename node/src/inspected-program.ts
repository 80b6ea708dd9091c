import type { Host, Reached } from '@mingjing/host';
import type { Accounts, AnyRoute, SignedPages } from '@mingjing/service';
import { NODE_ACCESS } from './api/access-table.ts';
import { CONSOLE } from './api/console.ts';
import type { NodeConfig } from './config.ts';
import { askListener } from './management/inspection/ask-listener.ts';
import type { ListenerPart, ProgramPort, ServedAt } from './management/inspection/world.ts';

const SECOND_MS = 1000;
/** A round looks at all files, one after the other. */
const ROUND_MS = 5000;
const TCP = /\/tcp\/(\d+)/;

export interface Around {
  readonly accounts: Accounts;
  readonly host: Host;
  readonly reached: Reached;
  readonly routes: readonly AnyRoute[];
  readonly sites: readonly SignedPages[];
}

/** Ports of this program, those of its peers too: it may ask them about itself. */
export function ownPorts({ network }: Host, listeners: readonly number[]): number[] {
  const port = Number(TCP.exec(network.address)?.[1] ?? 0);
  return port === 0 ? [...listeners] : [...listeners, port];
}

/** What the inspection measures of the program around the management service. */
export function programAround(config: NodeConfig, around: Around): ProgramPort {
  const { accounts, host, reached, routes, sites } = around;
  const listeners = listenersOf(config, reached);
  const find = (part: ListenerPart) => listeners.find(({ name }) => name === part);
  const main = find('main') as ServedAt;
  // Machines of this house ask where everything is: the listener that only loopback reaches.
  const here: ServedAt = { ...reached.here, name: 'management', isTls: false };
  const management = config.management === undefined ? here : (find('management') ?? here);
  const [site] = config.accounts.origins;
  return {
    ask: (part, call) =>
      askListener(part === 'management' ? management : (find(part) ?? main), call),
    origin: site ?? `http${main.isTls ? 's' : ''}://localhost:${main.port}`,
    ...{ routes, table: NODE_ACCESS, accounts, listeners },
    sites: sites.map(({ files, folder }) => ({
      ...{ folder, files, name: folder === CONSOLE.folder ? 'console' : 'portal' },
    })),
    restoreMs: config.pages.check_seconds * SECOND_MS + ROUND_MS,
    isVerificationSynthetic: isSynthetic(config, host),
  };
}

function listenersOf(
  { api, management, portal }: NodeConfig,
  reached: Reached,
): readonly ServedAt[] {
  const parts = [
    ['main', reached.main, api],
    ['management', reached.management, management],
    ['portal', reached.portal, portal],
  ] as const;
  return parts.flatMap(([name, at, config]) =>
    at === undefined || config === undefined
      ? []
      : [{ name, host: at.host, port: at.port, isTls: config.tls !== undefined }],
  );
}

/** Users are confirmed here by a verifier that the chain itself marks as one for tests. */
function isSynthetic({ verification }: NodeConfig, { nodeId, replica }: Host): boolean {
  if (verification === undefined) return false;
  const { registry } = replica.chain.state;
  const organisation = registry.get('node', nodeId)?.organisation;
  const own = registry
    .all('verifier')
    .filter((each) => each.organisation === organisation && each.revokedHeight === 0);
  return own.length > 0 && own.every(({ syntheticOnly }) => syntheticOnly);
}
