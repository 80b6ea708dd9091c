import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PublishedFile, publishPath } from '@mingjing/node';
import { type CommandAnswer, mingjingApart, typedCommand } from '../command.ts';
import { flipped, tryForgeries } from '../parts/forgeries.ts';
import { type Block, seconds, size } from '../printing.ts';
import { addressOf, clientOf, made, type SavedReceipt, type Stage, type Step } from '../stage.ts';

export const receipt: Step = {
  name: 'receipt',
  needs: ['start'],
  async run(stage, block) {
    const network = made(stage.network);
    stage.published = await publish(stage, block);
    const saved = await saveReceipt(stage);
    stage.receipt = saved;
    const trust = ['--genesis', network.testnet.genesisFile];
    const args = ['verify', saved.path, ...trust, '--file', saved.document.path];
    // Another process, and no address is given, only files.
    const answer = await mingjingApart(...args);
    const { exitCode, json = {} } = answer;
    const fields = {
      ...{ file: saved.document.name, size: size(saved.bytes.length) },
      ...{ height: Number(json['height']), signers: `${json['signatures']}/${json['validators']}` },
    };
    block.check('receiptHolds', fields, `${json['ok']} ${json['file']} ${exitCode}`, 'true true 0');
    block.check('receiptGenesis', {}, String(json['genesis_hash']), network.genesisHash);
    await forge(stage, saved, block);
    block.look(typedCommand(...args));
    const portal = addressOf(await network.management.announced());
    block.look(`${portal}/verify`);
  },
};

async function publish(stage: Stage, block: Block): Promise<readonly PublishedFile[]> {
  const { management, testnet } = made(stage.network);
  const documents = made(stage.documents);
  const node = addressOf(await management.announced());
  const startedAt = performance.now();
  const published: PublishedFile[] = [];
  for await (const file of publishPath(documents.folder, { key: made(testnet.users[0]), node })) {
    published.push(file);
  }
  const heights = published.map(({ height }) => height);
  const fields = {
    ...{ count: published.length, size: size(documents.sizeBytes), seconds: seconds(startedAt) },
    ...{ from: Math.min(...heights), to: Math.max(...heights) },
  };
  block.check('published', fields, published.length, documents.files.length);
  return published;
}

/** Changes a byte of the receipt and of the document: refused, and the part is named. */
async function forge(stage: Stage, saved: SavedReceipt, block: Block): Promise<void> {
  const { genesis, testnet } = made(stage.network);
  const forged = join(stage.folder, 'receipts', 'changed.receipt');
  writeFileSync(forged, flipped(saved.bytes, saved.bytes.length - 1));
  const trust = ['--genesis', testnet.genesisFile];
  const answer = await mingjingApart('verify', forged, ...trust);
  block.check('byteRefused', { part: String(answer.json?.['part']) }, ...refusal(answer));
  const { parts, named, places, refused } = tryForgeries(saved.bytes, genesis);
  block.check('partsNamed', { parts, named }, named, parts);
  block.check('anyByte', { count: places, refused }, refused, places);
}

/** Saves the receipt of the first document that has a byte to change. */
async function saveReceipt(stage: Stage): Promise<SavedReceipt> {
  const { files } = made(stage.documents);
  const document = files.find(({ sizeBytes }) => sizeBytes > 0) ?? made(files[0]);
  const file = made(made(stage.published).find((each) => each.file === document.name));
  const client = await clientOf(made(stage.network).management);
  const bytes = await client.receipt(file.transaction);
  const folder = join(stage.folder, 'receipts');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'first.receipt');
  writeFileSync(path, bytes);
  return { path, bytes, document };
}

/** What the command answered, beside what it answers when it refuses. */
function refusal({ json, exitCode }: CommandAnswer): [got: string, expected: string] {
  return [`${json?.['ok']} ${exitCode}`, 'false 1'];
}
