import { useAnswer } from '@mingjing/console-kit';
import { ask } from '../../api.ts';

const RULES_MS = 10_000;
/** The program reads the history that it has for so long; who stops waiting stops the reading. */
const TEST_MS = 300_000;

export interface BackTest {
  readonly by: string;
  readonly at: number;
  readonly from_height: number;
  readonly to_height: number;
  readonly publications: number;
  readonly texts: number;
  readonly unread: number;
  readonly findings: number;
  readonly by_rule: Readonly<Record<string, number>>;
  readonly named: readonly string[];
  readonly digest: string;
  readonly whole: boolean;
}

export interface RuleVersion {
  readonly version: number;
  readonly hash: string;
  readonly state: 'proposed' | 'active' | 'rejected' | 'replaced';
  readonly rule_count: number;
  readonly proposed_by: string;
  readonly proposed_at: number;
  readonly active_from: number | null;
  readonly back_test: BackTest | null;
  readonly decision: { readonly by: string; readonly at: number; readonly reason: string } | null;
}

/** What every rule says of itself, whatever its kind. */
export interface RuleLine {
  readonly id: string;
  readonly kind: string;
  readonly severity: string;
}

export interface RuleDetails extends RuleVersion {
  readonly rules: readonly RuleLine[];
}

export interface RuleList {
  readonly active: number | null;
  readonly judged_height: number;
  readonly items: readonly RuleVersion[];
}

export function useRules() {
  return useAnswer(['rules'], () => ask<RuleList>({ path: '/v1/desk/rules' }), RULES_MS);
}

export function useRuleVersion(version: string) {
  const path = `/v1/desk/rules/${encodeURIComponent(version)}`;
  return useAnswer(['rules', version], () => ask<RuleDetails>({ path }));
}

/** Runs the back-test of a proposed version; the program keeps what it found. */
export async function backTest(version: string): Promise<void> {
  const path = `/v1/desk/rules/${encodeURIComponent(version)}/back-test`;
  await ask({ path, json: {}, extraMs: TEST_MS });
}
