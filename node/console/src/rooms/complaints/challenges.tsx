import {
  Card,
  DataTable,
  Empty,
  Facts,
  Link,
  type OwnSession,
  Pane,
  State,
  StateIcon,
  type StateKind,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../api.ts';
import { type ChallengeCounts, type ChallengeLine, useOwnChallenge } from './answers.ts';
import { CHALLENGERS } from './roles.ts';

const CHALLENGES_MS = 15_000;
const LIMIT = 10;

/** That this officer is called now, above all else. */
export function OwnCall() {
  const say = useText();
  return (
    <Pane answer={useOwnChallenge()}>
      {(challenge) =>
        challenge !== null && (
          <p className="bar due" role="alert">
            <StateIcon kind="due" /> {say('complaints.call.waits')}{' '}
            <Time ms={challenge.answer_by} />{' '}
            <Link path="complaints/duty/answer">{say('complaints.call.open')}</Link>
          </p>
        )
      }
    </Pane>
  );
}

interface Found {
  readonly challenges: readonly ChallengeLine[];
  readonly counts: ChallengeCounts;
}

/** Challenges, latest first, and how they went. */
export function Challenges({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const path = '/v1/management/duty/challenges';
  const answer = useAnswer<Found>(
    ['duty', 'challenges'],
    async () => {
      const [{ items }, counts] = await Promise.all([
        ask<{ items: ChallengeLine[] }>({ path, query: { limit: LIMIT } }),
        ask<ChallengeCounts>({ path: `${path}/statistics` }),
      ]);
      return { challenges: items, counts };
    },
    CHALLENGES_MS,
  );
  const open = CHALLENGERS.includes(session.role) && (
    <Link path="complaints/duty/ask">{say('complaints.challenge.open')}</Link>
  );
  return (
    <Card title={say('complaints.challenge.title')} extra={open}>
      <Pane answer={answer}>
        {({ challenges, counts }) =>
          challenges.length === 0 ? (
            <Empty
              what={say('complaints.challenge.title')}
              why={say('complaints.challenge.none')}
              next={open || say('complaints.challenge.next')}
            />
          ) : (
            <div className="stack">
              <Counts counts={counts} />
              <Lines challenges={challenges} />
            </div>
          )
        }
      </Pane>
    </Card>
  );
}

function Counts({ counts }: { readonly counts: ChallengeCounts }) {
  const say = useText();
  const { issued, seconds_longest: longest, seconds_median: median } = counts;
  const times =
    median === null
      ? say('complaints.challenge.noTimes')
      : say('complaints.challenge.times', { median, longest: longest ?? median });
  return (
    <Facts
      items={[
        [say('complaints.challenge.first'), `${counts.answered_by_first}/${issued}`],
        [say('complaints.challenge.later'), `${counts.answered_after_escalation}/${issued}`],
        [say('complaints.challenge.unanswered'), `${counts.unanswered}/${issued}`],
        [say('complaints.challenge.uncovered'), `${counts.uncovered}/${issued}`],
        [say('complaints.challenge.took'), times],
      ]}
    />
  );
}

const STATES: Readonly<Record<string, StateKind>> = { answered: 'met', unanswered: 'failed' };

function Lines({ challenges }: Pick<Found, 'challenges'>) {
  const say = useText();
  return (
    <DataTable
      label={say('complaints.challenge.title')}
      isCompact
      rows={challenges}
      keyOf={({ id }) => id}
      columns={[
        { title: say('complaints.challenge.issued'), cell: (each) => <Time ms={each.issued_at} /> },
        {
          title: say('complaints.challenge.cause'),
          cell: ({ asked_by: by, cause }) =>
            by === null ? say(`complaints.challenge.causes.${cause}`) : by,
        },
        {
          title: say('complaints.challenge.called'),
          cell: ({ calls }) => calls.map(({ officer }) => officer).join(say('kit.comma')),
        },
        {
          title: say('complaints.state'),
          cell: ({ state }) => (
            <State kind={STATES[state] ?? 'due'}>
              {say(`complaints.challenge.states.${state}`)}
            </State>
          ),
        },
      ]}
    />
  );
}
