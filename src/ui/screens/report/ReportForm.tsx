import { useState } from 'preact/hooks';
import type { OpenResponse } from '../../../app/index.ts';
import type { Point } from '../../../domain/mobility/distance.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { ErrorSummary } from '../../parts/ErrorSummary.tsx';
import { Menu } from '../../parts/Menu.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { DiscardDialog } from '../survey/DiscardDialog.tsx';
import { KindPicker } from './KindPicker.tsx';
import { choiceOf, sameNearby } from './kinds.ts';
import { NearbyHint } from './NearbyHint.tsx';
import { PhotoButton } from './PhotoButton.tsx';
import { PinScreen } from './PinScreen.tsx';
import { PlaceNotice } from './PlaceNotice.tsx';
import { ReportMap } from './ReportMap.tsx';
import { useReport } from './useReport.ts';

/** One screen, four taps: kind, photo, pin (which a good fix makes by itself), done. */
export function ReportForm({ open, centre }: { open: OpenResponse; centre: Point }) {
  const work = useWork();
  const { t, trouble } = useT();
  const places = useLive(() => work.places(), [work]);
  const report = useReport(open);
  const { view, inHand } = report;
  const [isPinning, setPinning] = useState(false);
  const [isDiscarding, setDiscarding] = useState(false);
  const form = open.form.definition;
  const title = t(view.draft.corrects === null ? 'report:title' : 'report:titleCorrection');
  const map = { inHand, places: places ?? [], start: centre, own: view.draft.id };
  if (isPinning) return <PinScreen {...map} form={form} onBack={() => setPinning(false)} />;
  const same = sameNearby(places ?? [], report.kind, inHand.place, view.draft.id);
  return (
    <Screen
      title={title}
      back={report.leave}
      actions={
        <Menu
          label={t('report:menu')}
          items={[
            { label: t('report:pin.move'), icon: 'crosshair', onSelect: () => setPinning(true) },
            { label: t('report:leave'), icon: 'save', onSelect: report.leave },
            {
              label: t('more:survey.discard'),
              icon: 'trash',
              danger: true,
              onSelect: () => setDiscarding(true),
            },
          ]}
        />
      }
      banner={
        <ReportMap
          {...map}
          photo={report.photo}
          onRemovePhoto={report.removePhoto}
          onPin={() => setPinning(true)}
        />
      }
      bottom={
        <>
          <PhotoButton report={report} />
          <Button kind="primary" iconEnd="check" busy={report.isFinishing} onClick={report.finish}>
            {t('report:done')}
          </Button>
        </>
      }
      troubled={report.problems.length > 0}
    >
      <ErrorSummary problems={report.problems} attempt={report.attempt} />
      {report.refusal && (
        <Notice tone="trouble" title={trouble(report.refusal.why, report.refusal.words)} live="assertive" />
      )}
      <PlaceNotice inHand={inHand} onPin={() => setPinning(true)} />
      <NearbyHint same={same} kind={choiceOf(form, 'kind', report.kind ?? '')} />
      <KindPicker open={open} view={view} places={places ?? []} onAnswer={report.answer} />
      <DiscardDialog draft={view.draft} open={isDiscarding} onClose={() => setDiscarding(false)} />
    </Screen>
  );
}
