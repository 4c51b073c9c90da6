/** How long a browser may take to begin reading a file that it was given; until then its address must stay. */
const READING_MS = 60_000;

/** The browser saves it where it saves downloads; nothing leaves the device. */
export function saveFile({ name, blob }: { name: string; blob: Blob }): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), READING_MS);
}
