import type { CampaignView } from '../../../app/index.ts';
import type { Translated } from '../../../domain/form/definition.ts';
import { useT } from '../../language.ts';
import { Card } from '../../parts/Card.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Said, translated } from '../../translated.tsx';
import { FormFiles } from './later.ts';
import type { StartSurvey } from './useStartSurvey.ts';

/** The two things to do: ask at a door, or report a place. */
export function Start({ campaign, start, refusal }: { campaign: CampaignView } & StartSurvey) {
  const { t, trouble } = useT();
  const survey = campaign.round && campaign.forms.get(campaign.round.form);
  const place = campaign.forms.get(campaign.campaign.placeForm ?? '');
  return (
    <>
      {refusal && <Notice tone="trouble" title={trouble(refusal.why, refusal.words)} live="assertive" />}
      {campaign.round && survey && (
        <Card
          onClick={start}
          icon="clipboard-list"
          tone="primary"
          size="large"
          title={t('collector:home.start')}
          text={<SurveyName form={survey.document.definition.title} round={campaign.round.title} />}
        />
      )}
      {campaign.round === null && <Notice tone="info" title={t('collector:home.noSurvey')} />}
      {place && (
        <Card
          href="/report"
          icon="map-pin"
          tone="outlined"
          size="large"
          title={t('collector:home.report')}
          text={<Said text={place.document.definition.title} />}
        />
      )}
      {[survey, place].map((form) => form?.missingFiles[0] && <FormFiles key={form.id} form={form} />)}
    </>
  );
}

/** Many titles name their round already. */
function SurveyName({ form, round }: { form: Translated; round: Translated }) {
  const { language } = useT();
  const [title, name] = [form, round].map((text) => translated(text, language).words.toLowerCase());
  if (title?.includes(name ?? '')) return <Said text={form} />;
  return (
    <>
      <Said text={form} /> · <Said text={round} />
    </>
  );
}
