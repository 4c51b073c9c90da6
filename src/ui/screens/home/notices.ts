export { SendTrouble } from '../send/SendTrouble.tsx';
export { Arriving } from './Arriving.tsx';
export { Drafts } from './Drafts.tsx';
export { FormFiles } from './FormFiles.tsx';
export { SafetyWords } from './SafetyWords.tsx';
export { Unread } from './Unread.tsx';
export { UpdateNotice } from './UpdateNotice.tsx';
