import { type AnyRoute, defineRoute, LANGUAGES } from '@mingjing/service';
import type { ManagementContext } from '../../context.ts';
import { newId } from '../../new-id.ts';
import type { RunDesk } from '../runs/run-desk.ts';
import {
  type LiveAnswer,
  linesOf,
  QUESTIONS,
  rehearsalForm,
  rehearsalsOn,
  rehearsed,
} from './rehearsal.ts';

const PATH = '/v1/inspection/rehearsals';
/** Runs looked through for the latest answer of each item. */
const LOOKED_AT = 20;

export interface RehearsalArea {
  readonly context: ManagementContext;
  readonly runs: Pick<RunDesk, 'list'>;
}

/** The inspector's likely questions, each with the live answer; and who was ready for them. */
export function rehearsalRoutes(area: RehearsalArea): AnyRoute[] {
  return [askRoute(area), keepRoute(area)];
}

function askRoute({ context, runs }: RehearsalArea): AnyRoute {
  const rehearsals = rehearsalsOn(context.shelf);
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'access', event: 'inspection-rehearsal-read' },
    summary: 'Questions that an inspector is likely to ask, with the latest answer of each item',
    async handler({ act }) {
      const live = await liveAnswers(runs);
      const [latest] = await rehearsals.list({ reverse: true, limit: 1 });
      act.counts = [QUESTIONS.length];
      return {
        json: {
          time: context.now(),
          questions: QUESTIONS.map((question) => ({
            ...question,
            live: liveView(live.get(question.item)),
          })),
          latest: latest === undefined ? null : scoreView(latest.value),
        },
      };
    },
  });
}

function keepRoute({ context, runs }: RehearsalArea): AnyRoute {
  const rehearsals = rehearsalsOn(context.shelf);
  return defineRoute({
    method: 'POST',
    path: PATH,
    policy: 'bound',
    act: { source: 'admin', event: 'inspection-rehearsed' },
    summary: 'Keeps what somebody could show when he was asked, and scores it',
    schema: { body: rehearsalForm },
    async handler({ body, identity, recordActs }) {
      const at = context.now();
      const by = identity.actor?.type === 'officer' ? identity.actor.id : '';
      const kept = rehearsed(body, await liveAnswers(runs), { by, at });
      const score = scoreView(kept);
      const id = newId(at);
      await recordActs([{ result: 'done', object: id, counts: [score.ready, score.count] }]);
      await context.shelf.inTurn(() => context.shelf.change([rehearsals.put(id, kept)]));
      return { status: 201, json: score };
    },
  });
}

/** Of each item the latest answer that a run which ended gave. */
async function liveAnswers(runs: Pick<RunDesk, 'list'>): Promise<Map<string, LiveAnswer>> {
  const live = new Map<string, LiveAnswer>();
  for (const { value } of await runs.list(LOOKED_AT)) {
    if (value.ended === null) continue;
    for (const answer of value.answers) {
      if (!live.has(answer.item)) live.set(answer.item, { answer, at: value.ended.at });
    }
  }
  return live;
}

function liveView(live: LiveAnswer | undefined) {
  if (live === undefined) return null;
  const { kind, verdict } = live.answer;
  const lines = Object.fromEntries(
    LANGUAGES.map((language) => [language, linesOf(live.answer, language)]),
  );
  return { kind, verdict, at: live.at, lines };
}

function scoreView({ answers, at, by }: ReturnType<typeof rehearsed>) {
  return {
    ...{ at, by: by === '' ? null : by, count: answers.length },
    shown: answers.filter(({ shown }) => shown).length,
    ready: answers.filter(({ isReady }) => isReady).length,
    answers: answers.map(({ isReady, question, shown }) => ({ question, shown, ready: isReady })),
  };
}
