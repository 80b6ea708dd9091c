export { type ActWriter, recordProgramAct } from '@mingjing/host/desk';
