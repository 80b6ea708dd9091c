import {
  askAgain,
  Field,
  Link,
  type OwnSession,
  Refused,
  UnsignedActPage,
  usePlace,
  useText,
  useTyped,
  Waiting,
} from '@mingjing/console-kit';
import type { RoleName } from '@mingjing/protocol';
import { ask } from '../../../api.ts';
import { BEGINNING } from '../roles.ts';

const TEXT_MAX = 1000;
const DAY = /^20\d{2}-\d{2}-\d{2}$/;

/** Opens a finding from an item that a run did not find met. */
export function OpenFinding({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const { params } = usePlace();
  const typed = useTyped({});
  const { due = '', owner = '', what = '' } = typed.values;
  const [run, item] = [params.get('run') ?? '', params.get('item') ?? ''];
  if (!BEGINNING.includes(session.role as RoleName)) return <Refused roles={BEGINNING} />;
  const isWhole = DAY.test(due.trim()) && owner.trim() !== '' && what.trim() !== '';
  const open = async () => {
    const form = { run, item, owner: owner.trim(), due_on: due.trim(), what: what.trim() };
    await ask({ path: '/v1/inspection/findings', json: form });
    await askAgain('inspection');
  };
  return (
    <UnsignedActPage
      title={say('inspection.findings.begin')}
      changes={
        <>
          <p>{say('inspection.findings.becomes', { item })}</p>
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
            name="what"
            label={say('inspection.findings.whatToDo')}
            maxLength={TEXT_MAX}
            rows={4}
          />
        </>
      }
      undo={say('inspection.findings.undo')}
      expiry={say('inspection.findings.expiry')}
      pending={isWhole ? undefined : say('inspection.findings.missing')}
      label={say('inspection.findings.begin')}
      carryOut={open}
      after={() => (
        <Waiting title={say('inspection.findings.opened')} names={[owner]}>
          <Link path="inspection/findings">{say('inspection.findings.shown')}</Link>
        </Waiting>
      )}
    />
  );
}
