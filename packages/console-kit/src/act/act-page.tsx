import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { KeyField, keyFileOf } from '../account/key-field.tsx';
import { type OfficerKey, readOfficerKey } from '../account/officer-key.ts';
import { faultOf, OUTCOME_UNKNOWN } from '../states/fault.ts';
import { Failed } from '../states/page-states.tsx';
import { useText } from '../text/texts.ts';

/** What a consequential act states beside its signature. */
export interface ActStatement {
  readonly reason: string;
  readonly basis: string;
}

/** What every consequential act shows, whoever records it. */
interface ActShown<R> {
  readonly title: string;
  /** The state difference, in words and values. */
  readonly changes: ReactNode;
  /** Who may undo it, and how. */
  readonly undo: string;
  /** Until when it may take effect, or stands. */
  readonly expiry: ReactNode;
  /** Why it cannot be done now; then there is nothing to confirm. */
  readonly refusal?: string | undefined;
  /** What the person has still to choose or fill in before he can go on. */
  readonly pending?: string | undefined;
  /** Which of reason and legal basis the act records; what it does not record is not asked. */
  readonly asks?: readonly (keyof ActStatement)[];
  /** What is shown afterwards: above all for whom it waits now. */
  readonly after: (result: R) => ReactNode;
}

export interface ActPageProps<R> extends ActShown<R> {
  readonly signLabel: string;
  /** Signs and submits; what it throws is shown, and nothing was changed. */
  carryOut(key: OfficerKey, statement: ActStatement): Promise<R>;
}

/** A consequential act is a page: what changes, who may undo it, why, by when; then the key. */
export function ActPage<R>({ signLabel, carryOut, ...shown }: ActPageProps<R>) {
  const say = useText();
  return (
    <ActFrame
      {...shown}
      submitLabel={signLabel}
      unchanged={say('kit.act.unchanged')}
      proof={
        <>
          <h2>{say('kit.act.signature')}</h2>
          <KeyField />
        </>
      }
      carryOut={async (form, statement) =>
        carryOut(await readOfficerKey(keyFileOf(form)), statement)
      }
    />
  );
}

export interface EnteredActPageProps<R> extends ActShown<R> {
  readonly enterLabel: string;
  /** Asks the node to record it; what it throws is shown, and nothing was changed. */
  carryOut(statement: ActStatement): Promise<R>;
}

/** The same for an act that no chain asks a signature for: the node records who did it. */
export function EnteredActPage<R>({ enterLabel, carryOut, ...shown }: EnteredActPageProps<R>) {
  const say = useText();
  return (
    <ActFrame
      {...shown}
      submitLabel={enterLabel}
      unchanged={say('kit.act.unchangedHere')}
      proof={<p className="meta">{say('kit.act.entered')}</p>}
      carryOut={(_form, statement) => carryOut(statement)}
    />
  );
}

interface ConfirmProps<R> {
  readonly asks?: readonly (keyof ActStatement)[];
  readonly submitLabel: string;
  /** What stayed as it was when it fails. */
  readonly unchanged: string;
  /** How it is shown who does it. */
  readonly proof: ReactNode;
  carryOut(form: FormData, statement: ActStatement): Promise<R>;
}

function ActFrame<R>(props: ActShown<R> & ConfirmProps<R>) {
  const { title, changes, undo, expiry, refusal, pending, after } = props;
  const say = useText();
  const [result, setResult] = useState<{ readonly value: R }>();
  if (result !== undefined) return <div className="act">{after(result.value)}</div>;
  const canConfirm = refusal === undefined && pending === undefined;
  return (
    <div className="act">
      <h1>{title}</h1>
      <section>
        <h2>{say('kit.act.changes')}</h2>
        {changes}
      </section>
      <section>
        <h2>{say('kit.act.undo')}</h2>
        <p>{undo}</p>
      </section>
      <section>
        <h2>{say('kit.act.expiry')}</h2>
        <p>{expiry}</p>
      </section>
      {refusal !== undefined && (
        <p className="bar failed" role="alert">
          {refusal}
        </p>
      )}
      {refusal === undefined && pending !== undefined && <p className="bar">{pending}</p>}
      {canConfirm && <ConfirmForm {...props} onDone={(value) => setResult({ value })} />}
    </div>
  );
}

/** What the act records, the proof of who does it, and the button. */
function ConfirmForm<R>(props: ConfirmProps<R> & { onDone(result: R): void }) {
  const { asks = [], submitLabel, unchanged, proof, carryOut, onDone } = props;
  const say = useText();
  const [fault, setFault] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const isUnknown = faultOf(fault).code === OUTCOME_UNKNOWN;
  const confirm = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const said = (name: string) => String(form.get(name) ?? '').trim();
    setBusy(true);
    setFault(undefined);
    try {
      onDone(await carryOut(form, { reason: said('reason'), basis: said('basis') }));
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={confirm}>
      {asks.map((name) => (
        <p className="field" key={name}>
          <label htmlFor={name}>{say(`kit.act.${name}`)}</label>
          <Input.TextArea id={name} name={name} required maxLength={500} rows={2} />
        </p>
      ))}
      {proof}
      <Button type="primary" htmlType="submit" loading={isBusy}>
        {submitLabel}
      </Button>
      {fault !== undefined && (
        <Failed error={fault} unchanged={isUnknown ? say('kit.act.unknown') : unchanged} />
      )}
    </form>
  );
}

export interface WaitingProps {
  readonly title: string;
  /** For whom it waits, one name each; nobody: it is done. */
  readonly names: readonly string[];
  readonly children?: ReactNode;
}

/** After the signature: who comes next, by name, so that he can be reminded. */
export function Waiting({ title, names, children }: WaitingProps) {
  const say = useText();
  return (
    <div className="page-state done" role="status" data-state="waiting">
      <h1>{title}</h1>
      {names.length > 0 && (
        <>
          <p>{say('kit.act.waiting')}</p>
          <ul>
            {names.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </>
      )}
      {children}
    </div>
  );
}
