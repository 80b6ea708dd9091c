import { StreamStateError } from '@libp2p/interface';
import { expect, test } from 'vitest';
import { endConnection } from '../src/end-connection.ts';

/** A connection whose socket is closed already: its muxer fails to say good-bye, once. */
function closedUnder(failure: Error) {
  const events: string[] = [];
  let isMuxerOver = false;
  const abort = () => {
    if (!isMuxerOver) {
      isMuxerOver = true;
      events.push('muxer over');
      throw failure;
    }
    events.push('socket freed');
  };
  return { abort, events };
}

test('a connection whose socket is closed already is ended and freed, without an error', () => {
  const connection = closedUnder(new StreamStateError('Cannot write to a stream that is closed'));
  endConnection(connection, 'link closed');
  expect(connection.events).toEqual(['muxer over', 'socket freed']);
});

test('any other failure is told', () => {
  const connection = closedUnder(new TypeError('a defect'));
  expect(() => endConnection(connection, 'link closed')).toThrow('a defect');
});
