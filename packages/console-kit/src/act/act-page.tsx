import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { KeyField, takeKey } from '../account/key-field.tsx';
import { type GivenKey, type OfficerKey, readOfficerKey } from '../account/officer-key.ts';
import { usePlace } from '../place/place.ts';
import { Failed } from '../states/page-states.tsx';
import { useText } from '../text/texts.ts';
import { draftOf, formAt, offerDraft } from './drafts.ts';

/** What a consequential act states beside its signature. */
export interface ActStatement {
  readonly reason: string;
  readonly basis: string;
}

export interface ActPageProps<R> {
  readonly title: string;
  /** The state difference, in words and values. */
  readonly changes: ReactNode;
  /** Who may undo it, and how. */
  readonly undo: string;
  /** Until when it may take effect, or stands. */
  readonly expiry: ReactNode;
  /** Why it cannot be done now; then there is no signature to give. */
  readonly refusal?: string | undefined;
  /** What the person has still to choose or fill in before he can sign. */
  readonly pending?: string | undefined;
  /** Which of reason and legal basis the act records; what it does not record is not asked. */
  readonly asks?: readonly (keyof ActStatement)[];
  readonly signLabel: string;
  /**
   * Signs and submits. What it throws is shown: nothing was changed then, unless the outcome of the
   * call is unknown; so it throws nothing once the act is done. `given` is for an act that opens
   * what is sealed to the officer, too.
   */
  carryOut(key: OfficerKey, statement: ActStatement, given: GivenKey): Promise<R>;
  /** What is shown afterwards: above all for whom it waits now. */
  readonly after: (result: R) => ReactNode;
}

/** A consequential act is a page: what changes, who may undo it, why, by when; then the key. */
export function ActPage<R>(props: ActPageProps<R>) {
  const { asks, carryOut, signLabel } = props;
  return (
    <ActFrame {...props}>
      {(onDone) => (
        <ActForm
          asks={asks}
          isSigned
          label={signLabel}
          carryOut={async (given, statement) =>
            carryOut(await readOfficerKey(given), statement, given)
          }
          onDone={onDone}
        />
      )}
    </ActFrame>
  );
}

export interface UnsignedActPageProps<R> extends Omit<ActPageProps<R>, 'carryOut' | 'signLabel'> {
  readonly label: string;
  /** Sends it; what it throws is shown as that of a signed act is. */
  carryOut(statement: ActStatement): Promise<R>;
}

/** An act for which the officer's session is enough: all of `ActPage` but the key. */
export function UnsignedActPage<R>(props: UnsignedActPageProps<R>) {
  const { asks, carryOut, label } = props;
  return (
    <ActFrame {...props}>
      {(onDone) => (
        <ActForm
          asks={asks}
          label={label}
          carryOut={(_given, statement) => carryOut(statement)}
          onDone={onDone}
        />
      )}
    </ActFrame>
  );
}

type ActFrameProps<R> = Omit<ActPageProps<R>, 'asks' | 'carryOut' | 'signLabel'> & {
  /** The form that does it, told what to call afterwards. */
  readonly children: (onDone: (value: R) => void) => ReactNode;
};

/** What an act says of itself before it can be done, and what came of it. */
function ActFrame<R>(props: ActFrameProps<R>) {
  const { title, changes, undo, expiry, refusal, pending, after, children } = props;
  const say = useText();
  const [result, setResult] = useState<{ readonly value: R }>();
  if (result !== undefined) return <div className="act">{after(result.value)}</div>;
  const canBeDone = refusal === undefined && pending === undefined;
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
      {canBeDone && children((value) => setResult({ value }))}
    </div>
  );
}

interface ActFormProps<R> {
  readonly asks: readonly (keyof ActStatement)[] | undefined;
  readonly isSigned?: boolean;
  readonly label: string;
  carryOut(given: GivenKey, statement: ActStatement): Promise<R>;
  readonly onDone: (result: R) => void;
}

/** What the act records, the officer's key where it takes one, and the button that does it. */
function ActForm<R>({ asks = [], isSigned = false, label, carryOut, onDone }: ActFormProps<R>) {
  const say = useText();
  const [fault, setFault] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const act = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const said = (name: string) => String(form.get(name) ?? '').trim();
    const given = takeKey(event.currentTarget);
    setBusy(true);
    setFault(undefined);
    try {
      onDone(await carryOut(given, { reason: said('reason'), basis: said('basis') }));
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  };
  const { element, draft } = useStatementDraft();
  return (
    <form onSubmit={act} ref={element}>
      {asks.map((name) => (
        <p className="field" key={name}>
          <label htmlFor={name}>{say(`kit.act.${name}`)}</label>
          <Input.TextArea
            {...{ id: name, name, maxLength: 500, rows: 2 }}
            required
            {...(draft[name] === undefined ? {} : { defaultValue: draft[name] })}
          />
        </p>
      ))}
      {isSigned && (
        <>
          <h2>{say('kit.act.signature')}</h2>
          <KeyField />
        </>
      )}
      <Button type="primary" htmlType="submit" loading={isBusy}>
        {label}
      </Button>
      {fault !== undefined && (
        <InSight>
          <Failed
            error={fault}
            unchanged={say(isSigned ? 'kit.act.unchanged' : 'kit.act.unsaved')}
          />
        </InSight>
      )}
    </form>
  );
}

/** What came of a press stands in sight, however long the page is. */
function InSight({ children }: { readonly children: ReactNode }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What it answers is no clean-up: newer browsers answer a promise.
    element.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={element} className="outcome">
      {children}
    </div>
  );
}

/** What was stated when a session ended on this page, and the form that states it now. */
function useStatementDraft() {
  const element = useRef<HTMLFormElement>(null);
  const form = formAt(usePlace(), 'statement');
  const [draft] = useState(() => draftOf(form));
  useEffect(() => {
    const typed = () => {
      const data = new FormData(element.current ?? undefined);
      const stated = (['reason', 'basis'] as const).filter((name) => data.has(name));
      return Object.fromEntries(stated.map((name) => [name, String(data.get(name))]));
    };
    return offerDraft(form, typed);
  }, [form]);
  return { element, draft };
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
