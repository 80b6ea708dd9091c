import { actCodeText, Facts, Time, useText } from '@mingjing/console-kit';
import type { Intervention } from './answers.ts';

/** What a draft says, all of it. */
export function DraftFacts({ of: { draft, drafted_by: by } }: { readonly of: Intervention }) {
  const say = useText();
  const none = say('interventions.none');
  if (draft.kind === 'advisory') {
    return (
      <Facts
        items={[
          [say('interventions.kind'), say('interventions.kindOf.advisory')],
          [say('interventions.organisation'), draft.organisation],
          [say('interventions.title'), draft.title],
          [
            say('interventions.text'),
            <span className="said" key="text">
              {draft.text}
            </span>,
          ],
          [
            say('interventions.replyBy'),
            draft.reply_by === null ? none : <Time key="by" ms={draft.reply_by} />,
          ],
          [say('interventions.draftedBy'), by],
        ]}
      />
    );
  }
  const { basis, deadline, drill, expires_at: end, explanation, kind, reason, reference } = draft;
  return (
    <Facts
      items={[
        [say('interventions.kind'), say(`interventions.kindOf.${kind}`)],
        [say('interventions.subject'), <code key="subject">{draft.subject}</code>],
        [say('interventions.until'), end === null ? none : <Time key="until" ms={end} />],
        [say('interventions.deadline'), <Time key="deadline" ms={deadline} />],
        [
          say('interventions.codes'),
          `${actCodeText('basis', basis)} / ${actCodeText('reason', reason)}`,
        ],
        [say('interventions.reference'), reference],
        [say('interventions.explanation'), explanation],
        [say('interventions.drill'), say(drill ? 'interventions.yes' : 'interventions.no')],
        [say('interventions.draftedBy'), by],
      ]}
    />
  );
}
