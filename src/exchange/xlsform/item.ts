import type { Item } from './form.ts';

/** An item that the author did not write as a row of a sheet. */
export const made = (row: number, type: string, name: string, more: Partial<Item> = {}): Item => ({
  row,
  type,
  name,
  media: {},
  bind: {},
  control: {},
  instance: {},
  parameters: {},
  ...more,
});
