import { useEffect, useState } from 'preact/hooks';
import type { SharedLink } from '../../../app/index.ts';
import { useApp, useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Card } from '../../parts/Card.tsx';
import type { LinkCode } from './linkCode.ts';

const OUTCOMES = { shared: 'joinShared', copied: 'joinCopied', refused: 'joinByHand' } as const;

/** A link that spares a collector the typing of an address; name and password are still hers to type. */
export function JoinLink() {
  const app = useApp();
  const work = useWork();
  const { t } = useT();
  const [outcome, setOutcome] = useState<SharedLink>('cancelled');
  const link = work.joinLink();
  const share = async () => setOutcome(await app.shareLink(link));
  return (
    <Card
      as="section"
      icon="share"
      heading={2}
      title={t('desk:people.joinTitle')}
      text={t('desk:people.joinText')}
    >
      <input
        class="join-link"
        readOnly
        dir="ltr"
        value={link}
        aria-label={t('desk:people.joinLink')}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div class="files-forms">
        <Button icon="share" onClick={() => void share()}>
          {t('desk:people.joinShare')}
        </Button>
      </div>
      <QrCode link={link} />
      <p class="small" role="status">
        {outcome !== 'cancelled' && t(`desk:people.${OUTCOMES[outcome]}`)}
      </p>
    </Card>
  );
}

/** What a collector's camera reads off this screen: nothing is typed or sent to her. */
function QrCode({ link }: { link: string }) {
  const { t } = useT();
  const [code, setCode] = useState<LinkCode>();
  useEffect(() => {
    // Without the code the link stands above all the same.
    import('./linkCode.ts').then(
      ({ linkCode }) => setCode(linkCode(link)),
      () => undefined,
    );
  }, [link]);
  if (code === undefined) return null;
  const { path, sideModules } = code;
  return (
    <figure class="join-code">
      <svg role="img" aria-label={t('desk:people.joinCode')} viewBox={`0 0 ${sideModules} ${sideModules}`}>
        <path d={path} shape-rendering="crispEdges" />
      </svg>
      <figcaption>{t('desk:people.joinScan')}</figcaption>
    </figure>
  );
}
