import { type AnyRoute, defineRoute } from '@mingjing/service';
import type { FilingForm } from '../management/filing/filing.ts';
import type { OperatorConfig } from './operator-config.ts';

/** What a portal may show beyond what every node answers, by the route that it needs. */
const OFFERS = {
  complaints: '/v1/complaints',
  duty: '/v1/duty/now',
  orders: '/v1/orders',
  users: '/v1/my-data/export',
} as const;

export interface OperatorSources {
  readonly config: OperatorConfig | undefined;
  /** What an officer told of the filing; it stands above the configuration. */
  filed(): FilingForm | undefined;
}

/** Who runs the service, and what it offers besides; `routes` are those of the same program. */
export function operatorRoute(sources: OperatorSources, routes: readonly AnyRoute[]): AnyRoute {
  const paths = new Set(routes.map(({ path }) => path));
  const offers = Object.entries(OFFERS).flatMap(([offer, path]) => (paths.has(path) ? offer : []));
  return defineRoute({
    method: 'GET',
    path: '/v1/operator',
    policy: 'public',
    act: { source: 'access', event: 'operator-read' },
    summary: 'Who runs the service: filing numbers and complaint telephone',
    handler: () => ({ json: { ...operatorView(sources), offers } }),
  });
}

function operatorView({ config, filed }: OperatorSources) {
  const form = filed();
  const chinese = form?.operator ?? config?.name_zh;
  return {
    name: chinese === undefined ? null : { 'zh-CN': chinese, en: config?.name_en ?? chinese },
    filing_number: form?.numbers.service ?? config?.filing_number ?? null,
    icp_number: form?.numbers.icp ?? config?.icp_number ?? null,
    police_number: form?.numbers.police ?? config?.police_number ?? null,
    complaint_telephone: form?.complaint_telephone ?? config?.complaint_telephone ?? null,
  };
}
