import type { Device } from '../device/index.ts';
import { partChoices } from '../domain/form/partChoices.ts';
import { breathe } from './breathe.ts';
import type { OpenResponse } from './types.ts';

/** Parts long lists of choices while the first question is read. @param isOpen false ends it */
export async function prepareChoices(
  open: OpenResponse,
  { drawn }: Device,
  isOpen: () => boolean,
): Promise<void> {
  await drawn();
  for (const _ of partChoices(open.form, open.current().state)) {
    await breathe();
    if (!isOpen()) return;
  }
}
