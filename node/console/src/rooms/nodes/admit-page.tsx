import { FileField, type OwnSession, Refused, useText } from '@mingjing/console-kit';
import { type Action, actionBadField, actionFromJson } from '@mingjing/protocol';
import { useState } from 'react';
import { ProposeAct } from '../../chain/propose-act.tsx';

type Read =
  | { readonly ok: true; readonly action: Action }
  | { readonly ok: false; readonly field: string };

/** Proposing that a node is admitted, from the enrolment file that its own `init` wrote. */
export function AdmitPage({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const [read, setRead] = useState<Read>();
  if (session.role !== 'system-admin') return <Refused roles={['system-admin']} />;
  const pending =
    read === undefined || read.ok
      ? say('nodes.admit.none')
      : say('nodes.admit.bad', { field: read.field });
  return (
    <ProposeAct
      title={say('nodes.admit.title')}
      action={read?.ok ? read.action : undefined}
      pending={pending}
    >
      <FileField
        name="enrolment"
        label={say('nodes.admit.file')}
        note={say('nodes.admit.where')}
        onFile={async (file) =>
          setRead(file === undefined ? undefined : admission(await file.text()))
        }
      />
    </ProposeAct>
  );
}

/** The admission that an enrolment file asks for. */
function admission(enrolment: string): Read {
  const text = `{"admitNode":${enrolment}}`;
  const action = actionFromJson(text);
  return action.ok
    ? { ok: true, action: action.value }
    : { ok: false, field: actionBadField(text) };
}
