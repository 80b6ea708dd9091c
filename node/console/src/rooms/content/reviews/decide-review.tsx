import {
  type ActStatement,
  askAgain,
  Link,
  type OwnSession,
  Pane,
  Refused,
  setParams,
  Time,
  UnsignedActPage,
  usePlace,
  useText,
  Waiting,
} from '@mingjing/console-kit';
import { Radio } from 'antd';
import { ask } from '../../../api.ts';
import type { DecidedReview, ReviewAnswer } from '../answers.ts';
import { Findings } from './findings.tsx';
import { ReviewFacts, type ReviewProps, useReview } from './review-details.tsx';
import { isOpenReview } from './review-state.tsx';
import { ReviewedContents } from './reviewed-contents.tsx';

/** Deciding on what is under review. Nothing is chosen beforehand. */
export function DecideReview({ session, id }: ReviewProps) {
  const answer = useReview(id);
  if (session.role !== 'reviewer') return <Refused roles={['reviewer']} />;
  return <Pane answer={answer}>{(review) => <Decide session={session} review={review} />}</Pane>;
}

interface DecideProps {
  readonly session: OwnSession;
  readonly review: ReviewAnswer;
}

function Decide({ session, review }: DecideProps) {
  const say = useText();
  const { params } = usePlace();
  const decision = decisionsOn(review).find((name) => name === params.get('decision'));
  const decide = async ({ reason }: ActStatement) => {
    const path = `/v1/reviews/${review.id}/decisions`;
    const decided = await ask<DecidedReview>({ path, json: { decision, reason } });
    await askAgain('reviews');
    return decided;
  };
  return (
    <UnsignedActPage
      title={say('content.reviews.decideTitle', { author: review.author })}
      changes={
        <>
          <ReviewFacts review={review} />
          <h3>{say('content.reviews.found')}</h3>
          <Findings findings={review.findings} />
          <h3>{say('content.reviews.contents')}</h3>
          <ReviewedContents review={review} isReviewer />
          <Decisions review={review} decision={decision} />
          {decision !== undefined && <p>{say(`content.decided.${decision}`)}</p>}
        </>
      }
      undo={say('content.reviews.undo')}
      expiry={<Time ms={review.due_at} />}
      refusal={refusalOf(session, review)}
      pending={decision === undefined ? say('content.reviews.choose') : undefined}
      asks={['reason']}
      label={say('content.reviews.enter')}
      carryOut={decide}
      after={(decided) => <AfterDecision decided={decided} />}
    />
  );

  function refusalOf({ officer }: OwnSession, { looks }: ReviewAnswer): string | undefined {
    if (!isOpenReview(review)) return say('content.reviews.closed');
    const hasLooked = looks.some(({ by }) => by === officer);
    return hasLooked ? say('content.reviews.anotherPerson') : undefined;
  }
}

/** What may be decided: on what waits to be published, or on what is published already. */
function decisionsOn({ kind, state }: ReviewAnswer): readonly string[] {
  const ends = kind === 'held' ? ['approve', 'refuse'] : ['confirm', 'object'];
  return state === 'second-look' ? ends : [...ends, 'second-look'];
}

interface DecisionsProps {
  readonly review: ReviewAnswer;
  readonly decision: string | undefined;
}

function Decisions({ review, decision }: DecisionsProps) {
  const say = useText();
  return (
    <>
      <h3>{say('content.reviews.decision')}</h3>
      <Radio.Group
        aria-label={say('content.reviews.decision')}
        value={decision ?? null}
        onChange={({ target }) => setParams({ decision: String(target.value) })}
        options={decisionsOn(review).map((value) => ({
          value,
          label: say(`content.decision.${value}`),
        }))}
      />
    </>
  );
}

function AfterDecision({ decided }: { readonly decided: DecidedReview }) {
  const say = useText();
  const { id, passed_on: passedOn, state } = decided;
  const title = say('content.reviews.done', { state: say(`content.reviewState.${state}`) });
  return (
    <Waiting title={title} names={[]}>
      {passedOn !== null && <p>{say(`content.passedOn.${passedOn}`)}</p>}
      <Link path="content/reviews" params={{ open: id }}>
        {say('content.reviews.shown')}
      </Link>
    </Waiting>
  );
}
