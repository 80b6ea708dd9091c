import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  languageOf,
  PROBLEM_MEDIA_TYPE,
  Problem,
  type ProxiedEnds,
  problemBody,
} from '@mingjing/service';
import { texts } from '../texts.ts';
import { askFollower, type FollowerPlace, headersFor, withoutHops } from './ask-follower.ts';

/** Calls of one chain under way: a chain that does not answer holds no more of the service. */
const CALLS_MAX = 128;
/** No route of a follower takes longer to begin its answer. */
const ANSWER_MS = 120_000;
const ADDRESS = /^\/chains\/([a-z][a-z0-9-]{0,31})(\/.*)$/;

export interface PassOnOptions {
  /** Where the follower of a chain listens; undefined: it does not run, or there is none. */
  placeOf(name: string): FollowerPlace | undefined;
  /** A follower took no call, or gave no answer. */
  failed(chain: string, error: Error): void;
  /** Sent with every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Passes on to the follower of a chain what is asked below `/chains/<name>/`. */
export class PassOn {
  readonly #options: PassOnOptions;
  readonly #underWay = new Map<string, Set<IncomingMessage>>();

  constructor(options: PassOnOptions) {
    this.#options = options;
  }

  /** Takes a request; false: the service itself says why nobody does. */
  take(asked: IncomingMessage, answer: ServerResponse, ends: ProxiedEnds): boolean {
    const [, name = '', path = ''] = ADDRESS.exec(asked.url ?? '') ?? [];
    const place = this.#options.placeOf(name);
    if (place === undefined || this.isBusy(name)) return false;
    const calls = this.#underWay.get(name) ?? new Set();
    this.#underWay.set(name, calls.add(asked));
    answer.once('close', () => calls.delete(asked));
    this.#pass(place, path, { asked, answer, ends });
    return true;
  }

  isBusy(name: string): boolean {
    return (this.#underWay.get(name)?.size ?? 0) >= CALLS_MAX;
  }

  /** Cuts off what is under way: a stream would not end by itself. */
  stop(): void {
    for (const calls of this.#underWay.values()) for (const asked of calls) asked.destroy();
  }

  #pass(
    place: FollowerPlace,
    path: string,
    { asked, answer, ends }: { asked: IncomingMessage; answer: ServerResponse; ends: ProxiedEnds },
  ): void {
    const headers = headersFor(place.name, asked.headers);
    const method = asked.method ?? 'GET';
    const call = askFollower(place, ends, { method, path, headers });
    const late = setTimeout(() => call.destroy(new Error('no answer')), ANSWER_MS);
    call.once('response', (said) => {
      clearTimeout(late);
      const all = { ...withoutHops(said.headers), ...this.#options.headers };
      answer.writeHead(said.statusCode ?? 502, all as Record<string, string>);
      said.pipe(answer);
      said.on('error', () => answer.destroy());
    });
    call.on('error', (error) => {
      clearTimeout(late);
      // A caller that went away is no fault of the chain.
      if (answer.destroyed) return;
      this.#options.failed(place.name, error);
      if (answer.headersSent) answer.destroy();
      else this.#sayGone(asked, answer, place.name);
    });
    answer.once('close', () => call.destroy());
    asked.pipe(call);
  }

  #sayGone(asked: IncomingMessage, answer: ServerResponse, chain: string): void {
    const language = languageOf(asked.headers['accept-language']);
    const problem = new Problem(503, 'chain-not-running', { fields: { chain } });
    const headers = { ...this.#options.headers, 'content-type': PROBLEM_MEDIA_TYPE };
    answer.writeHead(problem.status, { ...headers, 'cache-control': 'no-store' });
    answer.end(problemBody(texts, language, problem));
  }
}
