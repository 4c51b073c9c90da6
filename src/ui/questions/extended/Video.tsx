import type { QuestionProps } from '../types.ts';
import { Recording } from './Recording.tsx';

/** 3.7 MB. See `useRecorder` for the bytes of a second. */
const FILM = { kind: 'video', secondsMax: 180 } as const;

export const Video = (props: QuestionProps) => <Recording {...props} recording={FILM} />;
