import {
  askAgain,
  Link,
  Pane,
  Refused,
  UnsignedActPage,
  useText,
  Waiting,
} from '@mingjing/console-kit';
import type { RoleName } from '@mingjing/protocol';
import type { ReactNode } from 'react';
import type { CaseAnswer } from '../answers.ts';
import { CaseFacts, type CaseProps, useCase } from './case-details.tsx';

export interface CaseActProps extends CaseProps {
  readonly roles: readonly RoleName[];
  readonly title: string;
  /** The fields of the act. */
  readonly children: ReactNode;
  readonly undo: string;
  readonly expiry: string;
  readonly refusalOf?: (file: CaseAnswer) => string | undefined;
  readonly pending: string | undefined;
  readonly enterLabel: string;
  carryOut(): Promise<unknown>;
}

/** The page of one act on a case: the case as it stands, what is added, and who entered it. */
export function CaseAct({ session, id, roles, children, refusalOf, ...act }: CaseActProps) {
  const say = useText();
  const answer = useCase(id);
  if (!roles.includes(session.role)) return <Refused roles={roles} />;
  const carryOut = async () => {
    await act.carryOut();
    await askAgain('cases');
  };
  return (
    <Pane answer={answer}>
      {(file) => (
        <UnsignedActPage
          title={act.title}
          changes={
            <>
              {children}
              <h3>{say('content.cases.now')}</h3>
              <CaseFacts file={file} />
            </>
          }
          undo={act.undo}
          expiry={act.expiry}
          refusal={file.closing === null ? refusalOf?.(file) : say('content.cases.isClosed')}
          pending={act.pending}
          label={act.enterLabel}
          carryOut={carryOut}
          after={() => (
            <Waiting title={say('content.cases.entered')} names={[]}>
              <Link path="content/cases" params={{ open: id }}>
                {say('content.cases.shown')}
              </Link>
            </Waiting>
          )}
        />
      )}
    </Pane>
  );
}
