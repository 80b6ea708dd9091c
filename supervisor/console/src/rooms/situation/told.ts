import { type Answer, useAnswer } from '@mingjing/console-kit';
import { ask } from '../../api.ts';
import type { AlarmPage, Day, Situation } from '../../live/answers.ts';

/** Open alarms that are read at once; there are more only when something is very wrong. */
const ALARMS = 100;

/** What the stream keeps fresh once it was read. */
export interface Told {
  readonly situation: Answer<Situation>;
  readonly day: Answer<Day>;
  readonly alarms: Answer<AlarmPage>;
}

export function useTold(): Told {
  return {
    situation: useAnswer(['situation'], () => ask<Situation>({ path: '/v1/situation' })),
    day: useAnswer(['day'], () => ask<Day>({ path: '/v1/day' })),
    alarms: useAnswer(['alarms', 'open'], () =>
      ask<AlarmPage>({ path: `/v1/alarms?state=open&limit=${ALARMS}` }),
    ),
  };
}
