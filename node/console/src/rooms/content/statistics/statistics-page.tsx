import {
  Card,
  DataTable,
  Empty,
  Facts,
  Link,
  type OwnSession,
  Pane,
  State,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { ReviewStatistics, Settings } from '../answers.ts';
import { RuleDays } from './rule-days.tsx';

const STATISTICS_MS = 15_000;

/** What the rules did by day, what reviewers decided in time, and how this node reviews. */
export function StatisticsPage({ session }: { readonly session: OwnSession }) {
  return (
    <div className="stack">
      <RuleDays />
      <ReviewDays />
      <HowReviewed session={session} />
    </div>
  );
}

function ReviewDays() {
  const say = useText();
  const answer = useAnswer(
    ['reviews', 'statistics'],
    () => ask<ReviewStatistics>({ path: '/v1/review-statistics' }),
    STATISTICS_MS,
  );
  return (
    <Card title={say('content.statistics.reviews')}>
      <Pane answer={answer}>
        {({ days, overdue, waiting }) => (
          <div className="stack">
            <p>
              {say('content.statistics.waiting', { count: waiting })}{' '}
              <State kind={overdue === 0 ? 'met' : 'failed'}>
                {say('content.statistics.overdue', { overdue, waiting })}
              </State>
            </p>
            {days.length === 0 ? (
              <Empty
                what={say('content.statistics.reviews')}
                why={say('content.statistics.noReviews')}
              />
            ) : (
              <DecidedDays days={days} />
            )}
          </div>
        )}
      </Pane>
    </Card>
  );
}

const DECISIONS = ['approve', 'refuse', 'confirm', 'object', 'second-look'];

function DecidedDays({ days }: { readonly days: ReviewStatistics['days'] }) {
  const say = useText();
  return (
    <DataTable
      label={say('content.statistics.reviews')}
      isCompact
      rows={days}
      keyOf={({ day }) => day}
      columns={[
        { title: say('content.statistics.day'), cell: ({ day }) => day },
        ...DECISIONS.map((decision) => ({
          title: say(`content.decision.${decision}`),
          isNumber: true,
          cell: ({ looks }: ReviewStatistics['days'][number]) => looks[decision] ?? 0,
        })),
        {
          title: say('content.statistics.inTime'),
          isNumber: true,
          cell: ({ ended, in_time: inTime }) => `${inTime}/${ended}`,
        },
      ]}
    />
  );
}

export function useSettings() {
  return useAnswer(['rules', 'settings'], () => ask<Settings>({ path: '/v1/screening/settings' }));
}

function HowReviewed({ session }: { readonly session: OwnSession }) {
  const say = useText();
  return (
    <Card
      title={say('content.settings.title')}
      extra={
        session.role === 'security-admin' && (
          <Link path="content/statistics/settings">{say('content.settings.change')}</Link>
        )
      }
    >
      <Pane answer={useSettings()}>{(settings) => <SettingFacts settings={settings} />}</Pane>
    </Card>
  );
}

export function SettingFacts({ settings }: { readonly settings: Settings }) {
  const say = useText();
  const { reviewed_categories: categories, review_hours: hours, sample_every: every } = settings;
  return (
    <Facts
      items={[
        [
          say('content.settings.categories'),
          categories.join(say('kit.comma')) || say('content.none'),
        ],
        [
          say('content.settings.sample'),
          every === 0 ? say('content.none') : say('content.settings.every', { every }),
        ],
        [say('content.settings.hours'), say('content.settings.inHours', { hours })],
      ]}
    />
  );
}
