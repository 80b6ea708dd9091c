/** Ports of a replica on this machine, for whoever puts one together without a home. */
export { systemClock } from './clock.ts';
export { HelpedVerifier } from './verification/helped-verifier.ts';
export { nativeVerifier } from './verification/native-verifier.ts';
