import {
  askAgain,
  Field,
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

const TEXT_MAX = 1000;

interface MoveProps {
  readonly session: OwnSession;
  readonly id: string;
}

/** Gives a finding another owner or day; who has to see to it cannot. */
export function MoveFinding({ id, session }: MoveProps) {
  const say = useText();
  const typed = useTyped({});
  const { due = '', owner = '', reason = '' } = typed.values;
  if (!MOVING.includes(session.role as RoleName)) return <Refused roles={MOVING} />;
  const isWhole = [due, owner, reason].every((text) => text.trim() !== '');
  const move = async () => {
    const form = { owner: owner.trim(), due_on: due.trim(), reason: reason.trim() };
    await ask({ path: `/v1/inspection/findings/${id}/moves`, json: form });
    await askAgain('inspection');
  };
  return (
    <UnsignedActPage
      title={say('inspection.findings.move')}
      changes={
        <>
          <Field typed={typed} name="owner" label={say('inspection.findings.owner')} />
          <Field
            typed={typed}
            name="due"
            label={say('inspection.findings.due')}
            note={say('inspection.findings.dayNote')}
            maxLength={10}
          />
          <Field
            typed={typed}
            name="reason"
            label={say('inspection.findings.reason')}
            maxLength={TEXT_MAX}
            rows={3}
          />
        </>
      }
      undo={say('inspection.findings.moveUndo')}
      expiry={say('inspection.findings.expiry')}
      pending={isWhole ? undefined : say('inspection.findings.missing')}
      label={say('inspection.findings.move')}
      carryOut={move}
      after={() => (
        <Waiting title={say('inspection.findings.moved')} names={[owner]}>
          <Link path="inspection/findings">{say('inspection.findings.shown')}</Link>
        </Waiting>
      )}
    />
  );
}
