import protobuf from 'protobufjs';
import { describe, expect, test } from 'vitest';
import { NAMES_ALLOWED, NUMBERS, quantityProblems } from './quantities.ts';
import { types } from './schema.ts';

test('no message of the protocol can move a quantity', () => {
  expect(types.size).toBeGreaterThan(100);
  expect(quantityProblems(types)).toEqual([]);
});

test('what is listed exists', () => {
  expect(Object.keys(NUMBERS).filter((name) => !types.has(name))).toEqual([]);
  for (const place of Object.keys(NAMES_ALLOWED)) {
    const [type = '', field = ''] = place.split('.');
    expect(types.get(type)?.fields[field], place).toBeDefined();
  }
});

const PLANTED: readonly [kind: string, message: string, found: string][] = [
  ['an unlisted number', 'message Move { bytes id = 1; uint64 n = 2; }', 'Move.n: a number not'],
  ['a number in a list', 'message Move { repeated uint32 list = 1; }', 'Move.list: a number not'],
  ['a signed number', 'message Move { sint64 n = 1; }', 'of the type sint64'],
  ['a fraction', 'message Move { double n = 1; }', 'of the type double'],
  ['an enumeration', 'enum E { A = 0; } message Move { E e = 1; }', 'Move.e: a number not'],
  ['an amount in a text', 'message Move { string amount = 1; }', "'amount' speaks of money"],
  ['a balance in bytes', 'message Move { bytes user_balance = 1; }', "'balance' speaks of money"],
  ['a message by its name', 'message TokenTransfer { string id = 1; }', "'token' speaks of money"],
  [
    'a sender and a receiver beside a number',
    'message Move { string sender = 1; string receiver = 2; Ballot ballot = 3; }',
    'Move: sender and receiver beside a number',
  ],
  [
    'two users beside a number',
    'message Move { bytes from_user = 1; bytes to_user = 2; uint32 n = 3; }',
    'fromUser and toUser beside a number',
  ],
  [
    'a new number in a known message',
    'message Ballot { bool approve = 3; uint64 height = 4; uint64 n = 5; }',
    'Ballot.n: a number not listed',
  ],
  ['a listed number that is gone', 'message Ballot { bool approve = 3; }', 'Ballot.height: is'],
];

describe('the walk over the schemas finds', () => {
  test.each(PLANTED)('%s', (_kind, message, found) => {
    const schema = `syntax = "proto3"; package mingjing.v1; ${message}`;
    const ballot = 'message Ballot { bool approve = 3; uint64 height = 4; }';
    const source = message.includes('message Ballot') ? schema : `${schema} ${ballot}`;
    const root = protobuf.parse(source).root.resolveAll();
    const planted = (root.lookup('mingjing.v1') as protobuf.Namespace).nestedArray
      .filter((each) => each instanceof protobuf.Type)
      .map((type) => [type.name, type] as const);
    expect(quantityProblems(new Map(planted)).join('\n')).toContain(found);
  });
});
