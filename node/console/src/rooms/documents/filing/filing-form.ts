import { shanghaiDay, type Values } from '@mingjing/console-kit';
import type { FiledForm, FilingAnswer } from '../answers.ts';

export const NUMBERS = ['service', 'icp', 'police', 'mlps'] as const;
export const DATES = [
  ...(['started_on', 'submitted_on', 'granted_on'] as const),
  ...(['police_submitted_on', 'ends_on', 'cancelled_on'] as const),
] as const;

/** Fields as they stand at first: what was told before; nothing, where nobody told anything. */
export function typedFiling(filed: FilingAnswer['filed']): Values {
  if (filed === null) return {};
  const said = (name: string, value: string | null) => [name, value ?? ''] as const;
  return Object.fromEntries([
    ...[said('operator', filed.operator), said('telephone', filed.complaint_telephone)],
    said('credit_code', filed.credit_code ?? null),
    ...[said('name', filed.service.name), said('kind', filed.service.kind)],
    ...[said('website', filed.service.website), said('version', filed.version)],
    ...NUMBERS.map((name) => said(`number.${name}`, filed.numbers[name] ?? null)),
    ...DATES.map((name) => said(`date.${name}`, filed.dates[name])),
    ...filed.nodes.flatMap(({ address, node, region }) => [
      ...[said(`region.${node}`, region), said(`address.${node}`, address)],
    ]),
  ]);
}

/** What is filed by the fields, or the name of the first that is not filled in as it must be. */
export function filingOf(
  values: Values,
  observed: FilingAnswer['observed'],
): FiledForm | 'words' | 'dates' | 'nodes' {
  const said = (name: string) => (values[name] ?? '').trim();
  const orNull = (name: string) => said(name) || null;
  const service = { name: said('name'), kind: said('kind'), website: orNull('website') };
  const words = [said('operator'), said('telephone'), service.name, service.kind];
  if (words.includes('')) return 'words';
  const dates = DATES.map((name) => [name, orNull(`date.${name}`)] as const);
  if (dates.some(([, day]) => day !== null && shanghaiDay(day) === undefined)) return 'dates';
  // A node of which nothing is said was not filed.
  const nodes = observed.nodes
    .map(({ node, organisation }) => {
      const place = { region: said(`region.${node}`), address: said(`address.${node}`) };
      return { node, organisation, ...place };
    })
    .filter(({ address, region }) => `${region}${address}` !== '');
  if (nodes.some(({ address, region }) => region === '' || address === '')) return 'nodes';
  return {
    ...{ operator: said('operator'), complaint_telephone: said('telephone'), service, nodes },
    numbers: Object.fromEntries(NUMBERS.map((name) => [name, orNull(`number.${name}`)])),
    dates: Object.fromEntries(dates) as FiledForm['dates'],
    ...{ version: orNull('version'), credit_code: orNull('credit_code') },
  };
}
