import { digitsOf, type NumberName } from './declared.ts';
import type { FilingForm } from './filing.ts';

/** A node as the chain and this node's own sockets show it. */
export interface ObservedNode {
  readonly node: string;
  readonly organisation: string;
  /** Empty: the chain does not state it. */
  readonly region: string;
  /** Null: nobody here can measure it. */
  readonly address: string | null;
}

export interface Observed {
  readonly nodes: readonly ObservedNode[];
  /** Releases that are declared on the chain and not withdrawn, the latest last. */
  readonly versions: readonly string[];
  /** Digits that the organisation declared on the chain. */
  readonly declared: Partial<Record<NumberName, string>>;
}

export type DifferenceKind =
  | 'node-unfiled'
  | 'node-absent'
  | 'organisation'
  | 'region'
  | 'address'
  | 'version'
  | 'declared-number';

/** One thing that is filed otherwise than it is. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly node: string | null;
  readonly filed: string | null;
  readonly observed: string | null;
}

/** Where what is filed is not what is; what cannot be measured is no difference. */
export function differencesOf(form: FilingForm, observed: Observed): Difference[] {
  const filed = new Set(form.nodes.map(({ node }) => node));
  const present = new Map(observed.nodes.map((node) => [node.node, node]));
  const differences: Difference[] = [];
  for (const { node, organisation } of observed.nodes) {
    if (filed.has(node)) continue;
    differences.push({ kind: 'node-unfiled', node, filed: null, observed: organisation });
  }
  for (const each of form.nodes) {
    const { node, organisation } = each;
    const seen = present.get(node);
    if (seen !== undefined) differences.push(...fieldDifferences(each, seen));
    else differences.push({ kind: 'node-absent', node, filed: organisation, observed: null });
  }
  const latest = observed.versions.at(-1);
  if (form.version !== null && latest !== undefined && latest !== form.version) {
    differences.push({ kind: 'version', node: null, filed: form.version, observed: latest });
  }
  return [...differences, ...numberDifferences(form, observed)];
}

function numberDifferences({ numbers }: FilingForm, { declared }: Observed): Difference[] {
  const names = Object.keys(numbers) as NumberName[];
  return names.flatMap((name) => {
    const [told, is] = [numbers[name], declared[name]];
    // Nobody has to declare a number; one that is declared is the one that was filed.
    if (is === undefined || (told !== null && digitsOf(told) === is)) return [];
    return [{ kind: 'declared-number', node: null, filed: told, observed: is }];
  });
}

function fieldDifferences(filed: FilingForm['nodes'][number], seen: ObservedNode): Difference[] {
  const { node } = filed;
  const fields = [
    ['organisation', filed.organisation, seen.organisation],
    ['region', filed.region, seen.region === '' ? null : seen.region],
    ['address', filed.address, seen.address],
  ] as const;
  return fields
    .filter(([, told, is]) => is !== null && told !== is)
    .map(([kind, told, is]) => ({ kind, node, filed: told, observed: is }));
}
