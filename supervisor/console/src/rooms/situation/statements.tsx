import { ProofBadge, StateIcon, shanghaiTime, useNow, useText } from '@mingjing/console-kit';
import type { Blame, Situation } from '../../live/answers.ts';
import type { Stream } from '../../live/stream.ts';
import { proofOf } from './statement-proofs.ts';
import { STATEMENTS, type StatementName, textOf } from './statement-texts.ts';

/** The rest is in the list of alarms. */
const BLAME_LINES = 3;

export interface StatementsProps {
  readonly situation: Situation;
  readonly stream: Stream;
  /** A wall shows no controls; the proofs are in the console. */
  readonly isWall?: boolean;
}

/** The three statements in large type, each with its proof. One that is false is red. */
export function Statements(props: StatementsProps) {
  const say = useText();
  return (
    <section className="statements" aria-label={say('situation.statements')} aria-live="polite">
      {STATEMENTS.map((name) => (
        <StatementLine key={name} name={name} {...props} />
      ))}
    </section>
  );
}

const KINDS = { proved: 'met', unknown: 'unknown', failed: 'failed' } as const;

interface LineProps extends StatementsProps {
  readonly name: StatementName;
}

function StatementLine({ name, situation, stream, isWall = false }: LineProps) {
  const say = useText();
  const now = useNow();
  const { blame, state: said } = situation[name];
  // What is no longer heard of is no longer known, and unknown is never green.
  const state = stream.isLost && said === 'proved' ? 'unknown' : said;
  const { sentence, details } = textOf(say, name, situation, now);
  const proof = proofOf(say, name, situation, stream.heardAt);
  const shown = state === said ? proof : { ...proof, state: 'unchecked' as const };
  return (
    <article className={`statement ${KINDS[state]}`} data-statement={name} data-state={state}>
      <StateIcon kind={KINDS[state]} />
      <div className="statement-text">
        <h2>{sentence}</h2>
        <p className="details">{details.join(' · ')}</p>
        {blameLines(blame).map(({ key, line }) => (
          <p className="blame" key={key}>
            {say('words.blame', {
              rule: say(`words.rule.${line.rule}`),
              nodes: line.nodes.join(say('kit.comma')) || say('words.nobody'),
              since: shanghaiTime(line.since),
            })}
          </p>
        ))}
      </div>
      {!isWall && <ProofBadge proof={shown} />}
    </article>
  );
}

/** Several alarms of one rule and the same nodes are one line, since the first of them. */
function blameLines(blame: readonly Blame[]) {
  const lines = new Map<string, Blame>();
  for (const each of blame) {
    const key = `${each.rule} ${each.nodes.join(' ')}`;
    if ((lines.get(key)?.since ?? Number.POSITIVE_INFINITY) > each.since) lines.set(key, each);
  }
  return [...lines].slice(0, BLAME_LINES).map(([key, line]) => ({ key, line }));
}
