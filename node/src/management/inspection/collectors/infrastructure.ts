import {
  check,
  footing,
  kept,
  mostly,
  registryFooting,
  shown,
  unknown,
} from '@mingjing/inspection';
import { NodeRole } from '@mingjing/protocol';
import { parseFilingNumber } from '@mingjing/protocol/numbers';
import { networkNumbers } from '../../assurance/topology/topology.ts';
import { factsHash } from '../../filing/declared.ts';
import type { InspectionWorld } from '../world.ts';
import { configFooting, type Find, type Finders, jsonOf } from './collecting.ts';

const filingMatches: Find = ({ desks, host }) => {
  const { current } = desks.filing;
  if (current === undefined)
    return { checks: [check(false, 'facts.filing.missing')], standsOn: [] };
  const differences = desks.filing.differences();
  const { nodes } = desks.filing.observed();
  const [first] = differences;
  const values = {
    ...{ nodes: nodes.length, differences: differences.length },
    first: first === undefined ? '-' : `${first.kind} ${first.node ?? ''}`.trim(),
  };
  return {
    checks: [check(differences.length === 0, 'facts.filing.compared', values)],
    standsOn: [footing('filing', factsHash(host.replica.chain.chainId, current.form))],
  };
};

const numberDisplayed: Find = async ({ desks, program }) => {
  const [page, operator] = await Promise.all([
    program.ask('portal', { method: 'GET', url: '/', headers: { accept: 'text/html' } }),
    program.ask('portal', { method: 'GET', url: '/v1/operator' }),
  ]);
  const { filing_number: told } = jsonOf(operator);
  const shownNumber = typeof told === 'string' ? told : '';
  // What there is none of is left out of the sentence that would quote it.
  const number = shownNumber || '-';
  const filed = desks.filing.current?.form.numbers.service ?? null;
  const parsed = parseFilingNumber(shownNumber);
  const isPage = page.statusCode === 200 && String(page.headers['content-type']).includes('html');
  return {
    checks: [
      isPage
        ? check(true, 'facts.display.page', { bytes: page.rawPayload.length })
        : unknown('facts.display.no-page', { status: page.statusCode }),
      check(parsed.ok, parsed.ok ? 'facts.display.number' : 'facts.display.no-number', { number }),
      filed === null
        ? unknown('facts.display.not-filed')
        : check(filed === shownNumber, 'facts.display.compared', { number, filed }),
    ],
    standsOn: [
      shown('page', page.rawPayload, '/'),
      shown('answer', operator.rawPayload, '/v1/operator'),
    ],
  };
};

const nodesAndOwners: Find = async ({ assurance, host }) => {
  await assurance.watch.ask();
  const { registry } = host.replica.chain.state;
  const nodes = assurance.watch.nodes();
  const allowed = registry.get('regions', '')?.allowed ?? [];
  const members = nodes.filter(({ role }) => role !== 'supervision');
  const placed = members.filter(({ region }) => region !== '');
  const outside = placed.filter(({ region }) => allowed.length > 0 && !allowed.includes(region));
  const answered = nodes.filter(({ answer, isConnected }) => isConnected && answer !== undefined);
  const organisations = new Set(members.map(({ organisation }) => organisation)).size;
  return {
    checks: [
      check(organisations > 0, 'facts.nodes.counted', { nodes: nodes.length, organisations }),
      check(placed.length === members.length && outside.length === 0, 'facts.nodes.placed', {
        ...{ placed: placed.length, nodes: members.length, outside: outside.length },
      }),
      mostly(answered.length === nodes.length, 'facts.nodes.answered', {
        ...{ answered: answered.length, nodes: nodes.length },
      }),
    ],
    standsOn: registry
      .all('node')
      .filter(({ revokedHeight }) => revokedHeight === 0)
      .map((node) => registryFooting('node', node.id, node)),
  };
};

const topology: Find = async ({ assurance, host }) => {
  await assurance.watch.ask();
  const { registry, validators, height } = host.replica.chain.state;
  const nodes = assurance.watch.nodes();
  const numbers = networkNumbers({ height, validators, nodes });
  const registered = registry
    .all('node')
    .filter(({ role, revokedHeight, power }) => {
      return role === NodeRole.validator && revokedHeight === 0 && power > 0;
    })
    .map(({ id }) => id)
    .sort();
  const deciding = validators.validators.map(({ nodeId }) => nodeId).sort();
  const isSame = registered.join(' ') === deciding.join(' ');
  return {
    checks: [
      check(isSame, 'facts.topology.same', { drawn: registered.length, deciding: deciding.length }),
      check(numbers.quorum > 0, 'facts.topology.numbers', {
        ...{ organisations: numbers.organisations, validators: numbers.validators },
        ...{ quorum: numbers.quorum, power: numbers.power, tolerated: numbers.tolerated },
      }),
    ],
    standsOn: [kept('topology', { registered, deciding, numbers })],
  };
};

const ports: Find = (world) => {
  const { reporter } = world.host.assurance;
  const found = reporter.lookAtPorts();
  const standsOn = [configFooting(world)];
  if (!found.isMeasurable) {
    return { checks: [unknown('facts.ports.unseen', { reason: found.reason })], standsOn };
  }
  const { listeners, silent, undeclared } = found;
  const [first] = undeclared;
  const values = {
    ...{ open: listeners.length, declared: reporter.declaredPorts.length },
    ...{ undeclared: undeclared.length, silent: silent.length },
    first: first === undefined ? '-' : `${first.address}:${first.port}`,
  };
  return {
    checks: [
      check(undeclared.length === 0, 'facts.ports.compared', values),
      mostly(silent.length === 0, 'facts.ports.silent', values),
    ],
    standsOn: [...standsOn, kept('ports', found)],
  };
};

const clocks: Find = async ({ assurance, now }) => {
  const asked = now();
  await assurance.watch.ask();
  const { clockMs } = assurance.bounds;
  const others = assurance.watch.nodes().filter(({ isSelf }) => !isSelf);
  const told = others.flatMap(({ answer, id, isConnected }) =>
    answer !== undefined && isConnected ? [{ id, ...answer.offset }] : [],
  );
  if (told.length === 0)
    return { checks: [unknown('facts.clocks.alone', { asked })], standsOn: [] };
  const off = told.filter(({ offsetMs, uncertaintyMs }) => {
    return Math.abs(offsetMs) - uncertaintyMs > clockMs;
  });
  const worst = told.toSorted((a, b) => Math.abs(b.offsetMs) - Math.abs(a.offsetMs))[0];
  const values = {
    ...{ told: told.length, nodes: others.length, off: off.length, bound: clockMs },
    ...{ worst: worst?.offsetMs ?? 0, by: worst?.uncertaintyMs ?? 0, node: worst?.id ?? '-' },
  };
  return {
    checks: [
      check(off.length === 0, 'facts.clocks.offset', values),
      mostly(told.length === others.length, 'facts.clocks.told', values),
    ],
    standsOn: [kept('reports', told)],
  };
};

/** Section one of the form, as far as it is looked at without a drill. */
export const INFRASTRUCTURE: Finders = {
  'filing-matches-reality': filingMatches,
  'filing-no-displayed': numberDisplayed,
  'nodes-locations-owners': nodesAndOwners,
  'topology-and-description': topology,
  'ports-and-services': ports,
  'time-synchronisation': clocks,
};

/** Kept apart for the drills: what the world calls the node's own validators. */
export function isOwnValidator({ host }: InspectionWorld): boolean {
  return host.replica.chain.state.validators.validators.some(
    ({ nodeId }) => nodeId === host.nodeId,
  );
}
