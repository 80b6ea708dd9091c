import type { Clock, Network, Request, Response } from '../ports.ts';

/** An answer; `late` when it was not here in time, `gone` when the peer went away. */
export type Timely = Response | 'late' | 'gone';

/** Asks a peer, and waits no longer than `ms`: a peer may also answer in drops. */
export function within(
  { network, clock }: { readonly network: Network; readonly clock: Clock },
  ms: number,
  peer: string,
  request: Omit<Request, 'id'>,
): Promise<Timely> {
  return new Promise<Timely>((resolve) => {
    const cancel = clock.schedule(ms, () => resolve('late'));
    const settle = (answer: Timely) => {
      cancel();
      resolve(answer);
    };
    network.request(peer, request).then(settle, () => settle('gone'));
  });
}
