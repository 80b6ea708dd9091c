import {
  DataTable,
  Empty,
  Left,
  type OwnSession,
  Pager,
  Pane,
  Pick,
  SideDrawer,
  setParams,
  Time,
  useAnswer,
  usePicked,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { useCallback } from 'react';
import { ask } from '../../../api.ts';
import type { Page, ReviewLine } from '../answers.ts';
import { ReviewDetails } from './review-details.tsx';
import { isOpenReview, ReviewState } from './review-state.tsx';

const REVIEWS_MS = 5000;
const LIMIT = 50;
const SHOWN = ['waiting'];

/** What waits for a reviewer, the most urgent first; or all reviews, latest first. */
export function ReviewList({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const { params } = usePlace();
  const open = params.get('open');
  const isWaiting = usePicked('show', SHOWN) !== undefined;
  const cursor = isWaiting ? undefined : (params.get('cursor') ?? undefined);
  const answer = useAnswer(
    ['reviews', 'list', String(isWaiting), cursor],
    () =>
      ask<Page<ReviewLine>>({
        path: '/v1/reviews',
        query: { limit: LIMIT, cursor, open: isWaiting ? 'true' : undefined },
      }),
    REVIEWS_MS,
  );
  const close = useCallback(() => setParams({ open: undefined }), []);
  return (
    <>
      <div className="filters">
        <Pick
          name="show"
          label={say('content.reviews.show')}
          values={SHOWN}
          textOf={() => say('content.reviews.waiting')}
        />
      </div>
      <Pane answer={answer}>
        {({ items, next_cursor: next }) => (
          <div className="stack">
            {items.length === 0 ? (
              <Empty
                what={say('content.reviews.what')}
                why={say('content.reviews.none')}
                next={say('content.reviews.next')}
              />
            ) : (
              <Reviews items={items} open={open} />
            )}
            <Pager next={next} />
          </div>
        )}
      </Pane>
      <SideDrawer title={say('content.reviews.one')} isOpen={open !== null} onClose={close}>
        <ReviewDetails session={session} id={open ?? ''} />
      </SideDrawer>
    </>
  );
}

interface ReviewsProps {
  readonly items: readonly ReviewLine[];
  readonly open: string | null;
}

function Reviews({ items, open }: ReviewsProps) {
  const say = useText();
  return (
    <DataTable
      label={say('content.section.reviews')}
      rows={items}
      keyOf={({ id }) => id}
      isOpen={({ id }) => id === open}
      onOpen={({ id }) => setParams({ open: id })}
      columns={[
        { title: say('content.reviews.kind'), cell: ({ kind }) => say(`content.kind.${kind}`) },
        { title: say('content.state'), cell: (each) => <ReviewState review={each} /> },
        { title: say('content.author'), cell: ({ author }) => author },
        {
          title: say('content.reviews.rules'),
          cell: ({ findings }) => [...new Set(findings.map(({ rule }) => rule))].join(', '),
        },
        { title: say('content.reviews.entered'), cell: (each) => <Time ms={each.entered_at} /> },
        {
          title: say('content.left'),
          cell: (each) => isOpenReview(each) && <Left dueAt={each.due_at} />,
        },
      ]}
    />
  );
}
