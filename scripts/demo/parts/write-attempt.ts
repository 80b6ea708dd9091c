import { readFileSync } from 'node:fs';
import { composePublish } from '@mingjing/client';
import { homePaths } from '@mingjing/host';
import { clientOf, composing, made, type Stage } from '../stage.ts';

/** A publication that is right in everything but who signed it: the supervision node's own key. */
export async function attemptToWrite(stage: Stage): Promise<string> {
  const network = made(stage.network);
  const key = homePaths(network.supervision.home).key('statement');
  const { path, name } = made(made(stage.documents).files[0]);
  const document = { fileName: name, mediaType: 'text/plain', content: readFileSync(path) };
  const composed = composePublish([document], composing(network, key));
  if (!composed.ok) throw new Error(`the attempt cannot be composed: ${composed.reason}`);
  const client = await clientOf(network.management);
  const { results } = await client.submit(made(composed.value.requests[0]));
  const { status, reason } = made(results[0]);
  return reason ?? status;
}
