import { type Answer, useAnswer } from '@mingjing/console-kit';
import { ask } from './api.ts';

/** What a node may offer beyond what every node answers. */
export type Offer = 'complaints' | 'duty' | 'orders' | 'users';

/** Who runs the service, as the node states it. */
export interface OperatorAnswer {
  readonly name: { readonly 'zh-CN': string; readonly en: string } | null;
  readonly filing_number: string | null;
  readonly icp_number: string | null;
  readonly police_number: string | null;
  readonly complaint_telephone: string | null;
  readonly offers: readonly Offer[];
}

export function useOperator(): Answer<OperatorAnswer> {
  return useAnswer(['operator'], () => ask<OperatorAnswer>({ path: '/v1/operator' }));
}
