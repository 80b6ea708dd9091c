/** The calls of pdfmake 0.3 used here; the package ships no types. */
declare module 'pdfmake' {
  const pdfmake: {
    setFonts(fonts: Readonly<Record<string, Readonly<Record<string, string>>>>): void;
    setLocalAccessPolicy(mayRead: (path: string) => boolean): void;
    setUrlAccessPolicy(mayFetch: (address: string) => boolean): void;
    createPdf(document: object): { getBuffer(): Promise<Uint8Array> };
  };
  export default pdfmake;
}
