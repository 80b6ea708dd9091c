// One restore drill, as a process of its own: executing a whole chain again must not keep a
// validator from its votes.
//
//   node drill-process.ts GENESIS BACKUP SCRATCH
//
// Says one JSON object: what came of it, or the code of why it could not be done.
import { type DrillOutcome, restoreDrill } from '@mingjing/host/offline';

const [genesis = '', from = '', scratch = ''] = process.argv.slice(2);

function say(result: DrillOutcome | { readonly code: string }): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

await restoreDrill({ genesis, from, scratch }).then(say, (error: unknown) =>
  say({ code: (error as { code?: string }).code ?? 'INTERNAL' }),
);
