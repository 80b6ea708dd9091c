// The process that makes the load: apart from the bench, so that its CPU time is its own.
import { Composer } from './compose.ts';
import type { AnswerMessage, CallMessage, GeneratorCalls } from './generator-calls.ts';
import { SaturatingLoad, Submitter, steadyLoad } from './load.ts';
import { timeVerifyUs } from './verify-time.ts';

const CONNECTIONS_PER_VALIDATOR = 64;

let composer: Composer;
let baseUrls: readonly string[] = [];
let load: SaturatingLoad | undefined;

const calls: GeneratorCalls = {
  async setup(setup) {
    composer = new Composer(setup.chainId, setup.keyFiles);
    baseUrls = setup.baseUrls;
  },
  async transactionBytes(shape) {
    return composer.item(shape).transaction.length;
  },
  async verifyUs(count) {
    return timeVerifyUs(count);
  },
  async steady({ shape, perSecond, count }) {
    const prepared = Array.from({ length: count }, () => composer.request(shape, 1));
    const submitter = new Submitter(baseUrls, CONNECTIONS_PER_VALIDATOR);
    const figures = await steadyLoad(submitter, prepared, perSecond);
    submitter.close();
    return figures;
  },
  async saturate({ shape, transactionsPerRequest, outstanding, prepare }) {
    const compose = () => composer.request(shape, transactionsPerRequest);
    const prepared = Array.from({ length: Math.ceil(prepare / transactionsPerRequest) }, compose);
    // New connections: those of the load before may have been closed while this one was composed.
    const submitter = new Submitter(baseUrls, CONNECTIONS_PER_VALIDATOR);
    load = new SaturatingLoad(submitter, prepared, compose);
    load.start(Math.ceil(outstanding / transactionsPerRequest));
  },
  async take() {
    if (load === undefined) throw new Error('no load runs');
    return load.take();
  },
  async stopLoad() {
    await load?.stop();
    load = undefined;
  },
};

process.on('message', ({ id, call, argument }: CallMessage) => {
  const act = calls[call] as (argument: unknown) => Promise<unknown>;
  act(argument).then(
    (value) => answer({ id, value }),
    (error: unknown) => answer({ id, error: error instanceof Error ? error.message : `${error}` }),
  );
});
// The bench has gone: nobody waits for figures any more.
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole group; the bench ends this process in its turn.
process.on('SIGINT', () => undefined);

function answer(message: AnswerMessage): void {
  process.send?.(message);
}
