import {
  askAgain,
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
import { FindingFields, findingWords } from './finding-fields.tsx';

/** Opens a finding from an item that a run did not find met. */
export function OpenFinding({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const { params } = usePlace();
  const typed = useTyped({});
  const words = findingWords(typed);
  const [run, item] = [params.get('run') ?? '', params.get('item') ?? ''];
  if (!BEGINNING.includes(session.role as RoleName)) return <Refused roles={BEGINNING} />;
  const open = async () => {
    const { text: what, ...others } = words ?? {};
    await ask({ path: '/v1/inspection/findings', json: { run, item, ...others, what } });
    await askAgain('inspection');
  };
  return (
    <UnsignedActPage
      title={say('inspection.findings.begin')}
      changes={
        <>
          <p>{say('inspection.findings.becomes', { item })}</p>
          <FindingFields typed={typed} label={say('inspection.findings.whatToDo')} />
        </>
      }
      undo={say('inspection.findings.undo')}
      expiry={say('inspection.findings.expiry')}
      pending={words ? undefined : say('inspection.findings.missing')}
      label={say('inspection.findings.begin')}
      carryOut={open}
      after={() => (
        <Waiting title={say('inspection.findings.opened')} names={[words?.owner ?? '']}>
          <Link path="inspection/findings">{say('inspection.findings.shown')}</Link>
        </Waiting>
      )}
    />
  );
}
