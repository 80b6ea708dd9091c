import { Field, type Typed, useText } from '@mingjing/console-kit';

const TEXT_MAX = 1000;
const DAY = /^20\d{2}-\d{2}-\d{2}$/;

interface FindingFieldsProps {
  readonly typed: Typed;
  /** Of the text that goes with it. */
  readonly label: string;
}

/** Who sees to a finding and until when, with a text. */
export function FindingFields({ label, typed }: FindingFieldsProps) {
  const say = useText();
  return (
    <>
      <Field typed={typed} name="owner" label={say('inspection.findings.owner')} />
      <Field
        typed={typed}
        name="due"
        label={say('inspection.findings.due')}
        note={say('inspection.findings.dayNote')}
        maxLength={10}
      />
      <Field typed={typed} name="text" label={label} maxLength={TEXT_MAX} rows={4} />
    </>
  );
}

/** What was typed there; undefined while any of it is missing or the day is none. */
export function findingWords({ values }: Typed) {
  const said = (name: string) => (values[name] ?? '').trim();
  const words = { owner: said('owner'), due_on: said('due'), text: said('text') };
  const isWhole = DAY.test(words.due_on) && words.owner !== '' && words.text !== '';
  return isWhole ? words : undefined;
}
