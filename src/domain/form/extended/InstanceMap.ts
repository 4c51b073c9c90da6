/** `members[2]/age` without its instance numbers: the path of the definition. */
export const modelOf = (path: string): string => (path.includes('[') ? path.replace(/\[\d+\]/g, '') : path);

/** Questions by path, whichever instance a path names. */
export class InstanceMap<V> extends Map<string, V> {
  override get(path: string): V | undefined {
    return super.get(path) ?? super.get(modelOf(path));
  }

  override has(path: string): boolean {
    return super.has(path) || super.has(modelOf(path));
  }
}
