// `npm run bench -- NAME [--json]`: measurements. Nothing here asserts.
import { benchChain } from './bench/chain.ts';
import { benchDisclosure } from './bench/disclosure.ts';
import { benchJournal } from './bench/journal.ts';
import { benchJournalShare } from './bench/journal-share.ts';
import { benchScreening } from './bench/screening.ts';
import { benchSearch } from './bench/search.ts';
import { benchSupervision } from './bench/supervision.ts';
import { benchSync } from './bench/sync.ts';

const [name, ...args] = process.argv.slice(2);
const benches: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  chain: benchChain,
  disclosure: benchDisclosure,
  journal: benchJournal,
  'journal-share': benchJournalShare,
  screening: benchScreening,
  search: benchSearch,
  supervision: benchSupervision,
  sync: benchSync,
};
const bench = benches[name ?? ''];
if (bench === undefined) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(benches).join('|')} [--json]\n`);
  process.exitCode = 1;
} else {
  try {
    await bench(args);
  } catch (error) {
    process.stderr.write(`bench: ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
