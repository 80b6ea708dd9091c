import { bytesToHex } from '@mingjing/crypto';
import { manifestHash, manifestText, measureProgram } from '@mingjing/host';
import { programInventory } from '../inventory/program-inventory.ts';
import { type CommonOptions, Output } from './output.ts';
import { saveFile } from './save-file.ts';

export interface ReleaseCommand extends CommonOptions {
  readonly output: string;
}

/** Writes the manifest of this program: the files whose hash members declare as a release. */
export async function manifestCommand(options: ReleaseCommand): Promise<void> {
  const output = new Output(options);
  const manifest = await measureProgram();
  saveFile(options.output, manifestText(manifest));
  const hash = bytesToHex(manifestHash(manifest));
  const { version, files } = manifest;
  output.line('cli.release.manifest', { path: options.output, version, files: files.length, hash });
  output.json({ file: options.output, version, files: files.length, manifest_hash: hash });
}

/** Writes the libraries of this program as CycloneDX JSON. */
export async function inventoryCommand(options: ReleaseCommand): Promise<void> {
  const output = new Output(options);
  const inventory = await programInventory(Date.now());
  saveFile(options.output, `${JSON.stringify(inventory, null, 2)}\n`);
  const libraries = inventory.components.length;
  output.line('cli.release.inventory', { path: options.output, libraries });
  output.json({ file: options.output, libraries });
}
