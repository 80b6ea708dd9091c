import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mingjing, typedCommand } from '../command.ts';
import { shortHash, size } from '../printing.ts';
import { clientOf, made, type Stage, type Step } from '../stage.ts';

export const receipt: Step = {
  name: 'receipt',
  needs: ['publish'],
  async run(stage, block) {
    const network = made(stage.network);
    const saved = await saveReceipt(stage);
    stage.receipt = saved;
    block.fact('receiptSaved', { size: size(saved.bytes.length), file: saved.document.name });
    const trust = ['--genesis', network.testnet.genesisFile];
    const args = ['verify', saved.path, ...trust, '--file', saved.document.path];
    // The other user's node knows nothing of it: no address is given, only files.
    const { exitCode, json = {} } = await mingjing(...args);
    block.check('receiptHolds', {}, `${json['ok']} ${exitCode}`, 'true 0');
    block.fact('receiptFacts', {
      height: Number(json['height']),
      time: new Date(Number(json['time'])).toISOString(),
      block: shortHash(String(json['block_id'])),
    });
    const signers = `${json['signatures']}/${json['validators']}`;
    const enough = Number(json['signatures']) * 3 > Number(json['validators']) * 2;
    block.check('receiptSigned', { signers }, String(enough), 'true');
    block.check('receiptGenesis', {}, String(json['genesis_hash']), network.genesisHash);
    block.check('receiptDocument', { file: saved.document.name }, String(json['file']), 'true');
    block.look(typedCommand(...args));
  },
};

/** Saves the receipt of the first document that has a byte to change. */
async function saveReceipt(stage: Stage) {
  const { files } = made(stage.documents);
  const document = files.find(({ sizeBytes }) => sizeBytes > 0) ?? made(files[0]);
  const file = made(made(stage.published).find((each) => each.file === document.name));
  const client = await clientOf(made(made(stage.network).validators[0]));
  const bytes = await client.receipt(file.transaction);
  const folder = join(stage.folder, 'receipts');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${file.transaction.slice(0, 16)}.receipt`);
  writeFileSync(path, bytes);
  return { path, bytes, document };
}
