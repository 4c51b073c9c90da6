export { JumpList } from './JumpList.tsx';
export { ListSurvey } from './ListSurvey.tsx';
export { RepeatCards } from './RepeatCards.tsx';
export { SurveyMenu } from './SurveyMenu.tsx';
export { Watched } from './Watched.tsx';
