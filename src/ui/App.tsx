import './base.css';
import { LocationProvider, Route, Router } from 'preact-iso/router';
import type { Session } from '../app/index.ts';
import { useApp, useWork, WorkContext } from './context.tsx';
import { useT } from './language.ts';
import { lazyScreen, moreScreen } from './lazyScreen.tsx';
import { useLive } from './live.ts';
import { Busy } from './parts/Busy.tsx';
import { Home } from './screens/home/Home.tsx';
import { Survey } from './screens/survey/Survey.tsx';
import { Lost } from './screens/unsupported/Lost.tsx';
import { StorageRefused } from './screens/unsupported/StorageRefused.tsx';
import { Welcome } from './screens/welcome/Welcome.tsx';

/** Who is here decides what there is: without a session every address leads to the sign-in. */
export function App() {
  const app = useApp();
  const { t } = useT();
  const session = useLive(() => app.session, [app]) ?? OPENING;
  if (session.status === 'opening') return <Busy label={t('collector:opening')} />;
  if (session.status === 'storage-refused') return <StorageRefused why={session.why} />;
  return (
    <LocationProvider>
      {session.status === 'signed-out' ? (
        <Router>
          <Route path="/gallery" component={Gallery} />
          <Route default component={Welcome} people={session.people} />
        </Router>
      ) : (
        // Another person's screens begin anew, and so do those of practice.
        <WorkContext.Provider value={session.work} key={`${session.person.id} ${session.work.isPractice}`}>
          {session.work.isPractice ? (
            <PracticeFrame>
              <Screens />
            </PracticeFrame>
          ) : (
            <Screens />
          )}
        </WorkContext.Provider>
      )}
    </LocationProvider>
  );
}

const OPENING: Session = { status: 'opening' };

function Screens() {
  const app = useApp();
  const work = useWork();
  const joined = useLive(() => app.joined, [app]);
  if (joined !== undefined) return <Joined url={joined} />;
  return (
    <Router>
      <Route path="/" component={Home} />
      <Route path="/sign-in" component={Home} />
      <Route path="/survey/:id/:step?" component={Survey} />
      <Route path="/report/:id?/:step?" component={Report} />
      <Route path="/map" component={PlacesScreen} />
      <Route path="/list/:state?" component={RecordList} />
      <Route path="/record/:id" component={Record} />
      <Route path="/send" component={work.isPractice ? NeverSent : Send} />
      <Route path="/settings" component={Settings} />
      <Route path="/practice" component={Practice} />
      <Route path="/install" component={Install} />
      <Route path="/about" component={About} />
      <Route path="/debug" component={Debug} />
      <Route path="/gallery" component={Gallery} />
      <Route path="/desk/:page?/:id?" component={work.person.isCoordinator ? Desk : Lost} />
      <Route default component={Lost} />
    </Router>
  );
}

const practice = () => import('./screens/practice/index.ts');

/** Home and survey come with the first load; everything else when it is first opened. */
const Report = lazyScreen(async () => (await import('./screens/report/Report.tsx')).Report);
const PlacesScreen = lazyScreen(async () => (await import('./screens/map/PlacesScreen.tsx')).PlacesScreen);
const Desk = lazyScreen(async () => (await import('./screens/desk/Desk.tsx')).Desk);
const RecordList = moreScreen(async () => (await import('./screens/records/RecordList.tsx')).RecordList);
const Record = moreScreen(async () => (await import('./screens/records/Record.tsx')).Record);
const Send = moreScreen(async () => (await import('./screens/send/Send.tsx')).Send);
const Settings = moreScreen(async () => (await import('./screens/settings/Settings.tsx')).Settings);
// Nothing of practice is drawn before its frame is there.
const PracticeFrame = moreScreen(async () => (await practice()).PracticeFrame);
const Practice = moreScreen(async () => (await practice()).Practice);
const NeverSent = moreScreen(async () => (await practice()).NeverSent);
const Install = moreScreen(async () => (await import('./screens/install/Install.tsx')).Install);
const Joined = moreScreen(async () => (await import('./screens/join/Joined.tsx')).Joined);
const About = moreScreen(async () => (await import('./screens/about/About.tsx')).About);
const Debug = moreScreen(async () => (await import('./screens/debug/Debug.tsx')).Debug);
const Gallery = lazyScreen(async () => (await import('./screens/gallery/Gallery.tsx')).Gallery);
