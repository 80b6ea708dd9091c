import {
  DataTable,
  Pane,
  State,
  type StateKind,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../api.ts';

const WITNESSES_MS = 10_000;

interface WitnessOfOwn {
  readonly node_id: string;
  readonly organisation: string;
  readonly state: 'proved' | 'failed' | 'unknown';
  readonly height: number | null;
  readonly time: number | null;
  readonly logs: readonly {
    readonly source: string;
    readonly size: number;
    readonly own_size: number;
  }[];
}

const KINDS: Readonly<Record<WitnessOfOwn['state'], StateKind>> = {
  ...{ proved: 'met', failed: 'failed', unknown: 'unknown' },
};

/** Who on the chain witnessed this node's own journal, and when: this node cannot take it back. */
export function Witnesses() {
  const say = useText();
  const path = '/v1/desk/accountability/witnesses';
  const read = () => ask<{ readonly items: readonly WitnessOfOwn[] }>({ path });
  const answer = useAnswer(['accountability', 'witnesses'], read, WITNESSES_MS);
  return (
    <Pane answer={answer}>
      {({ items }) => (
        <DataTable
          label={say('accountability.section.witnesses')}
          rows={items}
          keyOf={({ node_id: id }) => id}
          columns={[
            { title: say('accountability.node'), cell: ({ node_id: id }) => id },
            { title: say('accountability.organisation'), cell: (each) => each.organisation },
            {
              title: say('accountability.state'),
              cell: ({ state }) => (
                <State kind={KINDS[state]}>{say(`accountability.witnessed.${state}`)}</State>
              ),
            },
            {
              title: say('accountability.at'),
              cell: ({ height, time }) =>
                time === null ? (
                  say('accountability.none')
                ) : (
                  <>
                    <Time ms={time} /> {say('accountability.height', { height: height ?? 0 })}
                  </>
                ),
            },
            {
              title: say('accountability.logs'),
              cell: ({ logs }) =>
                logs
                  .map((log) => `${say(`kit.source.${log.source}`)} ${log.size}/${log.own_size}`)
                  .join(say('kit.comma')) || say('accountability.none'),
            },
          ]}
        />
      )}
    </Pane>
  );
}
