import type { QuestionProps } from '../types.ts';
import { Recording } from './Recording.tsx';

/** 1.2 MB: an hour would not fit through a bad day's network. See `useRecorder` for the bytes of a second. */
const SPEECH = { kind: 'audio', secondsMax: 600 } as const;

export const Audio = (props: QuestionProps) => <Recording {...props} recording={SPEECH} />;
