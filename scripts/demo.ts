// `npm run demo`: the main job from end to end, with real programs on this machine.
//
//   npm run demo                          in Chinese, stays up until Ctrl-C
//   npm run demo -- --lang en --once      in English, ends by itself: 0 only if every step held
//   npm run demo -- --input DIR           with your own documents, of any type
//   npm run demo -- --keep DIR            keeps homes, receipts and the verify page in DIR
import { parseOptions } from './demo/options.ts';
import { demonstrate } from './demo/run.ts';

const options = parseOptions(process.argv.slice(2));
if (options.ok) {
  process.exit(await demonstrate(options.value));
} else {
  console.error(`✗ ${options.reason}`);
  process.exit(2);
}
