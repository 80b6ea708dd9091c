// A file on its way from the field of the first page to the page that checks it.

let handed: File | undefined;

export function handOver(file: File): void {
  handed = file;
}

/** The file, once. */
export function takeOver(): File | undefined {
  const file = handed;
  handed = undefined;
  return file;
}
