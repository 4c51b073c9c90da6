/** @returns whether everything needed is built */
export function buildIfNeeded(project: string, needsApp: boolean): boolean;
