import type { FormDefinition } from '../../../domain/form/definition.ts';
import { fromDefinition } from '../fromDefinition.ts';

export type FormFormat = 'xlsx' | 'xml';

/** A published form as a workbook, or as an XForm that other tools open. */
export async function writeForm(
  definition: FormDefinition,
  format: FormFormat,
): Promise<Uint8Array<ArrayBuffer>> {
  const form = fromDefinition(definition);
  if (format === 'xml') {
    const { writeXForm } = await import('../xform/writeXForm.ts');
    return new TextEncoder().encode(writeXForm(form));
  }
  const [{ toSheets }, { writeXlsx }] = await Promise.all([
    import('../toSheets.ts'),
    import('../writeXlsx.ts'),
  ]);
  return writeXlsx(toSheets(form)) as Uint8Array<ArrayBuffer>;
}
