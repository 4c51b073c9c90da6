import { plainOf } from './cells.ts';
import { SETTINGS } from './columns.ts';
import { type Plain, yesNo } from './form.ts';
import { isXmlName } from './names.ts';
import { at, Report } from './problem.ts';
import { type Cleaning, readRecords } from './records.ts';
import type { Sheet } from './sheet.ts';

const CLEANING: Cleaning = { plain: new Set(), squeezes: false, isRaw: false, language: 'default' };
const YES_NO = ['allow_choice_duplicates', 'client_editable', 'omit_instanceID', 'clean_text_values'];

/** The settings sheet's one row, by pyxform's names; columns with a second part as `attribute::name`. */
export function readSettings(sheet: Sheet | undefined, report: Report): Plain {
  if (sheet === undefined) return {};
  const { records: raw } = readRecords(sheet, SETTINGS, { ...CLEANING, isRaw: true }, report);
  const isRaw = yesNo(plainOf(raw[0]?.cells ?? {}, 'clean_text_values') ?? '') === false;
  const { records } = isRaw ? { records: raw } : readRecords(sheet, SETTINGS, CLEANING, new Report());
  const cells = records[0]?.cells ?? {};
  const settings: Record<string, string> = {};
  for (const [key, cell] of Object.entries(cells)) {
    if (typeof cell === 'string') settings[key] = cell;
    else
      for (const [name, text] of Object.entries(cell))
        if (typeof text === 'string') settings[`${key}::${name}`] = text;
  }
  const row = records[0]?.row ?? 2;
  const { form_id: id, ...others } = settings;
  if (id !== undefined && settings['id_string'] !== undefined)
    report.warn(at('settings', row, 'id_string'), 'two-form-ids');
  checkSettings(settings, row, report);
  return id === undefined ? settings : { ...others, id_string: id };
}

function checkSettings(settings: Plain, row: number, report: Report): void {
  const { name, public_key: key, omit_instanceID: omit = '' } = settings;
  if (name !== undefined && !isXmlName(name)) report.refuse(at('settings', row, 'name'), 'bad-name', name);
  if (key !== undefined && yesNo(omit))
    report.refuse(at('settings', row, 'omit_instanceID'), 'not-allowed-here', omit);
  for (const column of YES_NO) {
    const value = settings[column];
    if (value !== undefined && yesNo(value) === undefined)
      report.warn(at('settings', row, column), 'unknown-yes-no', value);
  }
}
