import {
  askAgain,
  Field,
  Link,
  type OwnSession,
  Pane,
  Refused,
  type Typed,
  UnsignedActPage,
  useText,
  useTyped,
  Waiting,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import { type FilingAnswer, useFiling } from '../answers.ts';
import { REGISTRARS } from '../roles.ts';
import { DATES, filingOf, NUMBERS, typedFiling } from './filing-form.ts';

/** Telling what was filed with the authorities, in place of what was told before. */
export function TellFiling({ session }: { readonly session: OwnSession }) {
  const answer = useFiling();
  if (!REGISTRARS.includes(session.role)) return <Refused roles={REGISTRARS} />;
  return <Pane answer={answer}>{(found) => <Tell found={found} />}</Pane>;
}

function Tell({ found: { filed, observed } }: { readonly found: FilingAnswer }) {
  const say = useText();
  const typed = useTyped(typedFiling(filed));
  const form = filingOf(typed.values, observed);
  const tell = async () => {
    await ask({ path: '/v1/management/filing', json: form });
    await askAgain('filing');
  };
  return (
    <UnsignedActPage
      title={say('documents.filing.tell')}
      changes={
        <>
          <p>{say('documents.filing.becomes')}</p>
          <ServiceFields typed={typed} />
          <h3>{say('documents.filing.numbersTitle')}</h3>
          {NUMBERS.map((name) => (
            <Field
              key={name}
              typed={typed}
              name={`number.${name}`}
              label={say(`documents.filing.numbers.${name}`)}
              maxLength={60}
            />
          ))}
          <h3>{say('documents.filing.datesTitle')}</h3>
          {DATES.map((name) => (
            <Field
              key={name}
              typed={typed}
              name={`date.${name}`}
              label={say(`documents.filing.dates.${name}`)}
              note={say('documents.dayNote')}
              maxLength={10}
            />
          ))}
          <NodeFields typed={typed} observed={observed} />
        </>
      }
      undo={say('documents.filing.undo')}
      expiry={say('documents.filing.expiry')}
      pending={typeof form === 'string' ? say(`documents.filing.lacks.${form}`) : undefined}
      label={say('documents.filing.send')}
      carryOut={tell}
      after={() => (
        <Waiting title={say('documents.filing.told')} names={[]}>
          <Link path="documents/filing">{say('documents.filing.back')}</Link>
        </Waiting>
      )}
    />
  );
}

function ServiceFields({ typed }: { readonly typed: Typed }) {
  const say = useText();
  const words = ['operator', 'credit_code', 'telephone'];
  const fields = [...words, 'name', 'kind', 'website', 'version'];
  return fields.map((name) => (
    <Field key={name} typed={typed} name={name} label={say(`documents.filing.field.${name}`)} />
  ));
}

/** Each node that the chain has; one without a word was not filed. */
function NodeFields({
  typed,
  observed,
}: {
  readonly typed: Typed;
  readonly observed: FilingAnswer['observed'];
}) {
  const say = useText();
  return (
    <>
      <h3>{say('documents.filing.nodesTitle')}</h3>
      <p className="meta">{say('documents.filing.nodesNote')}</p>
      {observed.nodes.map(({ node, organisation }) => (
        <fieldset key={node} className="subject">
          <legend>{`${node} (${organisation})`}</legend>
          <Field
            typed={typed}
            name={`region.${node}`}
            label={say('documents.filing.region', { node })}
          />
          <Field
            typed={typed}
            name={`address.${node}`}
            label={say('documents.filing.address', { node })}
            maxLength={200}
          />
        </fieldset>
      ))}
    </>
  );
}
