export { JumpList } from './JumpList.tsx';
export { RepeatCards } from './RepeatCards.tsx';
