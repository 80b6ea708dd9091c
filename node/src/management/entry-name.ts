export { entryName } from '@mingjing/host/desk';
