import {
  ActPage,
  askAgain,
  type OfficerKey,
  type OwnSession,
  Pane,
  Refused,
  State,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { bytesToHex, sha256 } from '@mingjing/crypto';
import { statementSigningBytes } from '@mingjing/protocol';
import { ask, askBytes, base64url } from '../../api.ts';
import { useVersion, type VersionAnswer } from './answers.ts';
import { DocumentDone } from './document-done.tsx';
import { ATTESTERS } from './roles.ts';
import { mayAttest, VersionFacts } from './slot-details.tsx';

export interface VersionActProps {
  readonly session: OwnSession;
  readonly id: string;
}

/** Signing that a file is the document that it is said to be, by another than who handed it in. */
export function AttestPage({ session, id }: VersionActProps) {
  const answer = useVersion(id);
  if (!ATTESTERS.includes(session.role)) return <Refused roles={ATTESTERS} />;
  return <Pane answer={answer}>{(found) => <Attest session={session} version={found} />}</Pane>;
}

interface AttestProps {
  readonly session: OwnSession;
  readonly version: VersionAnswer;
}

function Attest({ session, version }: AttestProps) {
  const say = useText();
  const { id, slot } = version;
  const path = `/v1/management/documents/${id}`;
  // The file itself is held against its hash here: what is signed is what lies there.
  const hashed = useAnswer(['documents', 'hash', id], async () =>
    bytesToHex(sha256(await askBytes(`${path}/file`))),
  );
  const isSame = hashed.data === version.sha256;
  return (
    <ActPage
      title={say('documents.attest.title')}
      changes={
        <>
          <VersionFacts version={version} />
          <p className="said">{say('documents.attest.changes')}</p>
          <Pane answer={hashed}>
            {() => (
              <State kind={isSame ? 'met' : 'failed'}>
                {say(isSame ? 'documents.attest.same' : 'documents.attest.other')}
              </State>
            )}
          </Pane>
        </>
      }
      undo={say('documents.attest.undo')}
      expiry={version.expires_on}
      refusal={mayAttest(session, version) ? undefined : say('documents.attest.notYours')}
      pending={isSame ? undefined : say('documents.attest.wait')}
      signLabel={say('documents.attest.sign')}
      carryOut={async (key) => {
        const signature = await signed(key, session.officer, version);
        await ask({ path: `${path}/attest`, json: { signature } });
        await askAgain('documents');
      }}
      after={() => <DocumentDone title={say('documents.attest.done')} slot={slot} />}
    />
  );
}

/** The bytes are made here, from what the page shows. */
async function signed(key: OfficerKey, officer: string, version: VersionAnswer): Promise<string> {
  const { chain_id: chainId, node_id: nodeId } = version.statement;
  const facts = [
    ['version', version.id],
    ['sha256', version.sha256],
    ['size', String(version.size)],
    ['file_name', version.file_name],
    ['issuer', version.issuer],
    ['owner', version.owner],
    ['issued_on', version.issued_on],
    ['expires_on', version.expires_on],
    ['example', String(version.example)],
  ] as const;
  const statement = { kind: 'document-attestation', nodeId, officer, facts } as const;
  return base64url(await key.sign(statementSigningBytes(chainId, statement)));
}
