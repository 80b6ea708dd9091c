import {
  askAgain,
  Facts,
  Link,
  type OwnSession,
  Pane,
  Refused,
  setParams,
  type Typed,
  UnsignedActPage,
  useAnswer,
  usePlace,
  useText,
  useTyped,
  Waiting,
} from '@mingjing/console-kit';
import { Input, Select } from 'antd';
import { ask, node } from '../../api.ts';
import { useShifts } from './answers.ts';
import { Span } from './duty.tsx';
import { PLANNERS } from './roles.ts';
import { momentOf, shiftFault } from './shift-times.ts';

/** A shift that is put on the roster. Nothing is filled in beforehand. */
export function AddShiftPage({ session }: { readonly session: OwnSession }) {
  const answer = useAnswer(['members'], () => node().members());
  if (!PLANNERS.includes(session.role)) return <Refused roles={PLANNERS} />;
  return (
    <Pane answer={answer}>
      {({ officers }) => {
        const own = officers.find(({ id }) => id === session.officer)?.organisation;
        const able = officers.filter(
          ({ organisation, revoked_height: revoked }) => organisation === own && revoked === null,
        );
        return <AddShift officers={able.map(({ id }) => id)} />;
      }}
    </Pane>
  );
}

function AddShift({ officers }: { readonly officers: readonly string[] }) {
  const say = useText();
  const { params } = usePlace();
  // A telephone is personal, and stands in no address.
  const typed = useTyped({ phone: '' });
  const { phone = '' } = typed.values;
  const officer = officers.find((each) => each === params.get('officer'));
  const [from, to] = [momentOf(params.get('from')), momentOf(params.get('to'))];
  const fault = shiftFault({ officer, from, to, phone });
  return (
    <UnsignedActPage
      title={say('complaints.shift.title')}
      changes={<ShiftFields officer={officer} officers={officers} typed={typed} />}
      undo={say('complaints.shift.undo')}
      expiry={
        from !== undefined && to !== undefined ? (
          <Span of={{ from, to }} />
        ) : (
          say('complaints.shift.times')
        )
      }
      pending={fault === undefined ? undefined : say(`complaints.shift.faults.${fault}`)}
      label={say('complaints.shift.add')}
      carryOut={async () => {
        await ask({ path: '/v1/management/duty/shifts', json: { officer, from, to, phone } });
        await askAgain('duty');
      }}
      after={() => (
        <Waiting title={say('complaints.shift.done')} names={[]}>
          <Link path="complaints/duty">{say('complaints.backToDuty')}</Link>
        </Waiting>
      )}
    />
  );
}

interface ShiftFieldsProps {
  readonly officer: string | undefined;
  readonly officers: readonly string[];
  readonly typed: Typed;
}

function ShiftFields({ officer, officers, typed }: ShiftFieldsProps) {
  const say = useText();
  const { params } = usePlace();
  return (
    <>
      <div className="field">
        <label htmlFor="officer">{say('complaints.officer')}</label>
        <Select
          id="officer"
          aria-label={say('complaints.officer')}
          value={officer ?? null}
          placeholder={say('complaints.shift.choose')}
          onChange={(value: string) => setParams({ officer: value })}
          options={officers.map((value) => ({ value, label: value }))}
        />
      </div>
      {(['from', 'to'] as const).map((name) => (
        <div className="field" key={name}>
          <label htmlFor={name}>{say(`complaints.${name}`)}</label>
          <Input
            id={name}
            value={params.get(name) ?? ''}
            placeholder={say('complaints.shift.form')}
            onChange={({ target }) => setParams({ [name]: target.value })}
          />
        </div>
      ))}
      <div className="field">
        <label htmlFor="phone">{say('complaints.phone')}</label>
        <Input
          id="phone"
          value={typed.values['phone'] ?? ''}
          autoComplete="off"
          onChange={({ target }) => typed.set('phone', target.value.trim())}
        />
      </div>
    </>
  );
}

interface RemoveShiftProps {
  readonly session: OwnSession;
  readonly id: string;
}

/** Taking a shift off the roster that has not begun. */
export function RemoveShiftPage({ session, id }: RemoveShiftProps) {
  const say = useText();
  const { params } = usePlace();
  const answer = useShifts(params.get('after') ?? undefined);
  if (!PLANNERS.includes(session.role)) return <Refused roles={PLANNERS} />;
  return (
    <Pane answer={answer}>
      {({ items }) => {
        const shift = items.find((each) => each.id === id);
        return (
          <UnsignedActPage
            title={say('complaints.remove.title')}
            changes={
              shift !== undefined && (
                <Facts
                  items={[
                    [say('complaints.officer'), shift.officer],
                    [say('complaints.remove.time'), <Span key="time" of={shift} />],
                  ]}
                />
              )
            }
            undo={say('complaints.remove.undo')}
            expiry={say('complaints.remove.expiry')}
            refusal={shift === undefined ? say('complaints.remove.gone') : undefined}
            label={say('complaints.remove.send')}
            carryOut={async () => {
              await ask({ path: `/v1/management/duty/shifts/${id}`, method: 'DELETE' });
              await askAgain('duty');
            }}
            after={() => (
              <Waiting title={say('complaints.remove.done')} names={[]}>
                <Link path="complaints/duty">{say('complaints.backToDuty')}</Link>
              </Waiting>
            )}
          />
        );
      }}
    </Pane>
  );
}
