/** Id of the control that answers a question, for labels and for the links of an error summary. */
export const questionId = (path: string): string => `q-${path.replace(/[^\w-]/g, '-')}`;
