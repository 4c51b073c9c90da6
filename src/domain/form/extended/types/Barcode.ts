import { PLAIN, type QuestionKind } from '../../types/kind.ts';

/** What a barcode or QR code says; it may also be typed. */
export const barcode: QuestionKind = PLAIN;
