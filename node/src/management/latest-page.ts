export { latestPage } from '@mingjing/host/desk';
