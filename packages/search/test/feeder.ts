// Fills an index until it is killed, saying after each batch how far it has come.
import { documentAt, ORIGIN, openEmbedded } from './fixture.ts';

const BATCH = 50;
const { index } = await openEmbedded(process.argv[2] ?? '');
for (let first = 0; ; first += BATCH) {
  const documents = Array.from({ length: BATCH }, (_, i) =>
    documentAt(first + i, { texts: [`明镜存证 ${first + i}`] }),
  );
  await index.add({ origin: ORIGIN, first, documents });
  process.stdout.write(`${first + BATCH}\n`);
}
