import {
  Empty,
  Facts,
  Hash,
  Link,
  type OwnSession,
  Pane,
  Time,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import type { ReactNode } from 'react';
import { usePeople, useVersions, type VersionLine } from './answers.ts';
import { Level } from './level.tsx';
import { ATTESTERS, KEEPERS } from './roles.ts';

export interface SlotDetailsProps {
  readonly session: OwnSession;
  readonly slot: string;
}

/** All versions of a document, latest first. */
export function SlotDetails({ session, slot }: SlotDetailsProps) {
  const say = useText();
  const next = KEEPERS.includes(session.role) ? (
    <Link path="documents/new" params={{ slot }}>
      {say('documents.handIn.open')}
    </Link>
  ) : (
    say('documents.handIn.who')
  );
  return (
    <Pane answer={useVersions(slot)}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty what={say('documents.versions')} why={say('documents.noVersion')} next={next} />
        ) : (
          <div className="stack">
            <p>{next}</p>
            {items.map((version) => (
              <Version key={version.id} session={session} version={version} />
            ))}
          </div>
        )
      }
    </Pane>
  );
}

interface VersionProps {
  readonly session: OwnSession;
  readonly version: VersionLine;
}

function Version({ session, version }: VersionProps) {
  const say = useText();
  return (
    <section className="card" aria-label={version.file_name}>
      <VersionFacts version={version} />
      <p className="acts said">
        {ATTESTERS.includes(session.role) && (
          <a href={`/v1/management/documents/${version.id}/file`} download={version.file_name}>
            {say('documents.download')}
          </a>
        )}
        {mayAttest(session, version) && (
          <Link path={`documents/${version.id}/attest`}>{say('documents.attest.open')}</Link>
        )}
        {KEEPERS.includes(session.role) && version.withdrawn === null && (
          <Link path={`documents/${version.id}/withdraw`}>{say('documents.withdraw.open')}</Link>
        )}
      </p>
    </section>
  );
}

/** Another one than who handed it in, and once. */
export function mayAttest({ officer, role }: OwnSession, version: VersionLine): boolean {
  const { attestation, uploaded_by: by, withdrawn } = version;
  return ATTESTERS.includes(role) && by !== officer && attestation === null && withdrawn === null;
}

/** What was said of a version, and by whom. */
export function VersionFacts({ version }: { readonly version: VersionLine }) {
  const say = useText();
  const { language } = usePlace();
  const { attestation, mark, withdrawn } = version;
  const owner = usePeople().data?.people.find(({ id }) => id === version.owner);
  const items: (readonly [string, ReactNode])[] = [
    [say('documents.file'), `${version.file_name} (${version.size} B)`],
    [say('documents.hash'), <Hash key="hash" value={version.sha256} />],
    [say('documents.issuer'), version.issuer],
    [say('documents.owner'), owner?.name ?? version.owner],
    [say('documents.issued'), version.issued_on],
    [say('documents.expires'), version.expires_on],
    [say('documents.by'), version.uploaded_by],
    [say('documents.at'), <Time key="at" ms={version.uploaded_at} />],
    [say('documents.attested'), attestation?.officer ?? say('documents.notAttested')],
  ];
  if (mark !== null) items.unshift([say('documents.kind'), <b key="mark">{mark[language]}</b>]);
  items.unshift([
    say('documents.state'),
    withdrawn === null ? <Level key="level" {...version} /> : say('documents.withdrawn'),
  ]);
  return <Facts items={items} />;
}
