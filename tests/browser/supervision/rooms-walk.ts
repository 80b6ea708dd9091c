// Every room, after the flows have filled it: both languages, and a node that does not answer.
import { expect } from 'vitest';
import type { Step } from '../supervision-driver.ts';

const ROOMS = [
  ...['situation', 'alarms', 'access', 'interventions', 'journals'],
  ...['rules', 'visits', 'accountability', 'accountability/witnesses', 'chains'],
];
/** Asks what for before it asks its node for anything. */
const ASKS_FIRST = 'access';
const nameOf = (room: string) => `supervision-${room.replace('/', '-')}`;

/** Steps of an officer who is logged in. */
export const ROOMS_WALK: readonly Step[] = [
  [
    'hold in both languages',
    async (desk) => {
      for (const room of ROOMS) {
        await desk.open(room);
        for (const language of ['zh', 'en']) {
          if (language === 'en') await desk.press('English');
          await desk.page.locator('main.page tbody tr, main.page [data-state]').first().waitFor();
          expect(await desk.overflow(), `${room} ${language}`).toEqual([]);
          await desk.picture(`${nameOf(room)}-filled-${language}`);
        }
      }
      expect(await desk.faults()).toEqual([]);
    },
  ],
  [
    'say in both languages that the node does not answer, and what was not changed',
    async (desk) => {
      const { page } = desk;
      // Who one is is still known: what fails is what the room asks for.
      const isAsked = ({ pathname }: URL) =>
        pathname.startsWith('/v1/') && pathname !== '/v1/session';
      await page.route(isAsked, (route) => route.abort());
      for (const room of ROOMS.filter((each) => each !== ASKS_FIRST)) {
        await desk.open(room);
        for (const language of ['zh', 'en']) {
          if (language === 'en') await desk.press('English');
          await page.locator('main.page [data-state=failed]').first().waitFor();
          expect(await desk.overflow(), `${room} ${language}`).toEqual([]);
          await desk.picture(`${nameOf(room)}-away-${language}`);
        }
      }
      expect(await desk.faults()).toEqual([]);
      await page.unroute(isAsked);
      desk.forgetRefusals();
    },
  ],
];
