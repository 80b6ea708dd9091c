export { Clockwork, type Watch } from '@mingjing/host/desk';
