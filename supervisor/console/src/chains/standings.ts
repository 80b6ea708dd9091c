import { type Answer, faultOf, isLoggedOut, tellAnswer, useAnswer } from '@mingjing/console-kit';
import { askAt } from '../api.ts';
import type { Alarm, AlarmPage, Situation } from '../live/answers.ts';
import { isClosed, openedChains } from './opened.ts';

/** Open alarms of one chain that are read at once, as in its own room. */
const ALARMS = 100;
const NAME = ['standings'] as const;

/** How a chain stands, as far as it is open here. */
export interface Standing {
  readonly situation?: Situation;
  readonly alarms: readonly Alarm[];
  /** When it last said something, ms. */
  readonly heardAt: number;
  /** Code of what it was refused with. */
  readonly fault?: string;
}

/** By the name of the chain; one that did not open to the officer has no line. */
export type Standings = Readonly<Record<string, Standing>>;

/** All chains that are open here: read once, and kept fresh by the stream. */
export function useStandings(): Answer<Standings> {
  return useAnswer([...NAME], readStandings);
}

async function readStandings(): Promise<Standings> {
  const read = openedChains().map(async (name) => [name, await readStanding(name)] as const);
  return Object.fromEntries(await Promise.all(read));
}

async function readStanding(chain: string): Promise<Standing> {
  try {
    const [situation, { items }] = await Promise.all([
      askAt<Situation>(chain, { path: '/v1/situation' }),
      askAt<AlarmPage>(chain, { path: `/v1/alarms?state=open&limit=${ALARMS}` }),
    ]);
    return { situation, alarms: items, heardAt: Date.now() };
  } catch (error) {
    if (isLoggedOut(error)) isClosed(chain);
    return { alarms: [], heardAt: 0, fault: faultOf(error).code };
  }
}

/** A chain said something of itself. */
export function standingIs(chain: string, update: (known: Standing) => Partial<Standing>): void {
  tellAnswer<Standings>([...NAME], (known) => {
    const standing = known?.[chain];
    if (known === undefined || standing === undefined) return known;
    const { fault: _, ...before } = standing;
    return { ...known, [chain]: { ...before, heardAt: Date.now(), ...update(standing) } };
  });
}

/** A chain says nothing any more: its session is over, or its follower ended. */
export function standingEnded(chain: string): void {
  tellAnswer<Standings>([...NAME], (known) => {
    const standing = known?.[chain];
    if (known === undefined || standing === undefined) return known;
    return { ...known, [chain]: { ...standing, heardAt: 0, fault: 'ended' } };
  });
}
