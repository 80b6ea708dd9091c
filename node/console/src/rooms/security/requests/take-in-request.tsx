import {
  askAgain,
  Field,
  FileField,
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
import { bytesToHex, sha256 } from '@mingjing/crypto';
import type { RoleName } from '@mingjing/protocol';
import { ask } from '../../../api.ts';
import type { RequestLine } from '../answers.ts';

const TAKING: readonly RoleName[] = ['disclosure', 'duty'];
const WORDS = ['number', 'authority', 'basis', 'contact', 'scope'] as const;
const JURISDICTION = /^[A-Z]{2}(-[A-Z0-9]{1,6})?$/;

/** Taking in the letter of an authority; one of another country stops here. */
export function TakeInRequest({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const typed = useTyped({ received: shanghaiTime(Date.now()).slice(0, 16) });
  const form = formOf(typed.values);
  if (!TAKING.includes(session.role)) return <Refused roles={TAKING} />;
  const takeIn = async () => {
    const taken = await ask<RequestLine>({ path: '/v1/management/requests', json: form });
    await askAgain('requests');
    return taken;
  };
  return (
    <UnsignedActPage
      title={say('security.requests.takeIn')}
      changes={<LetterFields typed={typed} />}
      undo={say('security.requests.takeInUndo')}
      expiry={say('security.requests.takeInExpiry')}
      pending={typeof form === 'string' ? say(`security.requests.missing.${form}`) : undefined}
      label={say('security.requests.enterTakeIn')}
      carryOut={takeIn}
      after={({ id, state, stopped }) => (
        <Waiting
          title={say('security.requests.taken', { state: say(`security.requestState.${state}`) })}
          names={[]}
        >
          {stopped !== null && <p>{say(`security.stoppedWhy.${stopped}`)}</p>}
          {session.role === 'disclosure' && (
            <Link path="security/requests" params={{ open: id }}>
              {say('security.requests.shown')}
            </Link>
          )}
        </Waiting>
      )}
    />
  );
}

function LetterFields({ typed }: { readonly typed: Typed }) {
  const say = useText();
  const minute = say('security.minuteNote');
  return (
    <>
      <Field typed={typed} name="number" label={say('security.requests.number')} />
      <Field typed={typed} name="authority" label={say('security.requests.authority')} />
      <Field
        typed={typed}
        name="jurisdiction"
        label={say('security.requests.jurisdiction')}
        note={say('security.requests.jurisdictionNote')}
      />
      <Field typed={typed} name="basis" label={say('kit.act.basis')} maxLength={200} />
      <Field typed={typed} name="contact" label={say('security.requests.contact')} />
      <Field
        typed={typed}
        name="scope"
        label={say('security.requests.scope')}
        maxLength={4000}
        rows={2}
      />
      <Field
        typed={typed}
        name="received"
        label={say('security.requests.received')}
        note={minute}
      />
      <Field typed={typed} name="due" label={say('security.requests.due')} note={minute} />
      <FileField
        name="letter"
        label={say('security.requests.file')}
        note={say('security.requests.fileNote')}
        accept="*/*"
        onFile={async (file) => typed.set('letter', await hashOf(file))}
      />
    </>
  );
}

/** SHA-256 of a scanned letter, computed here; the letter itself goes nowhere. */
async function hashOf(file: File | undefined): Promise<string> {
  return file === undefined ? '' : bytesToHex(sha256(new Uint8Array(await file.arrayBuffer())));
}

/** The form as the node takes it, or the first field that does not fit. */
function formOf(values: Values): object | string {
  const said = (name: string) => (values[name] ?? '').trim();
  const missing = WORDS.find((name) => said(name) === '');
  if (missing !== undefined) return 'words';
  if (!JURISDICTION.test(said('jurisdiction'))) return 'jurisdiction';
  const [received, due] = [shanghaiMinute(said('received')), shanghaiMinute(said('due'))];
  if (received === undefined || due === undefined || due < received) return 'dates';
  if (said('letter') === '') return 'letter';
  const words = Object.fromEntries(WORDS.map((name) => [name, said(name)]));
  const dates = { received_at: received, due_at: due };
  return { ...words, ...dates, jurisdiction: said('jurisdiction'), letter: said('letter') };
}
