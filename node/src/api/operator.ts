import { type AnyRoute, defineRoute } from '@mingjing/service';
import type { OperatorConfig } from './operator-config.ts';

/** What a portal may show beyond what every node answers, by the route that it needs. */
const OFFERS = {
  complaints: '/v1/complaints',
  duty: '/v1/duty/now',
  orders: '/v1/orders',
} as const;

/** Who runs the service, and what it offers besides; `routes` are those of the same program. */
export function operatorRoute(
  operator: OperatorConfig | undefined,
  routes: readonly AnyRoute[],
): AnyRoute {
  const paths = new Set(routes.map(({ path }) => path));
  const offers = Object.entries(OFFERS).filter(([, path]) => paths.has(path));
  const json = {
    name: operator === undefined ? null : { 'zh-CN': operator.name_zh, en: operator.name_en },
    filing_number: operator?.filing_number ?? null,
    icp_number: operator?.icp_number ?? null,
    police_number: operator?.police_number ?? null,
    complaint_telephone: operator?.complaint_telephone ?? null,
    offers: offers.map(([offer]) => offer),
  };
  return defineRoute({
    method: 'GET',
    path: '/v1/operator',
    policy: 'public',
    act: { source: 'access', event: 'operator-read' },
    summary: 'Who runs the service: filing numbers and complaint telephone',
    handler: () => ({ json }),
  });
}
