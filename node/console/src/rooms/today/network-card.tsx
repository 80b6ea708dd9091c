import type { StatusAnswer, ValidatorsAnswer } from '@mingjing/client';
import {
  type Answer,
  Card,
  durationText,
  Facts,
  Hash,
  Pane,
  Partial,
  State,
  Time,
  useNow,
  useText,
} from '@mingjing/console-kit';

export interface NetworkCardProps {
  readonly status: Answer<StatusAnswer>;
  readonly validators: Answer<ValidatorsAnswer>;
}

/** How many validators are here, and how old the last block is. */
export function NetworkCard({ status, validators }: NetworkCardProps) {
  const say = useText();
  return (
    <Card title={say('today.network.title')}>
      <Pane answer={status} heightOf={({ height }) => height}>
        {(stands) => (
          <div className="stack">
            <Pane answer={validators}>{(answer) => <Connected answer={answer} />}</Pane>
            <LastBlock status={stands} />
          </div>
        )}
      </Pane>
    </Card>
  );
}

function Connected({ answer }: { readonly answer: ValidatorsAnswer }) {
  const say = useText();
  const { validators } = answer;
  const away = validators
    .filter(({ connected }) => connected === false)
    .map(({ node_id: id }) => id);
  const here = validators.length - away.length;
  const isQuorum = here * 3 > validators.length * 2;
  return (
    <>
      <p className="figure">
        {here}/{validators.length} <span className="unit">{say('today.network.validators')}</span>
      </p>
      {away.length === 0 && <State kind="met">{say('today.network.all')}</State>}
      {away.length > 0 && (
        <State kind={isQuorum ? 'due' : 'failed'}>
          {say(isQuorum ? 'today.network.quorum' : 'today.network.noQuorum')}
        </State>
      )}
      <Partial missing={away} />
    </>
  );
}

function LastBlock({ status }: { readonly status: StatusAnswer }) {
  const say = useText();
  const now = useNow();
  const missing = (status.coverage_gaps ?? 0) + (status.blocks_missing ?? 0);
  return (
    <Facts
      items={[
        [say('today.network.node'), `${status.node_id} · ${status.organisation ?? ''}`],
        [say('today.network.height'), status.height],
        [
          say('today.network.block'),
          <span key="block">
            <Time ms={status.time} />{' '}
            <span className="meta">
              {say('today.network.ago', { span: durationText(say, now - status.time) })}
            </span>
          </span>,
        ],
        [say('today.network.blockId'), <Hash key="id" value={status.block_id} />],
        [
          say('today.network.gaps'),
          <State key="gaps" kind={missing === 0 ? 'met' : 'failed'}>
            {missing === 0
              ? say('today.network.noGaps')
              : say('today.network.someGaps', { missing })}
          </State>,
        ],
        [say('today.network.pool'), status.mempool.transactions],
      ]}
    />
  );
}
