import {
  Card,
  DataTable,
  Facts,
  Link,
  type OwnSession,
  Pane,
  State,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../api.ts';
import { type CoverageAnswer, useOwnAgreement } from './answers.ts';

const COVERAGE_MS = 30_000;

/** How many users are verified, accepted the agreement, and consented to what. */
export function Coverage({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const answer = useAnswer(
    ['users', 'coverage'],
    () => ask<CoverageAnswer>({ path: '/v1/management/user-coverage' }),
    COVERAGE_MS,
  );
  return (
    <div className="columns">
      <Agreements session={session} />
      <Card title={say('users.coverage.title')}>
        <Pane answer={answer}>{(found) => <Counts found={found} />}</Pane>
      </Card>
    </div>
  );
}

function Counts({ found: { agreement, consents, users } }: { readonly found: CoverageAnswer }) {
  const say = useText();
  const inForce = agreement.in_force?.version;
  const accepted = agreement.accepted
    .filter(({ version }) => version >= (inForce ?? 0))
    .reduce((sum, { count }) => sum + count, 0);
  return (
    <Facts
      items={[
        [
          say('users.coverage.verified'),
          <Share key="verified" of={users.verified} all={users.all} />,
        ],
        [
          say('users.coverage.accepted'),
          inForce === undefined ? (
            say('users.coverage.noAgreement')
          ) : (
            <Share key="accepted" of={accepted} all={agreement.users} />
          ),
        ],
        ...consents.given.map(
          ({ purpose, count }) =>
            [
              say('users.coverage.consented', { purpose: say(`users.purposes.${purpose}`) }),
              `${count}/${consents.registered}`,
            ] as const,
        ),
      ]}
    />
  );
}

/** How many of all, and whether that is everybody. */
function Share({ of, all }: { readonly of: number; readonly all: number }) {
  return <State kind={of === all ? 'met' : 'due'}>{`${of}/${all}`}</State>;
}

function Agreements({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const answer = useOwnAgreement(session.officer);
  const publish = session.role === 'security-admin' && (
    <Link path="users/agreement">{say('users.agreement.open')}</Link>
  );
  return (
    <Card title={say('users.agreement.title')} extra={publish}>
      <Pane answer={answer}>
        {({ agreement }) =>
          agreement === undefined ? (
            <p>{say('users.agreement.none')}</p>
          ) : (
            <DataTable
              label={say('users.agreement.title')}
              isCompact
              rows={agreement.versions}
              keyOf={({ version }) => String(version)}
              columns={[
                { title: say('users.agreement.version'), cell: ({ version }) => version },
                {
                  title: say('users.agreement.from'),
                  cell: (each) => <Time ms={each.effective_at || each.time} />,
                },
                { title: say('users.agreement.by'), cell: ({ officer }) => officer },
                {
                  title: say('users.agreement.accepted'),
                  isNumber: true,
                  cell: ({ accepted }) => `${accepted}/${agreement.users}`,
                },
                {
                  title: say('users.agreement.text'),
                  cell: ({ text_hash: hash }) => (
                    <Link path={`users/agreement/${hash}`}>{say('users.agreement.read')}</Link>
                  ),
                },
              ]}
            />
          )
        }
      </Pane>
    </Card>
  );
}
