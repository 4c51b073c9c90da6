import './extended.css';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { OpenResponse, OpenView } from '../../../../app/index.ts';
import { addInstance, INSTANCES_MAX, removeInstance } from '../../../../domain/form/extended/index.ts';
import { labelText, type Page } from '../../../../domain/form/state.ts';
import { useT } from '../../../language.ts';
import { Button } from '../../../parts/Button.tsx';
import { Card } from '../../../parts/Card.tsx';
import { Dialog } from '../../../parts/Dialog.tsx';
import { IconButton } from '../../../parts/IconButton.tsx';
import { usePlain } from '../../../questions/Words.tsx';
import { isolated } from '../../../translated.tsx';
import { pageAddress } from '../steps.ts';
import { stepOn } from '../way.ts';
import { type Instance, instancesAt } from './instances.ts';

export interface RepeatCardsProps {
  open: OpenResponse;
  view: OpenView;
  page: Page;
}

/** What a repeat has so far, one card an instance, and the way to one more where the form does not count itself. */
export function RepeatCards({ open, view, page }: RepeatCardsProps) {
  const { t } = useT();
  const { language } = view.draft;
  const { row } = open.form.questions.get(page.path) ?? {};
  const isCounted = row?.repeat_count !== undefined;
  const plain = usePlain();
  const label = plain(labelText(open.form, view.state, row?.label, language, page.path));
  const name = label || t('more:repeat.unnamed');
  const hint = plain(labelText(open.form, view.state, row?.hint, language, page.path));
  const instances = instancesAt(open.form, view.state, view.pages, page.path, language, plain);
  const [leaving, setLeaving] = useState<Instance | null>(null);
  const go = useGoTo(view.draft.id, page.path);
  const add = () => {
    void open.apply((state, clock) => addInstance(open.form, state, page.path, clock));
    const now = open.current();
    go(instancesAt(open.form, now.state, now.pages, page.path, language).at(-1)?.page);
  };
  return (
    <section class="stack">
      <h1 class="question-text" tabIndex={-1}>
        {name}
      </h1>
      <p class="question-hint">
        {hint ||
          t(
            isCounted
              ? 'more:repeat.counted'
              : instances.length === 0
                ? 'more:repeat.empty'
                : 'more:repeat.text',
          )}
      </p>
      <ul class="repeat-cards">
        {instances.map((one) => (
          <InstanceCard
            key={one.path}
            one={one}
            name={name}
            onOpen={go}
            onRemove={isCounted ? undefined : () => setLeaving(one)}
          />
        ))}
      </ul>
      {!isCounted && <AddAnother isMost={instances.length >= INSTANCES_MAX} onAdd={add} />}
      <RemoveDialog
        open={open}
        repeat={page.path}
        name={name}
        one={leaving}
        onClose={() => setLeaving(null)}
      />
    </section>
  );
}

function AddAnother({ isMost, onAdd }: { isMost: boolean; onAdd: () => void }) {
  const { t } = useT();
  if (isMost) return <p>{t('more:repeat.most')}</p>;
  return (
    <Button icon="plus" full onClick={onAdd}>
      {t('more:repeat.addAnother')}
    </Button>
  );
}

function useGoTo(id: string, from: string): (page: string | undefined) => void {
  const { route } = useLocation();
  return (page) => {
    if (page !== undefined) stepOn(route, pageAddress(id, from), pageAddress(id, page));
  };
}

interface InstanceCardProps {
  one: Instance;
  name: string;
  onOpen: (page: string | undefined) => void;
  /** Absent: how many there are is not hers to say. */
  onRemove: (() => void) | undefined;
}

function InstanceCard({ one, name, onOpen, onRemove }: InstanceCardProps) {
  const { t, number } = useT();
  const title = `${name} ${number(one.number)}`;
  const state =
    one.needed === 0
      ? t('more:repeat.complete')
      : t('more:repeat.needs', { count: one.needed, n: number(one.needed) });
  return (
    <li class="repeat-card">
      <Card
        onClick={() => onOpen(one.page)}
        icon={one.needed === 0 ? 'circle-check' : 'pencil'}
        title={<bdi>{title}</bdi>}
        text={
          <>
            <bdi>{one.words}</bdi>
            <span class="repeat-state">{state}</span>
          </>
        }
      />
      {onRemove && (
        <IconButton
          icon="trash"
          label={t('more:repeat.remove', { name: isolated(title) })}
          onClick={onRemove}
        />
      )}
    </li>
  );
}

interface RemoveDialogProps {
  open: OpenResponse;
  repeat: string;
  name: string;
  /** The one that is to go; null: nobody asks. */
  one: Instance | null;
  onClose: () => void;
}

function RemoveDialog({ open, repeat, name, one, onClose }: RemoveDialogProps) {
  const { t, number } = useT();
  const remove = () => {
    if (one !== null) {
      void open.apply((state, clock) => removeInstance(open.form, state, repeat, one.number, clock));
    }
    onClose();
  };
  const title = isolated(`${name} ${number(one?.number ?? 0)}`);
  return (
    <Dialog
      title={t('more:repeat.removeTitle', { name: title })}
      open={one !== null}
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" onClick={onClose}>
            {t('more:repeat.keep')}
          </Button>
          <Button kind="danger" icon="trash" onClick={remove}>
            {t('more:repeat.remove', { name: title })}
          </Button>
        </>
      }
    >
      {one?.words && <p>{one.words}</p>}
      <p>{t('more:repeat.removeText')}</p>
    </Dialog>
  );
}
