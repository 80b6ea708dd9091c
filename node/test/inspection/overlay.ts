// Another face of an object: some members are a test's, all others its own.
import type { InspectionWorld } from '../../src/management/inspection/world.ts';
import { supervisionSaying } from './inspected-node.ts';

/** An object whose `changes` stand before its own members; methods work on the original. */
export function overlay<T extends object>(target: T, changes: object): T {
  return new Proxy(target, {
    get(own, name) {
      if (Object.hasOwn(changes, name)) return Reflect.get(changes, name);
      const value: unknown = Reflect.get(own, name, own);
      return typeof value === 'function' ? value.bind(own) : value;
    },
  });
}

type Registry = InspectionWorld['host']['replica']['chain']['state']['registry'];

/** The world with another word of the chain. */
function withRegistry(world: InspectionWorld, change: (registry: Registry) => object) {
  const { replica } = world.host;
  const { chain } = replica;
  const state = overlay(chain.state, {
    registry: overlay(chain.state.registry, change(chain.state.registry)),
  });
  const host = { ...world.host, replica: overlay(replica, { chain: overlay(chain, { state }) }) };
  return { ...world, host };
}

/** Another value where the registry is asked for one of a kind. */
export function instead(
  world: InspectionWorld,
  kind: string,
  change: (value: never, id: never) => unknown,
) {
  return withRegistry(world, (registry) => ({
    get: (asked: never, id: never) => {
      const value = registry.get(asked, id) as never;
      return asked === kind ? change(value, id) : value;
    },
    all: (asked: never) => {
      const values = registry.all(asked) as never[];
      return asked === kind ? values.map((value) => change(value, '' as never)) : values;
    },
  }));
}

export const withProgram = (
  world: InspectionWorld,
  program: Partial<InspectionWorld['program']>,
) => ({
  ...world,
  program: { ...world.program, ...program },
});
export const withHost = (world: InspectionWorld, host: object) => ({
  ...world,
  host: { ...world.host, ...host } as InspectionWorld['host'],
});
export const later = (world: InspectionWorld, ms: number) => ({
  ...world,
  now: () => Date.now() + ms,
});
export const saying = (world: InspectionWorld, item: string, word: object) => ({
  ...world,
  supervision: supervisionSaying({ [item]: word }),
});
