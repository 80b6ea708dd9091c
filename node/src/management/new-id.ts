export { idFloor, newId } from '@mingjing/host/desk';
