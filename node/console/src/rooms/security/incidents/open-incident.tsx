import {
  askAgain,
  Choice,
  Field,
  Link,
  type OwnSession,
  Refused,
  shanghaiMinute,
  shanghaiTime,
  type Typed,
  UnsignedActPage,
  useText,
  useTyped,
  type Values,
  Waiting,
} from '@mingjing/console-kit';
import { Checkbox } from 'antd';
import { ask } from '../../../api.ts';
import type { IncidentLine } from '../answers.ts';
import { mayWork, WORKERS } from './incident-roles.ts';

const KINDS = [
  ...['intrusion', 'malware', 'denial-of-service', 'data-leak', 'illegal-content'],
  ...['outage', 'journal-loss', 'other'],
];
export const LEVELS = ['especially-serious', 'serious', 'larger', 'ordinary'];

/** Opening an incident, or a drill of one: what runs, runs from when it was found. */
export function OpenIncident({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const typed = useTyped({ found: shanghaiTime(Date.now()).slice(0, 16), persons: '0' });
  const form = formOf(typed.values);
  if (!mayWork(session)) return <Refused roles={WORKERS} />;
  const open = async () => {
    const opened = await ask<IncidentLine>({ path: '/v1/management/incidents', json: form });
    await askAgain('incidents');
    return opened;
  };
  return (
    <UnsignedActPage
      title={say('security.incidents.open')}
      changes={<IncidentFields typed={typed} />}
      undo={say('security.incidents.openUndo')}
      expiry={say('security.incidents.openExpiry')}
      pending={typeof form === 'string' ? say(`security.incidents.missing.${form}`) : undefined}
      label={say('security.incidents.enterOpen')}
      carryOut={open}
      after={({ id, timers }) => (
        <Waiting
          title={say('security.incidents.opened')}
          names={timers.map((timer) => say(`security.timer.${timer.id}`))}
        >
          <Link path="security/incidents" params={{ open: id }}>
            {say('security.incidents.shown')}
          </Link>
        </Waiting>
      )}
    />
  );
}

function IncidentFields({ typed }: { readonly typed: Typed }) {
  const say = useText();
  return (
    <>
      <Choice
        typed={typed}
        name="kind"
        label={say('security.incidents.kind')}
        values={KINDS}
        textOf={(value) => say(`security.incidentKind.${value}`)}
      />
      <Choice
        typed={typed}
        name="level"
        label={say('security.incidents.level')}
        values={LEVELS}
        textOf={(value) => say(`security.incidentLevel.${value}`)}
      />
      <Field
        typed={typed}
        name="summary"
        label={say('security.incidents.summary')}
        maxLength={4000}
        rows={3}
      />
      <Field
        typed={typed}
        name="found"
        label={say('security.incidents.found')}
        note={say('security.minuteNote')}
      />
      <Field typed={typed} name="persons" label={say('security.incidents.persons')} />
      <p className="acts">
        <Tick typed={typed} name="critical" label={say('security.incidents.critical')} />
        <Tick typed={typed} name="drill" label={say('security.incidents.drill')} />
      </p>
    </>
  );
}

interface TickProps {
  readonly typed: Typed;
  readonly name: string;
  readonly label: string;
}

function Tick({ typed, name, label }: TickProps) {
  return (
    <Checkbox
      checked={typed.values[name] === 'true'}
      onChange={({ target }) => typed.set(name, String(target.checked))}
    >
      {label}
    </Checkbox>
  );
}

/** The form as the node takes it, or the first field that does not fit. */
function formOf(values: Values): object | string {
  const said = (name: string) => (values[name] ?? '').trim();
  const foundAt = shanghaiMinute(said('found'));
  if (said('kind') === '') return 'kind';
  if (said('level') === '') return 'level';
  if (said('summary') === '') return 'summary';
  if (foundAt === undefined) return 'found';
  if (!/^\d{1,9}$/.test(said('persons'))) return 'persons';
  return {
    ...{ kind: said('kind'), level: said('level'), summary: said('summary') },
    ...{ found_at: foundAt, persons_affected: Number(said('persons')) },
    ...{ critical: said('critical') === 'true', drill: said('drill') === 'true' },
  };
}
