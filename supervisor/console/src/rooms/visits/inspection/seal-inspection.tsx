import {
  askAgain,
  Facts,
  Field,
  Link,
  Pane,
  UnsignedActPage,
  useText,
  useTyped,
  Waiting,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import { INSPECTIONS, type Inspection, useInspection } from './answers.ts';
import type { InspectionProps } from './inspection-page.tsx';

const TEXT_CHARS_MAX = 1000;
const FIELDS = ['opinion', 'rectification', 'objections'] as const;

/** The end of an inspection: the other officer lets this node sign the filled form. */
export function SealInspection(props: InspectionProps) {
  return (
    <Pane answer={useInspection(props.id)}>
      {(inspection) => <SealOf {...props} inspection={inspection} />}
    </Pane>
  );
}

function SealOf({ inspection, session }: InspectionProps & { readonly inspection: Inspection }) {
  const say = useText();
  const typed = useTyped({});
  const { by, id, officers, operator, phrase, state, tally } = inspection;
  const seal = async () => {
    const said = FIELDS.map((name) => [name, (typed.values[name] ?? '').trim()]);
    await ask({ path: `${INSPECTIONS}/${id}/seal`, json: Object.fromEntries(said) });
    await askAgain('inspections');
  };
  const refusal = () => {
    if (state === 'measuring') return say('visits.stillMeasuring');
    if (state !== 'open') return say('visits.inspectionOver');
    if (!officers.includes(session.officer)) return say('visits.notYours');
    return by === session.officer ? say('visits.otherSigns') : undefined;
  };
  return (
    <UnsignedActPage
      title={say('visits.seal')}
      changes={
        <>
          <p>{say('visits.sealBecomes')}</p>
          <Facts
            items={[
              [say('visits.phrase'), phrase],
              [say('visits.operatorRecord'), operator?.node ?? say('visits.notHandedIn')],
              [say('visits.unmeasured'), String(tally?.all.verdicts['not-measured'] ?? '–')],
            ]}
          />
          {FIELDS.map((name) => (
            <Field
              key={name}
              typed={typed}
              name={name}
              label={say(`visits.foot.${name}`)}
              note={say('visits.footNote')}
              maxLength={TEXT_CHARS_MAX}
              rows={2}
            />
          ))}
        </>
      }
      undo={say('visits.sealUndo')}
      expiry={say('visits.sealExpiry')}
      refusal={refusal()}
      label={say('visits.seal')}
      carryOut={seal}
      after={() => (
        <Waiting title={say('visits.sealedNow')} names={[]}>
          <Link path={`visits/inspections/${id}/form`}>{say('visits.inspectShown')}</Link>
        </Waiting>
      )}
    />
  );
}
