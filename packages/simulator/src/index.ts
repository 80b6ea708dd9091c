/**
 * Four production replicas and a follower on a virtual clock, with a seeded network, disks that
 * crash, a load of transactions, and checkers. One seed is one run, event for event.
 *
 *     const result = await simulate({ seed: 7 });
 *     if (result.violation) report(result.violation.checker, result.violation.detail);
 */
export * from './byzantine/index.ts';
export { type CheckerName, exitCodes, type Violation } from './checkers/checker.ts';
export { drawFaults, type Faults, noFaults, treasonOf, treasons } from './faults.ts';
export { copiedPublication, keyRegistration, privatePublication } from './load/private-records.ts';
export { publication, published, registration, signed, type Writing } from './load/transactions.ts';
export * as planted from './planted.ts';
export { SeededRandom } from './random.ts';
export { type SimulateOptions, type SimulationResult, simulate } from './simulate.ts';
export { Trace } from './trace.ts';
export * from './world/genesis.ts';
export {
  enrolled,
  type SignatureKind,
  type WorldKey,
  worldKey,
  worldVerifier,
} from './world/keys.ts';
export { SimulatedNode } from './world/node.ts';
export { type PlantedFault, World, type WorldEvents, type WorldOptions } from './world/world.ts';
