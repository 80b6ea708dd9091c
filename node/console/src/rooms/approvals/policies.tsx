import type { PolicyAnswer } from '@mingjing/client';
import { Card, DataTable, durationText, Pane, useAnswer, useText } from '@mingjing/console-kit';
import { node } from '../../api.ts';

/** For each action who must approve it, how long it waits then, and who may vote now. */
export function Policies() {
  const say = useText();
  const answer = useAnswer(['policies'], () => node().policies());
  const roles = ({ roles: names = [] }: PolicyAnswer) =>
    names.map((role) => say(`chain.role.${role}`)).join(say('kit.comma'));
  return (
    <Card title={say('approvals.policies.title')}>
      <Pane answer={answer}>
        {({ policies }) => (
          <DataTable
            label={say('approvals.policies.title')}
            isCompact
            rows={policies}
            keyOf={({ action }) => action}
            columns={[
              {
                title: say('approvals.action'),
                cell: ({ action }) => say(`chain.action.${action}`),
              },
              {
                title: say('approvals.policies.rule'),
                cell: ({ rule, numerator = 0, denominator = 0 }) =>
                  say(`chain.rule.${rule}`, { numerator, denominator }),
              },
              {
                title: say('approvals.policies.required'),
                isNumber: true,
                cell: ({ required = 1, organisations }) =>
                  organisations === undefined ? required : `${required}/${organisations.length}`,
              },
              { title: say('approvals.policies.roles'), cell: roles },
              {
                title: say('approvals.policies.lock'),
                isNumber: true,
                cell: ({ lock_ms: lock }) =>
                  lock === 0 ? say('chain.diff.none') : durationText(say, lock),
              },
              {
                title: say('approvals.policies.period'),
                isNumber: true,
                cell: ({ period_ms: period }) => durationText(say, period),
              },
            ]}
          />
        )}
      </Pane>
    </Card>
  );
}
