import type { Reader, Writer } from 'protobufjs/minimal.js';

interface GeneratedMessage {
  encode(message: unknown, writer?: Writer): Writer;
  decode(reader: Reader | Uint8Array, length?: number): unknown;
}
export const mingjing: { v1: Record<string, GeneratedMessage> };
