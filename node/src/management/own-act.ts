export { type ActWriter, type ProgramAct, recordProgramAct } from '@mingjing/host/desk';
