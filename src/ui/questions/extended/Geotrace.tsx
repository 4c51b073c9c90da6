import type { QuestionProps } from '../types.ts';
import { Trace } from './Trace.tsx';

export const Geotrace = (props: QuestionProps) => <Trace {...props} isClosed={false} />;
