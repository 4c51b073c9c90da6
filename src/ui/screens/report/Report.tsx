import './report.css';
import { useLayoutEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { ResponseId } from '../../../domain/ids.ts';
import { useWork } from '../../context.tsx';
import { useWords } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Busy } from '../../parts/Busy.tsx';
import { CannotOpen } from '../survey/CannotOpen.tsx';
import { useOpenResponse } from '../survey/useOpenResponse.ts';
import { isLeftBehind } from './leftBehind.ts';
import { ReportForm } from './ReportForm.tsx';
import { Saved } from './Saved.tsx';
import { StartReport } from './StartReport.tsx';

/** `/report` begins one, `/report/:id` is one in hand, `/report/:id/more` is one that is finished. */
export function Report({ id, step }: { id?: string; step?: string }) {
  const hasWords = useWords('report');
  const hasMore = useWords('more');
  const hasExtended = useWords('extended');
  if (!hasWords || !hasMore || !hasExtended) return <Busy />;
  if (id === undefined) return <StartReport />;
  if (step === 'more') return <Saved key={id} id={id as ResponseId} />;
  return <InHand key={id} id={id as ResponseId} />;
}

function InHand({ id }: { id: ResponseId }) {
  const work = useWork();
  const { opened, again } = useOpenResponse(id);
  const campaign = useLive(() => work.campaign(), [work]);
  if (opened === undefined || campaign === undefined) return <Busy />;
  if (!opened.ok) return <CannotOpen id={id} trouble={opened} onAgain={again} />;
  if (isLeftBehind(opened.value.current().draft)) return <Home />;
  return <ReportForm open={opened.value} centre={campaign?.campaign.centre ?? NOWHERE} />;
}

/** In place of this address, so that Back does not lead here again. */
function Home() {
  const { route } = useLocation();
  useLayoutEffect(() => route('/', true), []);
  return <Busy />;
}

/** Where the Earth's axes cross the map: a campaign that names no centre begins there, plainly nowhere. */
const NOWHERE = { lat: 0, lon: 0 };
