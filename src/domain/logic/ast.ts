/** The expression language of XLSForm (XPath 1.0 with `${}`) as a tree. */
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
  | { readonly kind: 'negative'; readonly args: readonly [Expression] }
  | Operation
  | Call
  | Located;

/** What only forms with location paths have: see `extended/`. */
export type Located = Path | Filter | Union;

export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expression[];
}

/** `/data/q`, `../q`, `instance('list')/root/item[name = 'a']/label`. */
export interface Path {
  readonly kind: 'path';
  /** From the top, from where the expression stands, or from what another expression gives. */
  readonly start: 'top' | 'here' | Expression;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly axis: Axis;
  /** A name, `*`, `prefix:*`, or `node()`, `text()`, `comment()`, `processing-instruction()`. */
  readonly test: string;
  readonly where: readonly Expression[];
}

/** `(a | b)[1]` */
export interface Filter {
  readonly kind: 'filter';
  readonly of: Expression;
  readonly where: readonly Expression[];
}

/** `a | b`: the nodes of both. */
export interface Union {
  readonly kind: 'union';
  /** Left and right. */
  readonly args: readonly [Expression, Expression];
}

export type Axis =
  | 'child'
  | 'parent'
  | 'self'
  | 'attribute'
  | 'descendant'
  | 'descendant-or-self'
  | 'ancestor'
  | 'ancestor-or-self'
  | 'following'
  | 'following-sibling'
  | 'preceding'
  | 'preceding-sibling';

export interface Operation {
  readonly kind: 'operation';
  readonly operator: Operator;
  /** Left and right. */
  readonly args: readonly [Expression, Expression];
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
