/** Something the person at the keyboard can put right: one sentence, no stack trace. */
export class Mistake extends Error {}

interface SystemTrouble {
  code?: unknown;
  message?: unknown;
}

/** The sentence for a trouble that the operating system reported. */
export function sentenceFor(
  trouble: unknown,
  what: { port?: number; host?: string; folder?: string },
): string {
  if (trouble instanceof Mistake) return trouble.message;
  const { code, message } = (trouble ?? {}) as SystemTrouble;
  const text = String(message ?? trouble);
  if (code === 'EADDRINUSE') {
    return `Port ${what.port} is already in use. Stop the other program, or choose another port: --port ${(what.port ?? 8080) + 1}`;
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `This computer has no address ${what.host}.`;
  if (code === 'EACCES' && what.port !== undefined && what.port < 1024) {
    return `Port ${what.port} needs more rights. Choose one above 1023: --port 8080`;
  }
  if (/LOCK|already held|lock hold/i.test(text)) {
    return `The data folder ${what.folder} is in use by another Dastak. Stop that one first, or choose another folder: --data FOLDER`;
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return `The data folder ${what.folder} cannot be written. Check its rights, or choose another: --data FOLDER`;
  }
  if (code === 'ENOSPC') return `The disk that holds ${what.folder} is full.`;
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return `The data folder ${what.folder} cannot be made: part of its path is a file.`;
  }
  return `It did not work: ${text.split('\n')[0]}`;
}
