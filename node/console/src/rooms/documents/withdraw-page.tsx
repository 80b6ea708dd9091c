import { askAgain, Pane, Refused, UnsignedActPage, useText } from '@mingjing/console-kit';
import { ask } from '../../api.ts';
import { useVersion } from './answers.ts';
import type { VersionActProps } from './attest-page.tsx';
import { DocumentDone } from './document-done.tsx';
import { KEEPERS } from './roles.ts';
import { VersionFacts } from './slot-details.tsx';

/** Saying that a version counts no more; it stays to be read. */
export function WithdrawPage({ session, id }: VersionActProps) {
  const say = useText();
  const answer = useVersion(id);
  if (!KEEPERS.includes(session.role)) return <Refused roles={KEEPERS} />;
  return (
    <Pane answer={answer}>
      {(version) => (
        <UnsignedActPage
          title={say('documents.withdraw.title')}
          changes={
            <>
              <VersionFacts version={version} />
              <p className="said">{say('documents.withdraw.changes')}</p>
            </>
          }
          undo={say('documents.withdraw.undo')}
          expiry={say('documents.withdraw.expiry')}
          label={say('documents.withdraw.send')}
          carryOut={async () => {
            await ask({ path: `/v1/management/documents/${id}/withdraw`, json: {} });
            await askAgain('documents');
          }}
          after={() => <DocumentDone title={say('documents.withdraw.done')} slot={version.slot} />}
        />
      )}
    </Pane>
  );
}
