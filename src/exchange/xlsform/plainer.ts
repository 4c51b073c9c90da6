import { walk, type XlsForm } from './form.ts';
import { at, type FormWarning } from './problem.ts';

/** Types that pyxform knows and the phone shows in a plainer way. */
const PLAINER = new Set(['osm', 'background-audio', 'simserial', 'subscriberid', 'select_one_external']);

/** A warning for each row that a phone asks otherwise than its author may expect. */
export const plainerTypes = ({ survey }: XlsForm): FormWarning[] =>
  [...walk(survey)].flatMap(({ item: { type, row } }) =>
    PLAINER.has(type) ? [{ ...at('survey', row, 'type'), key: 'plainer-type', found: type } as const] : [],
  );
