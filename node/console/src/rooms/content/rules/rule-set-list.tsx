import {
  Card,
  DataTable,
  Empty,
  Hash,
  Link,
  type OwnSession,
  Pane,
  SideDrawer,
  setParams,
  Time,
  useAnswer,
  useInLanguage,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { useCallback } from 'react';
import { ask } from '../../../api.ts';
import type { RuleSetInForce, RuleSetVersion } from '../answers.ts';
import { RuleSetDetails } from './rule-set-details.tsx';
import { VersionState } from './version-state.tsx';

const RULES_MS = 10_000;

interface RuleSets {
  readonly in_force: readonly RuleSetInForce[];
  readonly versions: readonly RuleSetVersion[];
}

/** Rules that judge what is published now, and the versions that officers proposed. */
export function RuleSetList({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const { params } = usePlace();
  const open = params.get('open');
  const answer = useAnswer(
    ['rules', 'list'],
    () => ask<RuleSets>({ path: '/v1/screening/rule-sets' }),
    RULES_MS,
  );
  const close = useCallback(() => setParams({ open: undefined }), []);
  return (
    <>
      <Pane answer={answer}>
        {({ in_force: inForce, versions }) => (
          <div className="stack">
            <Card title={say('content.rules.inForce')}>
              <InForce sets={inForce} open={open} />
            </Card>
            <Card
              title={say('content.rules.versions')}
              extra={
                session.role !== 'audit-admin' && (
                  <Link path="content/rules/new">{say('content.rules.propose')}</Link>
                )
              }
            >
              {versions.length === 0 ? (
                <Empty
                  what={say('content.rules.what')}
                  why={say('content.rules.none')}
                  next={say('content.rules.next')}
                />
              ) : (
                <Versions versions={versions} open={open} />
              )}
            </Card>
          </div>
        )}
      </Pane>
      <SideDrawer title={say('content.rules.one')} isOpen={open !== null} onClose={close}>
        <RuleSetDetails session={session} id={open ?? ''} />
      </SideDrawer>
    </>
  );
}

const idOf = ({ name, version }: { readonly name: string; readonly version: number }) =>
  `${name}.${version}`;

interface InForceProps {
  readonly sets: readonly RuleSetInForce[];
  readonly open: string | null;
}

function InForce({ sets, open }: InForceProps) {
  const say = useText();
  const inLanguage = useInLanguage();
  return (
    <DataTable<RuleSetInForce>
      label={say('content.rules.inForce')}
      isCompact
      rows={sets}
      keyOf={idOf}
      isOpen={(each) => idOf(each) === open}
      onOpen={(each) => setParams({ open: idOf(each) })}
      columns={[
        { title: say('content.rules.title'), cell: ({ title }) => inLanguage(title) },
        { title: say('content.rules.version'), cell: (each) => <code>{idOf(each)}</code> },
        { title: say('content.rules.count'), isNumber: true, cell: ({ rules }) => rules },
        { title: say('content.rules.hash'), cell: ({ hash }) => <Hash value={hash} /> },
        {
          title: say('content.rules.from'),
          cell: ({ built_in: isBuiltIn }) =>
            say(isBuiltIn ? 'content.rules.builtIn' : 'content.rules.own'),
        },
      ]}
    />
  );
}

interface VersionsProps {
  readonly versions: readonly RuleSetVersion[];
  readonly open: string | null;
}

function Versions({ versions, open }: VersionsProps) {
  const say = useText();
  const inLanguage = useInLanguage();
  return (
    <DataTable<RuleSetVersion>
      label={say('content.rules.versions')}
      isCompact
      rows={versions}
      keyOf={idOf}
      isOpen={(each) => idOf(each) === open}
      onOpen={(each) => setParams({ open: idOf(each) })}
      columns={[
        { title: say('content.rules.title'), cell: ({ title }) => inLanguage(title) },
        { title: say('content.rules.version'), cell: (each) => <code>{idOf(each)}</code> },
        { title: say('content.state'), cell: ({ state }) => <VersionState state={state} /> },
        { title: say('content.rules.proposedBy'), cell: (each) => each.proposed_by },
        { title: say('content.at'), cell: (each) => <Time ms={each.proposed_at} /> },
        {
          title: say('content.rules.tested'),
          cell: ({ back_test: test }) =>
            test === null ? say('content.rules.untested') : <Time ms={test.at} />,
        },
      ]}
    />
  );
}
