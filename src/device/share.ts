export type Shared = 'shared' | 'downloaded' | 'cancelled';

export interface ShareDoor {
  /** Whether the phone's own share sheet takes files. */
  canShareFiles(): boolean;
  /** Hands the file to the phone's share sheet; where there is none, it lands among the downloads. Call it from a tap. */
  share(name: string, blob: Blob): Promise<Shared>;
  download(name: string, blob: Blob): void;
}

/** How long the browser may need to begin reading; revoked at once, Safari saves an empty file. */
const REVOKE_MS = 60_000;

export const browserShare = (): ShareDoor => ({
  canShareFiles: () => canShare(new File([''], 'file.txt', { type: 'text/plain' })),
  async share(name, blob) {
    const file = new File([blob], name, { type: blob.type });
    if (!canShare(file)) return download(name, blob);
    try {
      await navigator.share({ files: [file] });
      return 'shared';
    } catch (error) {
      // A sheet that was closed is an answer; one that the browser would not open leaves the download.
      if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled';
      return download(name, blob);
    }
  },
  download: (name, blob) => void download(name, blob),
});

const canShare = (file: File): boolean => {
  const { canShare: ask } = navigator as Partial<Pick<Navigator, 'canShare'>>;
  return ask?.call(navigator, { files: [file] }) ?? false;
};

function download(name: string, blob: Blob): 'downloaded' {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_MS);
  return 'downloaded';
}
