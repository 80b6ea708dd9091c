import {
  Card,
  Facts,
  FileField,
  Hash,
  type JudgedCertificate,
  judgedRetention,
  Pane,
  ProofBadge,
  RetainedLogs,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { bytesToHex } from '@mingjing/crypto';
import { RETENTION_BYTES_MAX } from '@mingjing/proofs';
import { useState } from 'react';
import { ask } from '../../api.ts';

/** Checks a retention certificate that an operator handed over, in the browser. */
export function CertificateCheck() {
  const say = useText();
  const [judged, setJudged] = useState<JudgedCertificate | 'too-large'>();
  const chain = useAnswer(['chain'], () =>
    ask<{ chain: { genesis_hash: string } }>({ path: '/v1/chain' }),
  );
  const check = async (file: File | undefined, genesis: string) => {
    if (file === undefined) return;
    if (file.size > RETENTION_BYTES_MAX) return setJudged('too-large');
    setJudged(judgedRetention(new Uint8Array(await file.arrayBuffer()), genesis));
  };
  return (
    <Card
      title={say('journals.check.title')}
      extra={typeof judged === 'object' && <ProofBadge proof={judged.proof} />}
    >
      <Pane answer={chain}>
        {({ chain: { genesis_hash: genesis } }) => (
          <FileField
            name="certificate"
            label={say('journals.check.label')}
            note={say('journals.check.stays')}
            accept=".cert,application/octet-stream"
            onFile={(file) => void check(file, genesis)}
          />
        )}
      </Pane>
      {judged === 'too-large' && (
        <p className="failed" role="alert">
          {say('journals.check.tooLarge')}
        </p>
      )}
      {typeof judged === 'object' && <Judged judged={judged} />}
    </Card>
  );
}

/** What a certificate shows, or that it shows nothing. */
export function Judged({ judged: { facts } }: { readonly judged: JudgedCertificate }) {
  const say = useText();
  if (facts === undefined) {
    return (
      <p className="failed" role="alert">
        {say('kit.retention.refused')}
      </p>
    );
  }
  return (
    <div className="stack">
      <Facts
        items={[
          [say('journals.node'), facts.nodeId],
          [say('journals.check.issued'), <Time key="issued" ms={facts.issuedAt} />],
          [say('journals.check.block'), <Hash key="block" value={bytesToHex(facts.blockId)} />],
        ]}
      />
      <RetainedLogs facts={facts} />
    </div>
  );
}
