import type { RecordAttachment } from '@mingjing/client';
import { Failed, faultOf, Hash, State, saveBytes, useText } from '@mingjing/console-kit';
import { bytesToHex } from '@mingjing/crypto';
import { commitmentOf } from '@mingjing/protocol';
import { Button } from 'antd';
import { useState } from 'react';
import { countText } from '../../format.ts';
import { node } from '../api.ts';

/** Texts of an attachment's roles, from 1 on. */
const ROLES = ['content', 'description', 'ciphertext'] as const;

interface Got {
  readonly content: Uint8Array;
  /** The bytes and their salt open the commitment of the record. */
  readonly isOpened: boolean;
}

/** An attachment: its bytes are read when a person asks for them, and checked before. */
export function AttachmentLine({ attachment }: { readonly attachment: RecordAttachment }) {
  const say = useText();
  const { commitment, role, size_bytes: size } = attachment;
  const [got, setGot] = useState<Got>();
  const [fault, setFault] = useState<unknown>();
  const read = async () => {
    try {
      const found = await opened(commitment);
      setGot(found);
      setFault(undefined);
      if (found.isOpened) saveBytes(`${commitment.slice(0, 16)}.bin`, found.content);
    } catch (error) {
      setFault(error);
    }
  };
  return (
    <li>
      <span>
        {say(`portal.attachment.${ROLES[role - 1] ?? 'content'}`)} ·{' '}
        {say('portal.attachment.size', { size: countText(size) })} <Hash value={commitment} />
      </span>
      {got === undefined && fault === undefined && (
        <Button size="small" onClick={() => void read()}>
          {say('portal.attachment.read')}
        </Button>
      )}
      {got !== undefined && (
        <State kind={got.isOpened ? 'met' : 'failed'}>
          {say(got.isOpened ? 'portal.attachment.opened' : 'portal.attachment.other')}
        </State>
      )}
      {fault !== undefined && <Refusal fault={fault} retry={() => void read()} />}
    </li>
  );
}

/** What was taken down says so with its order, as RFC 7725 asks. */
function Refusal({ fault, retry }: { readonly fault: unknown; retry(): void }) {
  const say = useText();
  const { status } = faultOf(fault);
  if (status !== 451) return <Failed error={fault} retry={retry} />;
  const order = orderOf(fault);
  return (
    <div className="page-state" data-state="taken-down">
      <p>
        <State kind="failed">{say('portal.attachment.takenDown')}</State>
      </p>
      <p>
        {say('portal.attachment.order')} {order === undefined ? '' : <Hash value={order} />}
      </p>
    </div>
  );
}

function orderOf(fault: unknown): string | undefined {
  const { problem } = Object(fault) as { problem?: { order?: { id?: unknown } } };
  const id = problem?.order?.id;
  return typeof id === 'string' ? id : undefined;
}

async function opened(commitment: string): Promise<Got> {
  const client = node();
  const [{ content, salt }, { chain_id: chainId }] = await Promise.all([
    client.attachment(commitment),
    client.status(),
  ]);
  const own = bytesToHex(commitmentOf(chainId, salt, content));
  return { content, isOpened: own === commitment };
}
