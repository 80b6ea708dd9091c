import {
  Card,
  DataTable,
  durationText,
  Empty,
  go,
  Link,
  Pane,
  State,
  useAnswer,
  useNow,
  useText,
} from '@mingjing/console-kit';
import { type WaitingItem, waitingFor } from './waiting.ts';

const WAITING_MS = 15_000;
/** Less than that is due soon. */
const SOON_MS = 24 * 60 * 60 * 1000;

/** What waits for this person, the earliest first, each with its countdown. */
export function WaitingForMe({ officer }: { readonly officer: string }) {
  const say = useText();
  const answer = useAnswer(
    ['proposals', 'waiting', officer],
    () => waitingFor(officer),
    WAITING_MS,
  );
  return (
    <Card title={say('today.waiting.title')}>
      <Pane answer={answer}>
        {(items) =>
          items.length === 0 ? (
            <Empty
              what={say('today.waiting.what')}
              why={say('today.waiting.none')}
              next={<Link path="approvals">{say('today.waiting.all')}</Link>}
            />
          ) : (
            <Items items={items} />
          )
        }
      </Pane>
    </Card>
  );
}

function Items({ items }: { readonly items: readonly WaitingItem[] }) {
  const say = useText();
  return (
    <DataTable
      label={say('today.waiting.title')}
      rows={items}
      keyOf={({ key }) => key}
      onOpen={({ path, params }) => go(path, params)}
      columns={[
        { title: say('today.waiting.action'), cell: ({ text }) => say(text) },
        { title: say('today.waiting.about'), cell: ({ about }) => about },
        { title: say('today.waiting.left'), cell: ({ dueAt }) => <Left dueAt={dueAt} /> },
        {
          title: say('today.waiting.act'),
          isScreenOnly: true,
          cell: ({ act, path, params }) => (
            <Link path={path} params={params}>
              {say(`today.waiting.${act}`)}
            </Link>
          ),
        },
      ]}
    />
  );
}

function Left({ dueAt }: { readonly dueAt: number | null }) {
  const say = useText();
  const left = (dueAt ?? 0) - useNow();
  if (left <= 0) return <State kind="failed">{say('today.waiting.now')}</State>;
  return <State kind={left < SOON_MS ? 'due' : 'unknown'}>{durationText(say, left)}</State>;
}
