export { type DoctorConfig, examine } from './doctor.ts';
export { isSound, reportLines } from './report.ts';
