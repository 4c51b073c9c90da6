import { useState } from 'preact/hooks';
import { useT } from '../../language.ts';
import { BottomBar } from '../../parts/BottomBar.tsx';
import { Button } from '../../parts/Button.tsx';
import { ChoiceButton } from '../../parts/ChoiceButton.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { FileButton } from '../../parts/FileButton.tsx';
import { IconButton } from '../../parts/IconButton.tsx';
import { Menu } from '../../parts/Menu.tsx';
import { Segmented } from '../../parts/Segmented.tsx';
import { TopBar } from '../../parts/TopBar.tsx';
import { Sample } from './Sample.tsx';
import { Section } from './Section.tsx';

const nothing = () => {};

/** What does something. */
export function ActionParts() {
  return (
    <Section name="actions">
      <Buttons />
      <Bars />
      <Switches />
      <Dialogs />
    </Section>
  );
}

function Buttons() {
  const { t } = useT();
  return (
    <Sample name="Button">
      <Button kind="primary" iconEnd="chevron-right">
        {t('common:action.next')}
      </Button>
      <Button icon="chevron-left">{t('common:action.back')}</Button>
      <Button kind="danger" icon="trash">
        {t('common:action.remove')}
      </Button>
      <Button kind="quiet" icon="undo">
        {t('common:action.cancel')}
      </Button>
      <Button kind="primary" icon="send" busy full>
        {t('common:loading')}
      </Button>
      <Button disabled>{t('common:action.save')}</Button>
      <Button href="/gallery">{t('common:action.open')}</Button>
      <FileButton label={t('common:action.open')} icon="file" accept="application/json" onFile={nothing} />
    </Sample>
  );
}

function Bars() {
  const { t } = useT();
  const menu = { label: t('common:action.remove'), icon: 'trash', danger: true } as const;
  const actions = (
    <>
      <IconButton icon="volume-2" label={t('common:action.show')} onClick={nothing} />
      <IconButton icon="eye-off" label={t('common:action.hide')} pressed onClick={nothing} />
      <Menu
        label={t('gallery:menu')}
        items={[
          { label: t('common:action.open'), icon: 'settings', href: '/gallery' },
          { label: t('common:action.show'), icon: 'eye', pressed: true },
          menu,
        ]}
      />
    </>
  );
  return (
    <Sample name="TopBar, IconButton, Menu, BottomBar">
      <TopBar title={<p>{t('gallery:title')}</p>} back="/gallery" actions={actions} />
      <BottomBar>
        <Button icon="chevron-left">{t('common:action.back')}</Button>
        <Button kind="primary" iconEnd="chevron-right">
          {t('common:action.next')}
        </Button>
      </BottomBar>
    </Sample>
  );
}

function Switches() {
  const { t } = useT();
  const [state, setState] = useState<'phone' | 'received' | 'attention'>('phone');
  const options = (['phone', 'received', 'attention'] as const).map((value) => ({
    value,
    label: t(`common:state.${value}`),
  }));
  return (
    <Sample name="Segmented, ChoiceButton">
      <Segmented label={t('gallery:menu')} options={options} value={state} onChange={setState} />
      <ChoiceButton
        label={t('gallery:card.title')}
        hint={t('gallery:card.text')}
        icon="map-pin"
        onClick={nothing}
      />
      <div class="tiles">
        <ChoiceButton shape="tile" label={t('common:state.phone')} icon="kind-pothole" onClick={nothing} />
        <ChoiceButton
          shape="tile"
          label={t('common:state.received')}
          icon="kind-no-bench"
          pressed
          onClick={nothing}
        />
        <ChoiceButton
          shape="tile"
          label={t('common:state.attention')}
          icon="kind-no-light"
          onClick={nothing}
        />
      </div>
    </Sample>
  );
}

function Dialogs() {
  const { t } = useT();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <Sample name="Dialog">
      <Button id="open-dialog" onClick={() => setOpen(true)}>
        {t('common:action.open')}
      </Button>
      <Dialog
        title={t('gallery:notice.title')}
        open={isOpen}
        onClose={close}
        actions={
          <>
            <Button onClick={close}>{t('common:action.cancel')}</Button>
            <Button kind="danger" icon="trash" onClick={close}>
              {t('common:action.remove')}
            </Button>
          </>
        }
      >
        <p>{t('gallery:notice.text')}</p>
      </Dialog>
    </Sample>
  );
}
