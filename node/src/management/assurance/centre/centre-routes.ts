import { type AnyRoute, defineRoute } from '@mingjing/service';
import type { AssuranceContext } from '../context.ts';
import type { OutboundLedger, Remembered } from '../outbound/ledger.ts';
import { openWindows } from '../windows/window-routes.ts';
import { findingView, nodeHealthView, portsView, serviceView } from './centre-view.ts';
import type { NodeWatch } from './node-watch.ts';
import type { SecurityCentre } from './security-centre.ts';

const PATH = '/v1/management/assurance';

export interface CentreParts {
  readonly watch: NodeWatch;
  readonly centre: SecurityCentre;
  readonly ledger: OutboundLedger;
}

/** The security centre: all nodes on one page, what was found, and where this program connects. */
export function centreRoutes(context: AssuranceContext, parts: CentreParts): AnyRoute[] {
  return [centreRoute(context, parts), outboundRoute(context, parts), measureRoute(context)];
}

function centreRoute(context: AssuranceContext, { watch, centre }: CentreParts): AnyRoute {
  const { host, now } = context;
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'access', event: 'assurance-read' },
    summary: 'Health, clock, release and ports of every node, and what was found',
    async handler({ act }) {
      const { reporter } = host.assurance;
      const releases = host.replica.chain.state.registry.all('release');
      const nodes = watch.nodes();
      act.counts = [nodes.length, centre.standing.length];
      return {
        json: {
          time: now(),
          judged_at: centre.judgedAt ?? null,
          nodes: nodes.map((node) => nodeHealthView(node, releases)),
          findings: centre.standing.map(findingView),
          // What is found while an authority tests is said to be so, and stands all the same.
          test_windows: await openWindows(context, now()),
          service: serviceView(host.replica.chain.state.registry.get('pause', '')),
          ports: portsView(reporter.ports(), reporter.declaredPorts),
        },
      };
    },
  });
}

function outboundRoute({ host, now }: AssuranceContext, { ledger }: CentreParts): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/outbound`,
    policy: 'bound',
    act: { source: 'access', event: 'outbound-read' },
    summary: 'Where this program may connect to, and every destination that it ever asked for',
    async handler({ act }) {
      const { outbound } = host;
      const destinations = await ledger.list();
      act.counts = [destinations.length];
      const refused = destinations.filter(({ purpose }) => purpose === null);
      return {
        json: {
          time: now(),
          // Without a guard nothing is known of connections, and no list of them is one.
          guarded: outbound !== undefined,
          allowed: outbound?.gate.allowed ?? [],
          refused_destinations: refused.length,
          destinations: destinations.map(destinationView),
        },
      };
    },
  });
}

function destinationView({ purpose, ...rest }: Remembered) {
  return { ...rest, purpose, refused: purpose === null };
}

function measureRoute({ host }: AssuranceContext): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/measure`,
    policy: 'bound',
    act: { source: 'maintenance', event: 'measure-begun' },
    summary: 'Measures the files of this program again, before the daily time',
    async handler({ recordActs }) {
      await recordActs([{ result: 'done' }]);
      host.assurance.attestation.again();
      return {
        status: 202,
        json: { measured_at: host.assurance.attestation.measured?.at ?? null },
      };
    },
  });
}
