// A validator that stands aside from consensus, and from nothing else.
import type { Envelope, Network, NetworkHandler } from '@mingjing/replica';
import { beforeEach, describe, expect, it, test } from 'vitest';
import { ASIDE_MS_MAX, StandAside } from '../src/index.ts';

let now: number;
let aside: StandAside;
let heard: string[];
let network: Network;
let handler: NetworkHandler;

const kindOf = (envelope: Envelope) => Object.keys(envelope).join();
const said = (name: string): Envelope => ({ [name]: {} }) as unknown as Envelope;

beforeEach(() => {
  now = 1000;
  heard = [];
  aside = new StandAside(() => now);
  network = aside.network({
    peers: () => ['yi'],
    send: (_peer, envelope) => void heard.push(`sent ${kindOf(envelope)}`),
    request: async () => ({ id: 0 }) as never,
  });
  handler = aside.before({
    envelope: (_peer, envelope) => void heard.push(`heard ${kindOf(envelope)}`),
    connected: (peer) => void heard.push(`connected ${peer}`),
    disconnected: (peer) => void heard.push(`disconnected ${peer}`),
    request: async () => ({}) as never,
  });
});

describe('a validator that stands aside', () => {
  test.each(['proposal', 'vote', 'certificate'])('neither says nor hears a %s', (name) => {
    aside.begin(500);
    network.send('yi', said(name));
    handler.envelope('yi', said(name));
    expect(heard).toEqual([]);
    now += 500;
    network.send('yi', said(name));
    handler.envelope('yi', said(name));
    expect(heard).toEqual([`sent ${name}`, `heard ${name}`]);
  });

  test.each(['poolBatch', 'tip', 'hello', 'attachmentsHeld'])('goes on with a %s', (name) => {
    aside.begin(500);
    network.send('yi', said(name));
    handler.envelope('yi', said(name));
    expect(heard).toEqual([`sent ${name}`, `heard ${name}`]);
  });

  it('knows its peers, and answers what they ask', async () => {
    aside.begin(500);
    handler.connected('yi');
    handler.disconnected('yi');
    expect(heard).toEqual(['connected yi', 'disconnected yi']);
    expect(network.peers()).toEqual(['yi']);
    await expect(network.request('yi', {} as never)).resolves.toBeDefined();
    await expect(handler.request('yi', {} as never)).resolves.toBeDefined();
  });

  it('is back when it is told, and by itself after the bound', () => {
    aside.begin(Number.POSITIVE_INFINITY);
    now += ASIDE_MS_MAX - 1;
    expect(aside.isAside).toBe(true);
    now += 1;
    expect(aside.isAside).toBe(false);
    aside.begin(500);
    aside.end();
    expect(aside.isAside).toBe(false);
  });
});
