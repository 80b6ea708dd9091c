import {
  askAgain,
  FileField,
  Link,
  UnsignedActPage,
  useText,
  Waiting,
} from '@mingjing/console-kit';
import { useState } from 'react';
import { ask } from '../../api.ts';

/** Proposing a version of the rules: a file that people wrote and read. */
export function ProposeRules() {
  const say = useText();
  const [rules, setRules] = useState<unknown>();
  const take = async (file: File | undefined) => setRules(await jsonOf(file));
  const propose = async () => {
    await ask({ path: '/v1/desk/rules', json: rules as object });
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
        </>
      }
      undo={say('rules.undo')}
      expiry={say('rules.expiry')}
      pending={isObject(rules) ? undefined : say('rules.missing')}
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

async function jsonOf(file: File | undefined): Promise<unknown> {
  try {
    return file === undefined ? undefined : JSON.parse(await file.text());
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
