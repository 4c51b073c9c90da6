import type { QuestionType } from '../../definition.ts';
import { CORE_KINDS } from '../../types/index.ts';
import type { QuestionKind } from '../../types/kind.ts';
import { audio } from './Audio.ts';
import { audit } from './Audit.ts';
import { barcode } from './Barcode.ts';
import { dateTime } from './DateTime.ts';
import { external } from './External.ts';
import { file } from './File.ts';
import { geoshape } from './Geoshape.ts';
import { geotrace } from './Geotrace.ts';
import { hidden } from './Hidden.ts';
import { range } from './Range.ts';
import { rank } from './Rank.ts';
import { repeat } from './Repeat.ts';
import { startGeopoint } from './StartGeopoint.ts';
import { time } from './Time.ts';
import { video } from './Video.ts';
import { who } from './Who.ts';

/** Every question type; a new one adds its file and one line here. */
export const KINDS = {
  ...CORE_KINDS,
  repeat,
  range,
  rank,
  time,
  dateTime,
  geotrace,
  geoshape,
  'start-geopoint': startGeopoint,
  'background-geopoint': startGeopoint,
  audio,
  'background-audio': { ...audio, hasPage: false },
  video,
  file,
  barcode,
  hidden,
  audit,
  deviceid: who,
  username: who,
  email: who,
  phonenumber: who,
  simserial: who,
  subscriberid: who,
  'csv-external': external,
  'xml-external': external,
} satisfies Record<QuestionType, QuestionKind>;
