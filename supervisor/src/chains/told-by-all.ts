import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { Problem, type ProxiedEnds } from '@mingjing/service';
import { askFollower, type FollowerPlace, headersFor } from './ask-follower.ts';
import type { ChainView } from './chains-route.ts';

/** A page that reads slower than that is cut off, and reads anew. */
const BUFFER_BYTES_MAX = 1024 * 1024;
/** One thing that a follower tells. */
const TOLD_CHARS_MAX = 1024 * 1024;
const ANSWER_MS = 30_000;
/** As many as one follower has readers. */
const READERS_MAX = 100;
const HEARTBEAT_MS = 15_000;

export interface ListenCall {
  readonly headers: IncomingHttpHeaders;
  readonly ends: ProxiedEnds;
  /** A wall, at which nobody sits: it hears beyond the idle time of its session. */
  readonly isWall: boolean;
}

/**
 * What all chains tell, as one stream: a browser opens six connections to a site, and there may be
 * more chains. Each follower is asked in the name of the caller, judges and journals that itself;
 * what a chain does not let him hear he does not hear.
 */
export class ToldByAll {
  readonly #readers = new Set<Readable>();
  readonly #views: () => readonly ChainView[];
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(views: () => readonly ChainView[]) {
    this.#views = views;
  }

  /** A stream for who has a session at one of the chains at least; throws a problem for others. */
  async open(places: readonly FollowerPlace[], call: ListenCall): Promise<Readable> {
    if (this.#readers.size >= READERS_MAX) throw new Problem(503, 'too-many-streams');
    const reader = new Readable({ read: () => {} });
    const heard = await Promise.all(places.map((place) => this.#listen(place, call, reader)));
    if (!heard.includes(true)) {
      const roles = ['supervision-officer'];
      throw new Problem(401, 'login-required', { fields: { roles: roles.join(', ') } });
    }
    this.#readers.add(reader);
    reader.once('close', () => this.#forget(reader));
    this.#heartbeat ??= setInterval(() => {
      for (const each of this.#readers) push(each, ': alive\n\n');
    }, HEARTBEAT_MS);
    push(reader, eventText('chains', this.#views()));
    return reader;
  }

  /** Chains are in another state than they were told to be. */
  changed(): void {
    const text = eventText('chains', this.#views());
    for (const reader of this.#readers) push(reader, text);
  }

  stop(): void {
    for (const reader of this.#readers) reader.push(null);
  }

  /** Whether the follower lets the caller listen. */
  #listen(place: FollowerPlace, listener: ListenCall, reader: Readable): Promise<boolean> {
    const { ends, headers, isWall } = listener;
    const own = headersFor(place.name, headers);
    // Who has no session there is not asked about: his refusal would be an entry of that chain.
    if (own.cookie === undefined) return Promise.resolve(false);
    // Where one stopped says nothing about the others: whoever comes back reads all anew.
    delete own['last-event-id'];
    const path = isWall ? '/v1/events?wall=true' : '/v1/events';
    const call = askFollower(place, ends, { method: 'GET', path, headers: own });
    reader.once('close', () => call.destroy());
    return new Promise((resolve) => {
      const late = setTimeout(() => call.destroy(new Error('no answer')), ANSWER_MS);
      call.once('response', (answer) => {
        clearTimeout(late);
        if (answer.statusCode === 200) hear(place.name, answer, reader);
        else answer.resume();
        resolve(answer.statusCode === 200);
      });
      call.on('error', () => {
        clearTimeout(late);
        resolve(false);
      });
      call.end();
    });
  }

  #forget(reader: Readable): void {
    this.#readers.delete(reader);
    if (this.#readers.size > 0) return;
    clearInterval(this.#heartbeat);
    this.#heartbeat = undefined;
  }
}

function hear(chain: string, answer: IncomingMessage, reader: Readable): void {
  let waiting = '';
  answer.setEncoding('utf8');
  answer.on('data', (text: string) => {
    waiting += text;
    const whole = waiting.split('\n\n');
    waiting = whole.pop() ?? '';
    if (waiting.length > TOLD_CHARS_MAX) answer.destroy();
    for (const event of whole) push(reader, toldBy(chain, event));
  });
  // It ends all the same, and that is told.
  answer.on('error', () => undefined);
  answer.once('close', () => push(reader, eventText('ended', { chain })));
}

/** An event of one chain as the stream of all has it; what is none becomes nothing. */
export function toldBy(chain: string, event: string): string {
  const lines = event.split('\n');
  const fieldOf = (field: string) =>
    lines.find((line) => line.startsWith(`${field}: `))?.slice(field.length + 2);
  const [type, data] = [fieldOf('event'), fieldOf('data')];
  if (type === undefined || data === undefined) return '';
  return `event: ${type}\ndata: {"chain":${JSON.stringify(chain)},"told":${data}}\n\n`;
}

function eventText(type: string, data: unknown): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

function push(reader: Readable, text: string): void {
  if (reader.destroyed || text === '') return;
  if (reader.readableLength > BUFFER_BYTES_MAX) reader.destroy();
  else reader.push(text);
}
