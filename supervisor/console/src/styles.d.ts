declare module '@mingjing/console-kit/kit.css';
declare module '*.css' {}
