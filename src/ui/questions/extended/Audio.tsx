import type { QuestionProps } from '../types.ts';
import { Recording } from './Recording.tsx';

/** See `useRecorder` for the bytes of a second. */
const SPEECH = { kind: 'audio', secondsMax: 160 } as const;

export const Audio = (props: QuestionProps) => <Recording {...props} recording={SPEECH} />;
