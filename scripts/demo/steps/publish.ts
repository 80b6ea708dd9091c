import { type PublishedFile, publishPath } from '@mingjing/node';
import { typedCommand } from '../command.ts';
import { seconds, size } from '../printing.ts';
import { addressOf, clientOf, made, type Stage, type Step } from '../stage.ts';
import { until } from '../waiting.ts';

const SAME_HEIGHT_TIMEOUT_MS = 30_000;

export const publish: Step = {
  name: 'publish',
  needs: ['start'],
  async run(stage, block) {
    const network = made(stage.network);
    const documents = made(stage.documents);
    const author = made(network.testnet.users[0]);
    const node = addressOf(await made(network.validators[0]).announced());
    const startedAt = performance.now();
    const published: PublishedFile[] = [];
    for await (const file of publishPath(documents.folder, { key: author, node })) {
      published.push(file);
    }
    const tookMs = performance.now() - startedAt;
    stage.published = published;
    block.check(
      'published',
      { count: published.length, size: size(documents.sizeBytes), seconds: seconds(startedAt) },
      published.length,
      documents.files.length,
    );
    const heights = published.map(({ height }) => height);
    block.fact('rate', {
      rate: Math.round((published.length * 1000) / tookMs),
      speed: size((documents.sizeBytes * 1000) / tookMs),
    });
    const [from, to] = [Math.min(...heights), Math.max(...heights)];
    const transactions = new Set(published.map(({ transaction }) => transaction)).size;
    block.fact('heights', { from, to, transactions });
    const copies = await copiesHeld(stage, made(published.at(-1)));
    block.check('copies', { copies }, copies, network.validators.length);
    const last = made(published.at(-1));
    block.look(typedCommand('get', last.record, '--node', node));
  },
};

/** How many validators hold the content of a record: asked of each. */
async function copiesHeld({ network }: Stage, file: PublishedFile): Promise<number> {
  const held = await Promise.all(
    made(network).validators.map(async (program) => {
      const client = await clientOf(program);
      return until(`${program.nodeId}: height ${file.height}`, SAME_HEIGHT_TIMEOUT_MS, async () => {
        program.assertRunning();
        if ((await client.status()).height < file.height) return undefined;
        const { attachments } = await client.record(file.record);
        return attachments.every((attachment) => attachment.held) ? true : undefined;
      });
    }),
  );
  return held.filter(Boolean).length;
}
