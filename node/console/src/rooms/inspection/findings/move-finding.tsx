import {
  askAgain,
  Link,
  type OwnSession,
  Refused,
  UnsignedActPage,
  useText,
  useTyped,
  Waiting,
} from '@mingjing/console-kit';
import type { RoleName } from '@mingjing/protocol';
import { ask } from '../../../api.ts';
import { MOVING } from '../roles.ts';
import { FindingFields, findingWords } from './finding-fields.tsx';

interface MoveProps {
  readonly session: OwnSession;
  readonly id: string;
}

/** Gives a finding another owner or day; who has to see to it cannot. */
export function MoveFinding({ id, session }: MoveProps) {
  const say = useText();
  const typed = useTyped({});
  const words = findingWords(typed);
  if (!MOVING.includes(session.role as RoleName)) return <Refused roles={MOVING} />;
  const move = async () => {
    const { text: reason, ...others } = words ?? {};
    await ask({ path: `/v1/inspection/findings/${id}/moves`, json: { ...others, reason } });
    await askAgain('inspection');
  };
  return (
    <UnsignedActPage
      title={say('inspection.findings.move')}
      changes={<FindingFields typed={typed} label={say('inspection.findings.reason')} />}
      undo={say('inspection.findings.moveUndo')}
      expiry={say('inspection.findings.expiry')}
      pending={words ? undefined : say('inspection.findings.missing')}
      label={say('inspection.findings.move')}
      carryOut={move}
      after={() => (
        <Waiting title={say('inspection.findings.moved')} names={[words?.owner ?? '']}>
          <Link path="inspection/findings">{say('inspection.findings.shown')}</Link>
        </Waiting>
      )}
    />
  );
}
