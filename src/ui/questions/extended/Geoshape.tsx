import type { QuestionProps } from '../types.ts';
import { Trace } from './Trace.tsx';

export const Geoshape = (props: QuestionProps) => <Trace {...props} isClosed />;
