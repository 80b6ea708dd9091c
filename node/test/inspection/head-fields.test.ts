import { expect, test } from 'vitest';
import type { FilingForm } from '../../src/management/filing/filing.ts';
import { headFields } from '../../src/management/inspection/bundle/head-fields.ts';
import type { Person } from '../../src/management/people/person.ts';

const person = (posts: string[], phone: string | null, leftOn: string | null = null) =>
  ({ form: { name: '张三丰', posts, phone }, leftOn }) as unknown as Person;

test('the head of a paper is what the organisation told, its people masked', () => {
  const service = { name: '明镜存证', kind: '存证', website: 'https://example.org' };
  const numbers = { service: '京网信备11000000000000000011号' };
  const told = { operator: '甲公司', credit_code: '91110000MA00000077', service, numbers };
  const filing = told as unknown as FilingForm;
  const people = [
    person(['person-in-charge'], '13000000000', '2026-01-01'),
    person(['person-in-charge', 'legal-contact'], '13000000000'),
    person(['security-lead'], null),
  ];
  expect(headFields('jia', filing, people)).toEqual({
    ...{ organisation: '甲公司', 'credit-code': told.credit_code, service: service.name },
    ...{ 'filing-number': numbers.service, address: service.website },
    ...{ lead: '张** 130****0000', 'security-lead': '张**' },
  });
});

test('what nobody told stays empty', () => {
  expect(headFields('jia', undefined, [])).toEqual({
    ...{ organisation: 'jia', 'credit-code': '', service: '', 'filing-number': '', address: '' },
    ...{ lead: '', 'security-lead': '' },
  });
});
