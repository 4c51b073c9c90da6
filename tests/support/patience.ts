/** Long enough for a machine that does other work as well; what comes sooner is not waited for. */
export const PATIENCE_MS = 30_000;
