/** The path without its query and ids: a log must not tell who was visited. */
export function logLine(request: Request, trouble: unknown): string {
  const [, root, database, verb = ''] = new URL(request.url).pathname.split('/');
  const place = ['', root, database, verb.startsWith('_') ? verb : ''].join('/');
  const what = trouble instanceof Error ? `${trouble.name}: ${trouble.message}` : String(trouble);
  return `${request.method} ${place} failed: ${what}`;
}
