import { direction } from '../../language/index.ts';
import { useT } from '../language.ts';

/** SVG knows no logical coordinates: a chart mirrors its own. */
export const useIsRightToLeft = (): boolean => direction(useT().language) === 'rtl';
