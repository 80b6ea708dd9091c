import type { Office } from '../office.ts';
import { until } from '../waiting.ts';

const TIMEOUT_MS = 20_000;
const PATH = '/v1/journal/search?event=transaction-submitted&result=refused&limit=1';

/** Where the journal has the latest transaction that was refused since a time. */
export function refusedEntry(
  office: Office,
  since: number,
): Promise<{ readonly source: string; readonly index: number }> {
  return until('the entry of the refusal', TIMEOUT_MS, async () => {
    const { hits } = await office.have('jia-audit-admin', 'GET', `${PATH}&from=${since}`);
    return hits[0];
  });
}
