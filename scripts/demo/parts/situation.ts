import { askAtHome } from '../office.ts';
import type { Program } from '../programs.ts';

interface Statement {
  readonly state: 'proved' | 'failed' | 'unknown';
}

/** What a supervision node says of itself, as far as the steps look at it. */
export interface Situation {
  readonly height: number;
  readonly coverage: Statement & { readonly lag: number | null; readonly gaps: number };
  readonly journals: Statement & { readonly measured: number; readonly of: number };
  readonly heads: Statement & { readonly agreeing: number; readonly of: number };
}

export function situationOf(supervision: Program): Promise<Situation> {
  return askAtHome(supervision, '/v1/situation') as Promise<Situation>;
}

/** An alarm, as far as the steps look at it. */
export interface Alarm {
  readonly rule: string;
  readonly state: string;
  readonly nodes: readonly string[];
}

export async function alarmsOf(supervision: Program): Promise<readonly Alarm[]> {
  const { items } = (await askAtHome(supervision, '/v1/alarms')) as { items: readonly Alarm[] };
  return items;
}
