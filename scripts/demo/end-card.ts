import { typedCommand } from './command.ts';
import { type Printer, seconds } from './printing.ts';
import { addressOf, type Stage } from './stage.ts';

/** The last block: what held and how long it took, where to look, and how to go on. */
export function endCard(stage: Stage, printer: Printer): void {
  const { network, people, options, folder } = stage;
  const fact = (key: string, fields = {}) =>
    printer.plain(`  ${printer.text(`end.${key}`, fields)}`);
  printer.plain('');
  printer.line('end.title');
  for (const { step, seconds: took } of stage.times) {
    fact('stepTook', { step: printer.text(`title.${step}`), seconds: took });
  }
  fact('total', { seconds: seconds(stage.startedAt) });
  if (network?.management.reachedAt !== undefined) {
    const management = addressOf(network.management.reachedAt);
    fact('management', { address: `${management}/console/` });
    fact('portal', { address: `${management}/` });
    const words = ['inspect', '--phrase', printer.text('end.phrase')];
    fact('try', { command: typedCommand(...words, '--home', network.management.home) });
  }
  if (network?.supervision.reachedAt !== undefined) {
    fact('supervision', { address: `${addressOf(network.supervision.reachedAt)}/console/` });
  }
  const links = [people?.management, people?.supervision].flatMap((office) => [
    ...(office?.unused ?? []),
  ]);
  for (const [officer, link] of links) fact('link', { officer, link });
  for (const path of stage.results) fact('result', { path });
  if (!options.isOnce && people !== undefined) fact('onDuty');
  fact(options.isOnce ? 'endsNow' : 'stopBy');
  fact(options.keep === undefined ? 'removed' : 'kept', { folder });
  const passphrase = network?.management.passphrase;
  if (options.keep !== undefined && passphrase !== undefined) fact('passphrase', { passphrase });
}
