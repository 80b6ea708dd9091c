import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { shortHash, size } from '../printing.ts';
import type { Step } from '../stage.ts';

export const page: Step = {
  name: 'page',
  needs: ['ground'],
  async run(stage, block) {
    // Loaded here and not above: the bundler takes longer to load than the first steps take.
    const { buildVerifyPage } = await import('../../../node/portal/build.ts');
    const target = join(stage.folder, 'verify.html');
    copyFileSync(await buildVerifyPage(), target);
    stage.page = target;
    const bytes = readFileSync(target);
    const text = bytes.toString('utf8');
    const hash = createHash('sha256').update(bytes).digest('hex');
    block.fact('pageBuilt', { size: size(bytes.length), hash: shortHash(hash) });
    const outside = [...text.matchAll(/<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=/g)];
    block.check('pageAlone', {}, outside.length, 0);
    const policy = /default-src '[^']*'/.exec(text)?.[0] ?? '';
    block.check('pagePolicy', {}, policy, "default-src 'none'");
    if (stage.receipt) {
      block.fact('pageDrop', {
        receipt: stage.receipt.path,
        document: stage.receipt.document.path,
      });
    }
    block.look(pathToFileURL(target).href);
  },
};
