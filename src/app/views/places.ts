import type { Answers, Geopoint } from '../../domain/answer.ts';
import type { ResponseDocument } from '../../domain/document.ts';
import { previewIn } from '../../domain/response.ts';
import { latestReviews } from '../../domain/reviews.ts';
import type { CampaignStore, StoredDocument } from '../../storage/index.ts';
import type { PlaceSummary } from '../types.ts';

/** Reports with a place, a person's own and received ones alike; of those of others not what was rejected. */
export async function placeSummaries(store: CampaignStore, collector: string): Promise<PlaceSummary[]> {
  const [reports, waiting, reviews] = await Promise.all([
    store.documents.responses({ subject: 'place' }),
    store.outbox.list(),
    store.documents.ofType('review'),
  ]);
  const unsent = new Set(waiting.map((entry) => entry.id));
  const decisions = latestReviews(reviews);
  const isRejected = ({ id, rev }: StoredDocument<ResponseDocument>): boolean => {
    const decision = decisions.get(id);
    return decision?.state === 'rejected' && decision.responseRev === rev;
  };
  return reports
    .filter((report) => report.body.collector === collector || !isRejected(report))
    .flatMap((report) => placeSummary(report, collector, unsent));
}

function placeSummary(
  report: StoredDocument<ResponseDocument>,
  collector: string,
  unsent: ReadonlySet<string>,
): PlaceSummary[] {
  const { answers, collector: by, trail } = report.body;
  const point = placeOf(answers);
  if (point === undefined) return [];
  const severity = Number(answers['severity']);
  const preview = previewIn(answers);
  return [
    {
      id: report.id,
      kind: word(answers, 'kind'),
      mode: word(answers, 'mode'),
      valence: word(answers, 'valence'),
      lat: point.lat,
      lon: point.lon,
      collector: by,
      isOwn: by === collector,
      isReceived: !unsent.has(report.id),
      at: trail.finalizedAt,
      ...(severity >= 1 ? { severity } : {}),
      ...(preview === undefined ? {} : { preview }),
    },
  ];
}

/** Where a report is: its `place` answer. */
export function placeOf(answers: Answers): Geopoint | undefined {
  const place = answers['place'];
  return typeof place === 'object' && 'lat' in place ? place : undefined;
}

const word = (answers: Answers, path: string): string => String(answers[path] ?? '');
