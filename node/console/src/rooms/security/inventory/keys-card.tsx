import {
  Card,
  DataTable,
  durationText,
  Pane,
  State,
  type StateKind,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { Keys, ListedKey } from '../answers.ts';

/** Keys of nodes, officers and verifiers with their age, and the algorithms in use. */
export function KeysCard() {
  const say = useText();
  const answer = useAnswer(['assurance', 'keys'], () =>
    ask<Keys>({ path: '/v1/management/assurance/keys' }),
  );
  return (
    <Card title={say('security.keys.title')}>
      <Pane answer={answer}>
        {({ algorithms, certified_product: isCertified, keys, time }) => (
          <div className="stack">
            <p className="meta">
              {say(isCertified ? 'security.keys.certified' : 'security.keys.uncertified')}
            </p>
            <KeyTable keys={keys} now={time} />
            <DataTable
              label={say('security.keys.algorithms')}
              isCompact
              rows={algorithms}
              keyOf={({ algorithm, use }) => `${use}/${algorithm}`}
              columns={[
                { title: say('security.keys.algorithm'), cell: ({ algorithm }) => algorithm },
                { title: say('security.keys.use'), cell: ({ use }) => <code>{use}</code> },
                { title: say('security.keys.standard'), cell: ({ standard }) => standard },
              ]}
            />
          </div>
        )}
      </Pane>
    </Card>
  );
}

function KeyTable({ keys, now }: { readonly keys: readonly ListedKey[]; readonly now: number }) {
  const say = useText();
  return (
    <DataTable
      label={say('security.keys.title')}
      isCompact
      rows={keys}
      keyOf={({ id }) => id}
      columns={[
        { title: say('security.keys.holder'), cell: ({ holder }) => holder },
        {
          title: say('security.keys.purpose'),
          cell: (each) => say(`chain.purpose.${each.purpose}`),
        },
        { title: say('security.keys.algorithm'), cell: ({ algorithm }) => algorithm },
        {
          title: say('security.keys.age'),
          cell: ({ enrolled_at: at }) =>
            at === null ? say('security.unknown') : durationText(say, now - at),
        },
        {
          title: say('security.keys.replaceBy'),
          cell: ({ replace_by: by }) => (by === null ? say('security.unknown') : <Time ms={by} />),
        },
        {
          title: say('security.node.state'),
          cell: (each) => {
            const [kind, name] = stateOf(each, now);
            return <State kind={kind}>{say(`security.keyState.${name}`)}</State>;
          },
        },
      ]}
    />
  );
}

function stateOf(key: ListedKey, now: number): readonly [StateKind, string] {
  if (key.revoked_height !== null) return ['unknown', 'revoked'];
  if (key.replace_by === null) return ['unknown', 'unknown'];
  return key.replace_by < now ? ['due', 'old'] : ['met', 'good'];
}
