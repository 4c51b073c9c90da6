import type { Device } from '../device/index.ts';
import { currentRound } from '../domain/campaign.ts';
import { type ResponseId, responseId } from '../domain/ids.ts';
import { mediaDocumentsIn, startDraft } from '../domain/response.ts';
import { ok, type Result, trouble } from '../domain/result.ts';
import type { Live } from '../domain/signal.ts';
import {
  type Account,
  asResult,
  type CampaignStore,
  type DeviceStore,
  databaseUrl,
  live,
} from '../storage/index.ts';
import { personOf } from './accounts.ts';
import { clockOf } from './answering.ts';
import { draftHolder } from './draftHolder.ts';
import { draftsInHand } from './draftsInHand.ts';
import { type CompileForm, formCompiler, formOpener } from './forms.ts';
import { joinLink } from './join.ts';
import { lazyLive } from './lazyLive.ts';
import { loaded } from './loaded.ts';
import { type Replication, replicationOf } from './replication.ts';
import { shared } from './shared.ts';
import type { StartWhy, Work } from './types.ts';
import { campaignView, readiness } from './views/campaign.ts';
import { recordCounts } from './views/standing.ts';
import { storedOfType } from './views/stored.ts';
import { syncView } from './views/sync.ts';

export interface WorkParts {
  account: Account;
  store: CampaignStore;
  phone: DeviceStore;
  device: Device;
  deviceId: string;
  isKept: Live<boolean>;
  version: string;
  /** At the first save of this session: the moment to ask the browser to protect the storage. */
  onFirstSave(): void;
  /** What sends and receives, where that is another one than usual: practice has one that does nothing. */
  replication?: Replication;
}

