declare module '@mingjing/console-kit/kit.css';
