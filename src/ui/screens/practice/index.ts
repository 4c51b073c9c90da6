// One file: practice without its frame, or a frame without its words, must not be possible.
export { NeverSent } from './NeverSent.tsx';
export { Practice } from './Practice.tsx';
export { PracticeFrame } from './PracticeFrame.tsx';
export { Practising } from './Practising.tsx';
