import {
  askAgain,
  Facts,
  FileField,
  Link,
  UnsignedActPage,
  useText,
  Waiting,
} from '@mingjing/console-kit';
import { useState } from 'react';
import { ask } from '../../api.ts';
import { ruleFaultOf } from './rule-fault.ts';
import { type RuleFile, type RuleFileFault, ruleFileIn } from './rule-file.ts';
import { RuleTable } from './rule-table.tsx';

/** Proposing a version of the rules: a file that people wrote and read. */
export function ProposeRules() {
  const say = useText();
  const [found, setFound] = useState<RuleFile | RuleFileFault>('missing');
  const take = async (file: File | undefined) => setFound(await ruleFileIn(file));
  const isFault = typeof found === 'string';
  const propose = async () => {
    await ask({ path: '/v1/desk/rules', json: found as object }).catch((error: unknown) => {
      throw ruleFaultOf(error);
    });
    await askAgain('rules');
  };
  return (
    <UnsignedActPage
      title={say('rules.propose')}
      changes={
        <>
          <p>{say('rules.becomes')}</p>
          <FileField
            name="rules"
            label={say('rules.file')}
            note={say('rules.fileNote')}
            onFile={(file) => void take(file)}
          />
          {!isFault && <Chosen file={found} />}
        </>
      }
      undo={say('rules.undo')}
      expiry={say('rules.expiry')}
      pending={isFault ? say(`rules.fault.${found}`) : undefined}
      label={say('rules.propose')}
      carryOut={propose}
      after={() => (
        <Waiting title={say('rules.proposed')} names={[say('rules.anyOfficer')]}>
          <Link path="rules">{say('rules.back')}</Link>
        </Waiting>
      )}
    />
  );
}

/** What the file would become, to be read before it is proposed. */
function Chosen({ file: { rules, version } }: { readonly file: RuleFile }) {
  const say = useText();
  return (
    <>
      <Facts items={[[say('rules.version'), String(version)]]} />
      <RuleTable rules={rules} />
    </>
  );
}
