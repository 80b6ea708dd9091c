declare module '@mingjing/console-kit/kit.css';
declare module './console.css';
