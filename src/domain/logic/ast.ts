/** The expression language of XLSForm (XPath 1.0 without location paths) as a tree. */
export type Operator = 'or' | 'and' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | 'div' | 'mod';

export type Expression =
  | { readonly kind: 'text'; readonly text: string }
  /** The literal as written: so that it prints as the author knows it. */
  | { readonly kind: 'number'; readonly text: string }
  /** `.`, the value of the question that holds the expression. */
  | { readonly kind: 'own' }
  /** `${name}` */
  | { readonly kind: 'question'; readonly name: string }
  /** A bare name: a column of the choices sheet, in a `choice_filter`. */
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'negative'; readonly operand: Expression }
  | Operation
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] };

export interface Operation {
  readonly kind: 'operation';
  readonly operator: Operator;
  readonly left: Expression;
  readonly right: Expression;
}

/** A higher number binds tighter (XPath 1.0, section 3.5); all are left-associative. */
export const PRECEDENCE: Readonly<Record<Operator, number>> = {
  or: 1,
  and: 2,
  '=': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  div: 6,
  mod: 6,
};

export const isOperator = (text: string): text is Operator => Object.hasOwn(PRECEDENCE, text);
