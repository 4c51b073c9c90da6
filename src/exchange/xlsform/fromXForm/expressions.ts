/** A value of the form's instance by its path, and the name by which an XLSForm calls it. */
export interface Known {
  /** Name of the value at a path; undefined if there is none, or if several have its name. */
  nameAt(path: string): string | undefined;
}

/** With the space that pyxform puts on both sides of a path. */
const TEXT_OR_PATH =
  /'[^']*'|"[^"]*"| ?instance\('__last-saved'\)((?:\/[\w.:-]+)+) ?| ?(?:current\(\)\/)?((?:\.\.\/)*\.\.(?:\/[\w.:-]+)+|(?:\/[\w.:-]+)+) ?/g;

/**
 * An expression with `${name}` where paths of the form stand; paths that lead elsewhere stay.
 * @param context path of the value that the expression belongs to
 */
export function withNames(expression: string, context: string, known: Known): string {
  return expression
    .replace(TEXT_OR_PATH, (whole: string, saved: string | undefined, path: string | undefined) => {
      if (saved !== undefined) {
        const name = known.nameAt(saved);
        return name === undefined ? whole : `\${last-saved#${name}}`;
      }
      const name = path === undefined ? undefined : known.nameAt(resolved(path, context));
      return name === undefined ? whole : `\${${name}}`;
    })
    .trim();
}

/** A path from the root. */
export function resolved(path: string, context: string): string {
  if (path.startsWith('/')) return path;
  const steps = context.split('/');
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else steps.push(step);
  }
  return steps.join('/');
}
