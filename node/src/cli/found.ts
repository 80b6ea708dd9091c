import { bytesToHex } from '@mingjing/crypto';
import { chainIdOf, genesisCodec, genesisHash, genesisToJson } from '@mingjing/protocol';
import { foundChain } from '../founding/found-chain.ts';
import { readPlan } from '../founding/plan-file.ts';
import { type CommonOptions, Output } from './output.ts';
import { assertNew, saveFile } from './save-file.ts';

export interface FoundCommand extends CommonOptions {
  readonly output: string;
}

/** Makes the genesis of a new chain out of what its members enrolled. */
export function foundCommand(path: string, options: FoundCommand): void {
  assertNew(options.output);
  const genesis = foundChain(path, readPlan(path), Date.now());
  saveFile(options.output, genesisToJson(genesis));
  const output = new Output(options);
  const hash = bytesToHex(genesisHash(genesisCodec.encode(genesis)));
  const facts = { chain: chainIdOf(genesis), hash, file: options.output };
  output.line('cli.founded', facts);
  output.json(facts);
}
