import {
  askAgain,
  Choice,
  Field,
  Link,
  UnsignedActPage,
  usePlace,
  useText,
  useTyped,
  Waiting,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import { INSPECTIONS } from './answers.ts';
import type { InspectionProps } from './inspection-page.tsx';

const SAW_CHARS_MAX = 400;
const [YES, NO] = ['yes', 'differs'] as const;

/** What an officer saw of an item with his own eyes. */
export function ConfirmItem({ id }: InspectionProps) {
  const say = useText();
  const item = usePlace().params.get('item') ?? '';
  const typed = useTyped({});
  const agrees = typed.values['agrees'] ?? '';
  const saw = (typed.values['saw'] ?? '').trim();
  const confirm = async () => {
    const json = { item, agrees: agrees === YES, saw };
    await ask({ path: `${INSPECTIONS}/${id}/confirmations`, json });
    await askAgain('inspections');
  };
  return (
    <UnsignedActPage
      title={say('visits.confirm')}
      changes={
        <>
          <p>{say('visits.confirmBecomes')}</p>
          <Choice
            typed={typed}
            name="agrees"
            label={say('visits.agrees')}
            values={[YES, NO]}
            textOf={(value) => say(`visits.${value}`)}
          />
          <Field
            typed={typed}
            name="saw"
            label={say('visits.saw')}
            note={say('visits.sawNote')}
            maxLength={SAW_CHARS_MAX}
            rows={3}
          />
        </>
      }
      undo={say('visits.confirmUndo')}
      expiry={say('visits.confirmExpiry')}
      pending={agrees === '' || saw === '' ? say('visits.confirmMissing') : undefined}
      label={say('visits.confirm')}
      carryOut={confirm}
      after={() => (
        <Waiting title={say('visits.confirmed')} names={[]}>
          <Link path={`visits/inspections/${id}/form`}>{say('visits.inspectShown')}</Link>
        </Waiting>
      )}
    />
  );
}
