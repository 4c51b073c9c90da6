import { moreScreen } from '../../lazyScreen.tsx';

const notices = () => import('./notices.ts');

// What is to be said now and then, with its words: as one file.
export const Arriving = moreScreen(async () => (await notices()).Arriving);
export const Drafts = moreScreen(async () => (await notices()).Drafts);
export const FormFiles = moreScreen(async () => (await notices()).FormFiles);
export const Practising = moreScreen(async () => (await import('../practice/index.ts')).Practising);
export const SafetyWords = moreScreen(async () => (await notices()).SafetyWords);
export const SendTrouble = moreScreen(async () => (await notices()).SendTrouble);
export const Unread = moreScreen(async () => (await notices()).Unread);
export const UpdateNotice = moreScreen(async () => (await notices()).UpdateNotice);
