/** Ports of a replica on this machine, for whoever puts one together without a home. */
export { systemClock } from './clock.ts';
export { nativeVerifier } from './verifier.ts';
