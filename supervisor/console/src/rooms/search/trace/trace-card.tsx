import {
  Card,
  Facts,
  Hash,
  Pane,
  Partial,
  SideDrawer,
  State,
  saveBytes,
  setParams,
  Time,
  useAskedAnswer,
  useText,
} from '@mingjing/console-kit';
import { Button, Segmented } from 'antd';
import { useCallback, useState } from 'react';
import { type Purpose, read, readJson } from '../../../desk/reading.ts';
import { nameOf, type Trace, type TraceNode } from '../answers.ts';
import { Graph } from './graph.tsx';

const DEPTHS = ['1', '2', '3', '4'];
const DEPTH = '2';
/** A trace reads many blocks and proofs. */
const EXTRA_MS = 60_000;
/** Kinds of nodes that a trace can begin at. */
const STARTS = ['record', 'user', 'organisation', 'content', 'text'];

export interface TraceCardProps {
  /** `record:…`, as it stands in the address. */
  readonly start: string;
  readonly depth: string | null;
  readonly openId: string | null;
  readonly purpose: Purpose;
}

/** What is connected with one thing, drawn, with what shows each connection. */
export function TraceCard({ depth, openId, purpose, start }: TraceCardProps) {
  const say = useText();
  const query = queryOf(start, depth ?? DEPTH);
  const answer = useAskedAnswer(['search', 'trace', JSON.stringify([query, purpose])], () =>
    readJson<Trace>(purpose, { path: '/v1/desk/search/trace', query, extraMs: EXTRA_MS }),
  );
  return (
    <Card title={say('search.trace.title')}>
      <div className="stack">
        <p className="acts">
          <Segmented
            aria-label={say('search.trace.depth')}
            value={depth ?? DEPTH}
            options={DEPTHS.map((value) => ({
              value,
              label: say('search.trace.steps', { count: Number(value) }),
            }))}
            onChange={(value) => setParams({ depth: String(value) })}
          />
          <Export purpose={purpose} query={query} />
          <Button onClick={() => setParams({ trace: undefined, node: undefined })}>
            {say('search.trace.close')}
          </Button>
        </p>
        <Pane answer={answer} heightOf={({ height }) => height}>
          {(trace) => <Shown trace={trace} openId={openId} />}
        </Pane>
      </div>
    </Card>
  );
}

function Shown({ openId, trace }: { readonly trace: Trace; readonly openId: string | null }) {
  const say = useText();
  const close = useCallback(() => setParams({ node: undefined }), []);
  const open = useCallback((node: string) => setParams({ node }), []);
  const { shown, stated } = trace;
  return (
    <>
      <Partial missing={trace.is_cut ? [say('search.trace.cut')] : []} />
      <p className="meta">
        <State kind="met">{say('search.trace.shown', { count: shown })}</State>{' '}
        {stated > 0 && <State kind="due">{say('search.trace.stated', { count: stated })}</State>}
      </p>
      <Graph trace={trace} openId={openId} onOpen={open} />
      <SideDrawer title={say('search.trace.node')} isOpen={openId !== null} onClose={close}>
        <NodeDetails trace={trace} node={trace.nodes.find(({ id }) => id === openId)} />
      </SideDrawer>
    </>
  );
}

function NodeDetails({
  node,
  trace,
}: {
  readonly trace: Trace;
  readonly node: TraceNode | undefined;
}) {
  const say = useText();
  if (node === undefined) return null;
  const name = nameOf(node.id);
  const around = trace.edges.filter(({ from, to }) => from === node.id || to === node.id);
  return (
    <div className="stack">
      <h3>{say(`search.node.${node.type}`)}</h3>
      <Hash value={name} />
      <Facts
        items={Object.entries(node.facts).map(
          ([fact, value]) =>
            [
              say(`search.fact.${fact}`),
              fact === 'time' ? <Time key={fact} ms={Number(value)} /> : String(value ?? ''),
            ] as const,
        )}
      />
      <ul className="checks">
        {around.map(({ from, proof, to, type }) => (
          <li key={`${from} ${type} ${to}`}>
            <State kind={proof === 'stated' ? 'due' : 'met'}>
              {`${say(`search.edge.${type}`)} · ${say(`search.shownBy.${proof}`)}`}
            </State>
            <span className="value">
              <Hash value={nameOf(from === node.id ? to : from)} />
            </span>
          </li>
        ))}
      </ul>
      {STARTS.includes(node.type) && (
        <p className="acts">
          <Button onClick={() => setParams({ trace: node.id, node: undefined })}>
            {say('search.trace.from')}
          </Button>
        </p>
      )}
    </div>
  );
}

interface ExportProps {
  readonly purpose: Purpose;
  readonly query: Record<string, string>;
}

/** Saves the signed bundle, which is checked with nothing but a genesis. */
function Export({ purpose, query }: ExportProps) {
  const say = useText();
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle');
  const save = async () => {
    setState('asking');
    const call = { path: '/v1/desk/search/trace/bundle', query, extraMs: EXTRA_MS };
    try {
      saveBytes('trace.mjtrace', await read(purpose, call));
      setState('idle');
    } catch {
      // What is refused is said beside the button; the list above says why of the same question.
      setState('failed');
    }
  };
  return (
    <>
      <Button onClick={() => void save()} loading={state === 'asking'}>
        {say('search.trace.export')}
      </Button>
      {state === 'failed' && <State kind="failed">{say('search.trace.notExported')}</State>}
    </>
  );
}

function queryOf(start: string, depth: string): Record<string, string> {
  const type = start.slice(0, start.indexOf(':'));
  // A text is looked for as a content: both are names of what a record contains.
  return { start: type === 'text' ? 'content' : type, name: nameOf(start), depth };
}
