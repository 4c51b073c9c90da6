import { geopoint } from '../../types/Geopoint.ts';
import type { QuestionKind } from '../../types/kind.ts';

/** Where the response was begun; nobody is asked. */
export const startGeopoint: QuestionKind = { ...geopoint, hasPage: false };
