import type { Slot } from './document.ts';

const LINE = '示例 EXAMPLE 示例 EXAMPLE 示例 EXAMPLE';

/**
 * The text of a document for a demonstration: it says at its head and at its foot that it is an
 * example, so that no page of it is ever taken for a real one.
 */
export function exampleDocument(slot: Slot, operator: string): string {
  const { en, 'zh-CN': zh } = slot;
  return [
    ...[LINE, '', `${operator} ${zh}`, en, ''],
    '本文件仅供演示，不证明任何事项。',
    'This document is for a demonstration and attests nothing.',
    ...['', LINE, ''],
  ].join('\n');
}
