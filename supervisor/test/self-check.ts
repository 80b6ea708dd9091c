// A self-check as an operator runs it in the room, and the bundle that he hands over.
import { CONTROL_HEADER } from '@mingjing/service';
import type { RunningNode } from '../../node/src/index.ts';
import { until } from './chain.ts';

const RUNS = '/v1/inspection/runs';

/** Where a node is asked by whoever may read its home. */
export interface Operator {
  readonly baseUrl: string;
  readonly control: string;
}

export function operatorOf({ api, host }: RunningNode): Operator {
  return { baseUrl: `http://127.0.0.1:${api.port}`, control: host.control };
}

/** The bundle of a whole self-check under a phrase. */
export async function selfCheck(
  { baseUrl, control }: Operator,
  phrase: string,
): Promise<Uint8Array> {
  const headers = { [CONTROL_HEADER]: control, 'content-type': 'application/json' };
  const read = (path: string) => fetch(`${baseUrl}${RUNS}${path}`, { headers });
  const body = JSON.stringify({ phrase });
  const begun = await fetch(baseUrl + RUNS, { method: 'POST', headers, body });
  const { id } = (await begun.json()) as { id: string };
  await until(async () => {
    return ((await (await read(`/${id}`)).json()) as { state: string }).state === 'done';
  });
  return new Uint8Array(await (await read(`/${id}/bundle`)).arrayBuffer());
}
