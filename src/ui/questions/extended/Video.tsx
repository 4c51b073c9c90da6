import type { QuestionProps } from '../types.ts';
import { Recording } from './Recording.tsx';

/** See `useRecorder` for the bytes of a second. */
const FILM = { kind: 'video', secondsMax: 18 } as const;

export const Video = (props: QuestionProps) => <Recording {...props} recording={FILM} />;
