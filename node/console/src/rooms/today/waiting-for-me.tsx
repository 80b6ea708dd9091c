import {
  Card,
  DataTable,
  durationText,
  Empty,
  findText,
  go,
  Link,
  Pane,
  State,
  useAnswer,
  useNow,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { type WaitingItem, waitingFor } from './waiting.ts';

const WAITING_MS = 15_000;
/** Less than that is due soon. */
const SOON_MS = 24 * 60 * 60 * 1000;

export interface WaitingForMeProps {
  readonly officer: string;
  /** Rooms there are: what waits in another area is told, and dealt with by its routes. */
  readonly rooms: readonly string[];
}

/** What waits for this person, the earliest first, each with its countdown. */
export function WaitingForMe({ officer, rooms }: WaitingForMeProps) {
  const say = useText();
  const { language } = usePlace();
  const answer = useAnswer(
    ['proposals', 'waiting', officer, language],
    () => waitingFor(officer, language),
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
            <Items items={items} rooms={rooms} />
          )
        }
      </Pane>
    </Card>
  );
}

interface ItemsProps {
  readonly items: readonly WaitingItem[];
  readonly rooms: readonly string[];
}

function Items({ items, rooms }: ItemsProps) {
  const say = useText();
  const isThere = ({ path }: WaitingItem) => rooms.includes(path.split('/')[0] ?? '');
  return (
    <DataTable
      label={say('today.waiting.title')}
      rows={items}
      keyOf={({ key }) => key}
      onOpen={(item) => isThere(item) && go(item.path, item.params)}
      columns={[
        { title: say('today.waiting.action'), cell: ({ text }) => findText(text) ?? text },
        { title: say('today.waiting.about'), cell: ({ about }) => about },
        { title: say('today.waiting.left'), cell: ({ dueAt }) => <Left dueAt={dueAt} /> },
        {
          title: say('today.waiting.act'),
          isScreenOnly: true,
          cell: (item) =>
            isThere(item) && (
              <Link path={item.path} params={item.params}>
                {say(`today.waiting.${item.act}`)}
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
