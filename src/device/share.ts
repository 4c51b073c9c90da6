export type Shared = 'shared' | 'downloaded' | 'cancelled';
/** `refused`: neither a share sheet nor a clipboard, as on plain http. */
export type SharedLink = 'shared' | 'copied' | 'cancelled' | 'refused';

export interface ShareDoor {
  /** Hands the file to the phone's share sheet; where there is none, it lands among the downloads. Call it from a tap. */
  share(name: string, blob: Blob): Promise<Shared>;
  /** Hands a link to the share sheet; where there is none, to the clipboard. Call it from a tap. */
  shareLink(url: string): Promise<SharedLink>;
}

/** How long the browser may need to begin reading; revoked at once, Safari saves an empty file. */
const REVOKE_MS = 60_000;

export const browserShare = (): ShareDoor => ({
  async share(name, blob) {
    const file = new File([blob], name, { type: blob.type });
    if (!canShare(file)) return download(name, blob);
    try {
      await navigator.share({ files: [file] });
      return 'shared';
    } catch (error) {
      // A sheet that was closed is an answer; one that the browser would not open leaves the download.
      if (isCancelled(error)) return 'cancelled';
      return download(name, blob);
    }
  },
  async shareLink(url) {
    // TypeScript takes both for granted; browsers give them to secure pages only, and not all give the first.
    const { share, clipboard } = navigator as Partial<Pick<Navigator, 'share' | 'clipboard'>>;
    if (share !== undefined) {
      try {
        await share.call(navigator, { url });
        return 'shared';
      } catch (error) {
        if (isCancelled(error)) return 'cancelled';
      }
    }
    if (clipboard === undefined) return 'refused';
    return clipboard.writeText(url).then(
      () => 'copied',
      () => 'refused',
    );
  },
});

const isCancelled = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

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
