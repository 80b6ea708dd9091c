import {
  DataTable,
  Facts,
  Hash,
  Left,
  Link,
  type OwnSession,
  Pane,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { Look, ReviewAnswer } from '../answers.ts';
import { Findings } from './findings.tsx';
import { isOpenReview, ReviewState } from './review-state.tsx';
import { ReviewedContents } from './reviewed-contents.tsx';

const DETAILS_MS = 5000;

export interface ReviewProps {
  readonly session: OwnSession;
  readonly id: string;
}

/** A review, read anew while it is looked at. */
export function useReview(id: string) {
  return useAnswer(
    ['reviews', 'one', id],
    () => ask<ReviewAnswer>({ path: `/v1/reviews/${id}` }),
    DETAILS_MS,
  );
}

/** A review whole: why it is here, what was found, who looked and what he said. */
export function ReviewDetails({ session, id }: ReviewProps) {
  const say = useText();
  const isReviewer = session.role === 'reviewer';
  return (
    <Pane answer={useReview(id)}>
      {(review) => (
        <div className="stack">
          <p className="acts">
            {isReviewer && isOpenReview(review) && (
              <Link path={`content/reviews/${id}/decide`}>{say('content.reviews.decide')}</Link>
            )}
            {session.role !== 'audit-admin' && (
              <Link
                path="content/cases/new"
                params={{ found_by: 'review', reference: id, user: review.author }}
              >
                {say('content.cases.open')}
              </Link>
            )}
          </p>
          <ReviewFacts review={review} />
          <h3>{say('content.reviews.found')}</h3>
          <Findings findings={review.findings} />
          <h3>{say('content.reviews.contents')}</h3>
          <ReviewedContents review={review} isReviewer={isReviewer} />
          <h3>{say('content.reviews.looks')}</h3>
          <Looks looks={review.looks} />
        </div>
      )}
    </Pane>
  );
}

export function ReviewFacts({ review }: { readonly review: ReviewAnswer }) {
  const say = useText();
  const { approved_until: until, categories, used_by: used } = review;
  return (
    <Facts
      items={[
        [say('content.reviews.id'), <Hash key="id" value={review.id} />],
        [say('content.reviews.kind'), say(`content.kind.${review.kind}`)],
        [say('content.state'), <ReviewState key="state" review={review} />],
        [say('content.author'), review.author],
        [say('content.records.category'), categories.join(say('kit.comma'))],
        [say('content.reviews.entered'), <Time key="entered" ms={review.entered_at} />],
        [say('content.reviews.due'), <Time key="due" ms={review.due_at} />],
        ...(isOpenReview(review)
          ? [[say('content.left'), <Left key="left" dueAt={review.due_at} />] as const]
          : []),
        ...(until === null
          ? []
          : [[say('content.reviews.approvedUntil'), <Time key="until" ms={until} />] as const]),
        [say('chain.transaction'), <Hash key="transaction" value={review.transaction_id} />],
        ...(used === null
          ? []
          : [[say('content.reviews.usedBy'), <Hash key="used" value={used} />] as const]),
      ]}
    />
  );
}

function Looks({ looks }: { readonly looks: readonly Look[] }) {
  const say = useText();
  if (looks.length === 0) return <p className="meta">{say('content.reviews.noLooks')}</p>;
  return (
    <DataTable
      label={say('content.reviews.looks')}
      isCompact
      rows={looks}
      keyOf={({ at, by }) => `${by}/${at}`}
      columns={[
        { title: say('content.officer'), cell: ({ by }) => by },
        {
          title: say('content.reviews.decision'),
          cell: ({ decision }) => say(`content.decision.${decision}`),
        },
        { title: say('kit.act.reason'), cell: ({ reason }) => reason },
        { title: say('content.at'), cell: ({ at }) => <Time ms={at} /> },
      ]}
    />
  );
}
