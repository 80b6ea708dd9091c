import {
  Facts,
  Hash,
  Link,
  type OwnSession,
  Pane,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { RequestAnswer } from '../answers.ts';
import { StepTable } from '../step-table.tsx';
import { isEnded, RequestState } from './request-state.tsx';

const DETAILS_MS = 5000;

export interface RequestProps {
  readonly session: OwnSession;
  readonly id: string;
}

export function useRequest(id: string) {
  return useAnswer(
    ['requests', 'one', id],
    () => ask<RequestAnswer>({ path: `/v1/management/requests/${id}` }),
    DETAILS_MS,
  );
}

/** A request whole: the letter, where it stands, every step with its officer. */
export function RequestDetails({ id }: RequestProps) {
  const say = useText();
  return (
    <Pane answer={useRequest(id)}>
      {(request) => (
        <div className="stack">
          <p className="acts">
            {!isEnded(request) && (
              <Link path={`security/requests/${id}/step`}>{say('security.requests.step')}</Link>
            )}
          </p>
          <RequestFacts request={request} />
          <h3>{say('security.steps')}</h3>
          <StepTable steps={request.steps} group="requestStep" />
        </div>
      )}
    </Pane>
  );
}

export function RequestFacts({ request }: { readonly request: RequestAnswer }) {
  const say = useText();
  return (
    <Facts
      items={[
        [say('security.requests.number'), request.number],
        [say('security.requests.authority'), request.authority],
        [say('security.requests.jurisdiction'), request.jurisdiction],
        [say('security.node.state'), <RequestState key="state" request={request} />],
        [say('kit.act.basis'), request.basis],
        [say('security.requests.scope'), request.scope],
        [say('security.requests.contact'), request.contact],
        [say('security.requests.received'), <Time key="received" ms={request.received_at} />],
        [say('security.requests.due'), <Time key="due" ms={request.due_at} />],
        [say('security.requests.letter'), <Hash key="letter" value={request.letter} />],
        [say('security.requests.takenBy'), request.taken_by],
        [say('security.requests.approvals'), `${request.approvals}/2`],
      ]}
    />
  );
}
