import { connectedPair, vote } from './network-harness.ts';

// Ends by itself only when the stopped networks leave no handle open; "at once" rules out the
// one-second timer with which libp2p updates an address book.
const [a, b] = await connectedPair();
a.network.send('node-b', vote(1));
await Promise.all([a.network.stop(), b.network.stop()]);
const stoppedAt = performance.now();
process.on('exit', () => {
  const isAtOnce = performance.now() - stoppedAt < 900;
  process.stdout.write(isAtOnce ? 'ended\n' : 'ended late\n');
});
