import type { Alarm } from '../live/answers.ts';
import { byUrgency } from '../words/severity.ts';
import type { Chain } from './chain-list.ts';
import type { Standings } from './standings.ts';

/** An open alarm with the chain that it is of. */
export interface ChainAlarm extends Alarm {
  readonly chain: string;
  readonly title: string;
}

/** Open alarms of all chains, the most urgent first. */
export function alarmsOfAll(chains: readonly Chain[], standings: Standings): ChainAlarm[] {
  const all = chains.flatMap(({ name, title }) =>
    (standings[name]?.alarms ?? []).map((alarm) => ({ ...alarm, chain: name, title })),
  );
  return byUrgency(all);
}
