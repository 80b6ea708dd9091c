// A program that does nothing but write a journal, to be killed: `node kill-writer.ts <folder>`.
// Says on standard output, a line each, what was acknowledged to it: source, index, object.
import { randomBytes } from '@mingjing/crypto/node';
import { openTestJournal, plainEntry, userEntry } from './fixture.ts';

const [, , root = ''] = process.argv;
const writerLimits = { tailBytes: 60_000 };
const { journal, clock } = await openTestJournal(root, undefined, { writerLimits });
let number = 0;

async function write(): Promise<never> {
  for (;;) {
    const object = `${process.pid}-${number++}-${randomBytes(2).join('')}`;
    const entries =
      number % 3 === 0 ? [userEntry(object), plainEntry(object)] : [userEntry(object)];
    const lines = (await journal.appendMany(entries)).map(
      ({ source, index }) => `${source} ${index} ${object}\n`,
    );
    // Written at once, so that whoever kills us knows no less than was acknowledged.
    process.stdout.write(lines.join(''));
    if (number % 50 === 0) {
      clock.time += 6000;
      await journal.tick();
    }
    if (number % 400 === 0) clock.time += 86_400_000;
  }
}

process.stdout.write('ready\n');
await Promise.all(Array.from({ length: 8 }, write));