/** Everything of one signed-in person, over the phone's storage. */
export function createWork(parts: WorkParts): Work {
  const { account, store, device } = parts;
  const { name } = account;
  const compile = formCompiler();
  const openForm = formOpener(parts, compile);
  const compileWhole: CompileForm = async (id, document) => {
    const opened = await openForm(id, document);
    return opened.ok ? ok(opened.value.form) : opened;
  };
  const replication = replicationOf(parts);
  const holder = draftHolder(device.locks);
  const campaign = shared(live(() => campaignView(store)));
  const counts = shared(live(() => recordCounts(store, name)));
  const drafts = shared(
    lazyLive(async () => {
      const { draftSummaries } = await import('./views/drafts.ts');
      return live(() => draftSummaries(store, name, compile));
    }),
  );
  const sync = shared(live(() => syncView(store, name)));
  let hasSaved = false;

  function saved(): void {
    replication.wish('save');
    // She may close the page before it is through, or while it waits to try again.
    void device.askBackgroundSync();
    if (!hasSaved) parts.onFirstSave();
    hasSaved = true;
  }

  const inHand = draftsInHand({ ...parts, holder, compile, openForm, onFinalized: saved });

  async function start(pick: 'survey' | 'place', language: string): Promise<Result<ResponseId, StartWhy>> {
    const view = await campaignView(store);
    const round = view && currentRound(view.campaign);
    const formId = pick === 'place' ? view?.campaign.placeForm : round?.form;
    const version = formId === undefined ? undefined : view?.forms.get(formId);
    if (view === null || version === undefined) return trouble('no-form');
    const opened = await openForm(version.id, version.document);
    if (!opened.ok) return opened;
    const { form, lastSaved, lacks } = opened.value;
    const begin = {
      id: responseId(device.random.uuid()),
      campaign: view.campaign.campaign,
      formVersion: version.id,
      round: pick === 'place' ? null : (round?.name ?? null),
      collector: name,
      device: parts.deviceId,
      language,
    };
    const draft = startDraft(form, begin, clockOf(parts, begin, lastSaved));
    const kept = await asResult(store.drafts.save(lacks?.length ? { ...draft, lacks } : draft));
    return kept.ok ? ok(begin.id) : kept;
  }

  /** Of a report that was opened and left empty nothing needs to lie about. */
  async function tidy(): Promise<void> {
    const { dropUntouched } = await import('./untouched.ts');
    await dropUntouched(store, holder, name, device.clock.now());
  }

  return {
    person: personOf(account),
    isPractice: store.mode === 'practice',
    campaign: () => campaign,
    readiness: () => readinessOf(campaign, parts.isKept),
    counts: () => counts,
    drafts: () => drafts,
    records: (state) =>
      lazyLive(async () => {
        const { recordSummaries } = await import('./views/records.ts');
        return live(() => recordSummaries(store, name, state));
      }),
    record: (id) =>
      lazyLive(async () => {
        const { recordView } = await import('./views/record.ts');
        return live(() => recordView(store, id, compileWhole, name));
      }),
    places: () =>
      lazyLive(async () => {
        const { placeSummaries } = await import('./views/places.ts');
        return live(() => placeSummaries(store, name));
      }),
    sync: () => sync,
    async prepare({ id, document }) {
      const form = await compileWhole(id, document);
      return form.ok ? form.value : undefined;
    },
    startSurvey: (language) => start('survey', language),
    async startReport(language) {
      // What cannot be tidied now lies there until the next time, and keeps nobody from reporting.
      await tidy().catch(() => undefined);
      return start('place', language);
    },
    async open(id) {
      const opened = await asResult(inHand.open(id));
      return opened.ok ? opened.value : opened;
    },
    async correct(id) {
      const code = await loaded(import('./corrections.ts'));
      return code.ok ? code.value.beginCorrection(parts, id) : code;
    },
    leaveReport(open) {
      const leave = async (): Promise<void> => {
        // A photo on its way is a choice, too.
        await open.close();
        const code = await loaded(import('./untouched.ts'));
        // Otherwise it lies there until the next report begins, where nobody sees it.
        if (code.ok) await code.value.dropIfUntouched(store, holder, open.current().draft.id);
      };
      return asResult(leave());
    },
    discardDraft: (id) => asResult(store.drafts.remove(id)),
    sendNow: () => replication.now(),
    sendPhotosNow: () => replication.now(true),
    thrift: () => lazyLive(async () => (await import('./thrift.ts')).thriftView(parts.phone, device)),
    async chooseThrift(more) {
      await (await import('./thrift.ts')).chooseThrift(parts.phone, more);
      // Photos may go now that waited only for this.
      replication.wish('button');
    },
    refusedBesides: () =>
      lazyLive(async () => {
        const { refusedBesides } = await import('./views/refused.ts');
        return live(() => refusedBesides(store, name));
      }),
    async retry(...ids) {
      for (const id of ids) {
        const response = await storedOfType(store, id, 'response');
        // Her photos are documents of their own, and any of them may be what was refused.
        for (const one of [id, ...mediaDocumentsIn(response?.body.answers ?? {})]) {
          if (await store.quarantine.get(one)) await store.quarantine.retry(one);
        }
      }
      await replication.now();
      // A session that was under way already has not seen them: the one that follows it has.
      const [waiting, { lastTrouble }] = await Promise.all([
        store.outbox.list(name),
        store.syncState.get(name),
      ]);
      if (!lastTrouble && waiting.some(({ id }) => ids.includes(id))) await replication.now();
    },
    async saveToFile() {
      const { phoneFile } = await import('./phoneFile.ts');
      return phoneFile(parts);
    },
    unread: () =>
      lazyLive(async () => {
        const { unread } = await import('./views/unread.ts');
        return live(() => unread(store));
      }),
    async photo(file) {
      const code = await loaded(import('./mediaFile.ts'));
      return code.ok ? code.value.mediaUrl({ store, device, replication }, file) : code;
    },
    async diagnosis() {
      const { diagnosis } = await import('./diagnosis.ts');
      return diagnosis(parts);
    },
    async desk() {
      const { createDesk } = await import('./desk/index.ts');
      return createDesk({
        ...parts,
        compile: compileWhole,
        fetchMedia: replication.fetchMedia,
        wake: () => replication.wish('save'),
      });
    },
    joinLink: () => joinLink(location.origin, account.url),
    isOwnCampaign: (url) => databaseUrl(url) === account.url,
    signedInAgain: () => void replication.beginAnew(),
    async stop() {
      await replication.stop();
      // Another tab's sign-out must not take the answer that is being saved here.
      await inHand.closeAll();
      store.close();
    },
  };
}

/** Two sources, one answer: what is stored, and whether the app itself is kept. */
function readinessOf(
  campaign: ReturnType<Work['campaign']>,
  isKept: Live<boolean>,
): ReturnType<Work['readiness']> {
  return {
    subscribe(next, error) {
      let isAppKept = false;
      let view: Awaited<ReturnType<typeof campaignView>> | undefined;
      const tell = (): void => {
        if (view !== undefined) next(readiness(view, isAppKept));
      };
      const kept = isKept.subscribe((value) => {
        isAppKept = value;
        tell();
      });
      const stored = campaign.subscribe((value) => {
        view = value;
        tell();
      }, error);
      return {
        unsubscribe() {
          kept.unsubscribe();
          stored.unsubscribe();
        },
      };
    },
  };
}
