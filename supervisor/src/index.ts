/**
 * The supervision node program: follows the chain as a verifying replica without a vote, judges
 * what the nodes say of it, and shows that in a console. It writes nothing to the chain.
 *
 *     const supervisor = await startSupervisor({ home, config: supervisorConfig(home), onFailed });
 */
export { type SupervisorConfig, supervisorConfig } from './config.ts';
export { RecordHits } from './desk/search/record-hit.ts';
export { SupervisorError, type SupervisorErrorCode } from './errors.ts';
export { type RunningSupervisor, type SupervisorOptions, startSupervisor } from './supervisor.ts';
