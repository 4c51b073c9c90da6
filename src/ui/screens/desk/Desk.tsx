import './desk.css';
import { useLocation } from 'preact-iso/router';
import { useWords } from '../../language.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Lost } from '../unsupported/Lost.tsx';
import { DeskContext, useOpenedDesk } from './deskContext.ts';
import { Files } from './Files.tsx';
import { Forms } from './forms/later.ts';
import { People } from './People.tsx';
import { Places } from './Places.tsx';
import { Responses } from './Responses.tsx';
import { Results } from './Results.tsx';

/** The coordinator's side of the app, under `/desk`: nothing of it is loaded for a collector. */
export function Desk() {
  const desk = useOpenedDesk();
  const hasWords = useWords('desk');
  // A record looks the same at the desk as at the collector's, in the same words.
  const hasMore = useWords('more');
  if (desk === undefined || !hasWords || !hasMore) return <Busy />;
  return (
    <DeskContext.Provider value={desk}>
      <Page />
    </DeskContext.Provider>
  );
}

/** One component for the list and the record beside it, so that opening a record leaves the list where it is. */
function Page() {
  const { path } = useLocation();
  const [, , page = '', id = ''] = path.split('/');
  switch (page) {
    case '':
      return <Responses />;
    case 'record':
      return <Responses opened={decodeURIComponent(id)} />;
    case 'results':
      return <Results />;
    case 'places':
      return <Places />;
    case 'people':
      return <People />;
    case 'forms':
      return <Forms step={id} />;
    case 'files':
      return <Files />;
    default:
      return <Lost />;
  }
}
