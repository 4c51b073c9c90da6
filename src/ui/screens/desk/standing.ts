import type { RecordView, ResponseRow } from '../../../app/index.ts';

/** The state as the lists show it: a decision about an older revision says nothing about the corrected one. */
export const standingState = ({ review, rev }: Pick<RecordView, 'review' | 'rev'>): ResponseRow['state'] =>
  review?.responseRev === rev ? review.state : 'received';
