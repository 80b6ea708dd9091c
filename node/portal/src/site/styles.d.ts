declare module '@mingjing/console-kit/kit.css';
declare module '*.css?inline' {
  const text: string;
  export default text;
}
declare module '*.css' {}
declare module '*.svg' {
  const address: string;
  export default address;
}
