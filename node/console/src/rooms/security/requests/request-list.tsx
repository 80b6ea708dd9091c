import {
  DataTable,
  DrawerList,
  Left,
  Link,
  type OwnSession,
  setParams,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { Page, RequestLine } from '../answers.ts';
import { RequestDetails } from './request-details.tsx';
import { isEnded, RequestState } from './request-state.tsx';

const REQUESTS_MS = 5000;
const LIMIT = 50;

/** Letters of authorities, latest first, each with the step that comes next. */
export function RequestList({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const { params } = usePlace();
  const cursor = params.get('cursor') ?? undefined;
  const answer = useAnswer(
    ['requests', 'list', cursor],
    () =>
      ask<Page<RequestLine>>({ path: '/v1/management/requests', query: { limit: LIMIT, cursor } }),
    REQUESTS_MS,
  );
  return (
    <>
      <p className="acts section-acts">
        {session.role === 'disclosure' && (
          <Link path="security/requests/new">{say('security.requests.takeIn')}</Link>
        )}
      </p>
      <DrawerList
        answer={answer}
        empty={{
          what: say('security.requests.what'),
          why: say('security.requests.empty'),
          next: say('security.requests.next'),
        }}
        title={say('security.requests.one')}
        list={(items, open) => <Requests items={items} open={open} />}
        details={(id) => <RequestDetails session={session} id={id} />}
      />
    </>
  );
}

interface RequestsProps {
  readonly items: readonly RequestLine[];
  readonly open: string | null;
}

function Requests({ items, open }: RequestsProps) {
  const say = useText();
  return (
    <DataTable
      label={say('security.section.requests')}
      rows={items}
      keyOf={({ id }) => id}
      isOpen={({ id }) => id === open}
      onOpen={({ id }) => setParams({ open: id })}
      columns={[
        { title: say('security.requests.number'), cell: ({ number }) => number },
        { title: say('security.requests.authority'), cell: ({ authority }) => authority },
        { title: say('security.requests.jurisdiction'), cell: (each) => each.jurisdiction },
        { title: say('security.node.state'), cell: (each) => <RequestState request={each} /> },
        {
          title: say('security.requests.approvals'),
          isNumber: true,
          cell: ({ approvals }) => `${approvals}/2`,
        },
        {
          title: say('security.left'),
          cell: (each) => !isEnded(each) && <Left dueAt={each.due_at} />,
        },
      ]}
    />
  );
}
