import { readFileSync, writeFileSync } from 'node:fs';
import { bytesToHex, equalBytes } from '@mingjing/crypto';
import { openCopy, readGenesis } from '@mingjing/host';
import { homePaths } from '@mingjing/host/home';
import { chainIdOf, sealedCopyCodec } from '@mingjing/protocol';
import type { TriedCopy } from '../../desk/look-through/judge-copy.ts';
import { SupervisorError } from '../../errors.ts';
import { idOf } from '../look-through/chain.ts';
import { HomeConsole } from '../look-through/home-console.ts';
import { type CommonOptions, say } from '../output.ts';
import { copyKeyIn } from './key.ts';

export interface OpenCommand extends CommonOptions {
  readonly home: string;
  readonly copy?: string;
  readonly key?: string;
  readonly output?: string;
}

interface Tried extends TriedCopy {
  /** Empty unless it opens. */
  readonly content: Uint8Array;
}

const NO_BYTES = new Uint8Array(0);

/**
 * Opens the sealed copy of a taken-down content under an access order. The copy is tried here,
 * where the key is; nothing of it is shown or written before the program has judged the order and
 * has the entry. What does not open is told to the program as well: a try is an act.
 */
export async function openCopyCommand(order: string, options: OpenCommand): Promise<void> {
  idOf(order);
  const { home, output } = options;
  const chainId = chainIdOf(readGenesis(homePaths(home).genesis));
  const { content, ...tried } = await tryCopy(chainId, copyAt(options.copy), options.key ?? '');
  const { entry } = await permitted(new HomeConsole(home), order, tried);
  if (output !== undefined) save(output, content);
  const fields = { entry, size: content.length, output: output ?? '' };
  const text = output === undefined ? 'sealedCopy.opened' : 'sealedCopy.openedTo';
  const facts = { size_bytes: content.length, output: output ?? null };
  say(options, text, fields, { order, entry, commitment: tried.commitment, ...facts });
}

async function tryCopy(chainId: string, bytes: Uint8Array, keyFile: string): Promise<Tried> {
  const { publicKey, secretKey } = copyKeyIn(keyFile);
  const parsed = sealedCopyCodec.parse(bytes);
  if (!parsed.ok) return { takedown: '', commitment: '', verdict: 'malformed', content: NO_BYTES };
  const { commitment, orderId, recipientKey } = parsed.value;
  const named = { takedown: bytesToHex(orderId), commitment: bytesToHex(commitment) };
  if (!equalBytes(recipientKey, publicKey)) {
    return { ...named, verdict: 'not-for-this-key', content: NO_BYTES };
  }
  const opened = await openCopy(chainId, bytes, secretKey);
  if (opened.ok) return { ...named, verdict: 'opens', content: opened.value.content };
  // It names this very key: that it does not open is the copy's doing.
  const verdict = opened.reason === 'not-for-this-key' ? 'altered' : opened.reason;
  return { ...named, verdict, content: NO_BYTES };
}

async function permitted(console: HomeConsole, order: string, tried: TriedCopy) {
  try {
    const path = `/v1/look-through/orders/${order}/sealed-copies`;
    return await console.post<{ entry: number }>(path, tried);
  } catch (error) {
    const { code, fields } = error as SupervisorError;
    if (code !== 'NO_ANSWER' || fields['zh'] === undefined) throw error;
    throw new SupervisorError('COPY_REFUSED', fields);
  }
}

function copyAt(path: string | undefined): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path ?? ''));
  } catch (cause) {
    throw new SupervisorError('COPY_UNREADABLE', { path: path ?? '--copy' }, cause);
  }
}

function save(path: string, content: Uint8Array): void {
  try {
    writeFileSync(path, content, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw new SupervisorError('OUTPUT_UNWRITABLE', { path }, cause);
  }
}
