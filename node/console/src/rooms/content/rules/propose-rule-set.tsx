import {
  askAgain,
  FileField,
  Link,
  type OwnSession,
  Refused,
  UnsignedActPage,
  useText,
  Waiting,
} from '@mingjing/console-kit';
import { useState } from 'react';
import { ask } from '../../../api.ts';
import type { RuleSetVersion } from '../answers.ts';

const WRITERS = ['reviewer', 'security-admin'] as const;

/** Proposing a version of a rule set, from a file; the node says what of it does not fit. */
export function ProposeRuleSet({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const [text, setText] = useState('');
  const ruleSet = objectIn(text);
  if (!WRITERS.some((role) => role === session.role)) return <Refused roles={WRITERS} />;
  const propose = async () => {
    const proposed = await ask<RuleSetVersion>({
      path: '/v1/screening/rule-sets',
      json: ruleSet,
    });
    await askAgain('rules');
    return proposed;
  };
  return (
    <UnsignedActPage
      title={say('content.rules.propose')}
      changes={
        <>
          <FileField
            name="rules"
            label={say('content.rules.file')}
            note={say('content.rules.fileNote')}
            onFile={async (file) => setText((await file?.text()) ?? '')}
          />
          {ruleSet !== undefined && (
            <pre className="content">{JSON.stringify(ruleSet, null, 2)}</pre>
          )}
        </>
      }
      undo={say('content.rules.proposeUndo')}
      expiry={say('content.rules.proposeExpiry')}
      pending={pendingOf()}
      label={say('content.rules.enterProposal')}
      carryOut={propose}
      after={({ name, version }) => (
        <Waiting title={say('content.rules.proposed')} names={[]}>
          <p>{say('content.rules.nextSteps')}</p>
          <Link path="content/rules" params={{ open: `${name}.${version}` }}>
            {say('content.rules.shown')}
          </Link>
        </Waiting>
      )}
    />
  );

  function pendingOf(): string | undefined {
    if (text === '') return say('content.rules.noFile');
    return ruleSet === undefined ? say('content.rules.badFile') : undefined;
  }
}

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
