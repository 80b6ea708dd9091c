import { askAgain, Link, Pane, UnsignedActPage, useText, Waiting } from '@mingjing/console-kit';
import { ask } from '../../api.ts';
import { useIntervention } from './answers.ts';
import { DraftFacts } from './draft-facts.tsx';

/** Taking back a draft that nobody signed; that it was drafted stays. */
export function WithdrawPage({ id }: { readonly id: string }) {
  const say = useText();
  const withdraw = async () => {
    await ask({ path: `/v1/desk/interventions/${id}/withdraw`, json: {} });
    await askAgain('interventions');
  };
  return (
    <Pane answer={useIntervention(id)}>
      {(found) => (
        <UnsignedActPage
          title={say('interventions.withdraw')}
          changes={
            <>
              <p>{say('interventions.withdrawBecomes')}</p>
              <DraftFacts of={found} />
            </>
          }
          undo={say('interventions.withdrawUndo')}
          expiry={say('interventions.withdrawExpiry')}
          refusal={found.state === 'drafted' ? undefined : say('interventions.decided')}
          label={say('interventions.withdraw')}
          carryOut={withdraw}
          after={() => (
            <Waiting title={say('interventions.withdrawn')} names={[]}>
              <Link path="interventions">{say('interventions.back')}</Link>
            </Waiting>
          )}
        />
      )}
    </Pane>
  );
}
