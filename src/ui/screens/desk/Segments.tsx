import type { Difference } from '../../../domain/analysis/difference.ts';
import type { Results, ResultsChoice, SegmentGroup } from '../../../domain/analysis/results.ts';
import { useT } from '../../language.ts';
import { Said, translated } from '../../translated.tsx';
import { Points } from './Points.tsx';

interface SegmentsProps {
  results: Results;
  onChoice: (choice: ResultsChoice) => void;
}

/** The chosen question's difference in every part of the people; choosing a part narrows the whole page to it. */
export function Segments({ results, onChoice }: SegmentsProps) {
  const { t, language } = useT();
  const { chosen, segment, groups } = results;
  const { question } = chosen;
  return (
    <aside class="segments" aria-labelledby="segments-title">
      <h2 id="segments-title">{t('desk:results.segments')}</h2>
      <p class="soft small">
        {t('desk:results.segmentsFor', { question: translated(chosen.label, language).words })}
      </p>
      <Part
        label={t('desk:results.segmentAll')}
        difference={chosen.difference}
        isSmall={chosen.isSmall}
        isChosen={segment === null}
        onChoose={() => onChoice({ question })}
      />
      {groups.map((group) => (
        <Group
          key={group.question}
          group={group}
          chosen={segment?.question === group.question ? segment.choice : undefined}
          onChoose={(choice) => onChoice({ question, segment: { question: group.question, choice } })}
        />
      ))}
    </aside>
  );
}

interface GroupProps {
  group: SegmentGroup;
  chosen: string | undefined;
  onChoose: (choice: string) => void;
}

function Group({ group, chosen, onChoose }: GroupProps) {
  const { language } = useT();
  return (
    <section class="segment-group">
      <h3>
        <Said text={group.label} />
      </h3>
      <ul>
        {group.parts.map((part) => (
          <li key={part.choice}>
            <Part
              label={translated(part.label, language).words}
              difference={part.difference}
              isSmall={part.isSmall}
              isChosen={part.choice === chosen}
              onChoose={() => onChoose(part.choice)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface PartProps {
  label: string;
  difference: Difference | null;
  isSmall: boolean;
  isChosen: boolean;
  onChoose: () => void;
}

function Part({ label, difference, isSmall, isChosen, onChoose }: PartProps) {
  const { t } = useT();
  return (
    <button type="button" class="segment-part" aria-pressed={isChosen} onClick={onChoose}>
      <span>{label}</span>
      {isSmall ? (
        // A figure made of a handful of answers would be read as one; how it is computed is in the dialog.
        <span class="segment-few">{t('desk:results.fewShort')}</span>
      ) : (
        <span class="segment-points">
          <Points difference={difference} />
        </span>
      )}
    </button>
  );
}
