/**
 * The keys of an object, in order, and what its `kind` is. Facts have few shapes, and nearly all objects one of the first: these have
 * short numbers. An object of any other shape is written with its keys.
 */
export interface Shape {
  kind: string | undefined;
  /** All keys but `kind`, `start` and `end`. */
  keys: string[];
  /** It has `start` and `end`. */
  spanned: boolean;
  /** All keys in order, joined by spaces; `kind=ref` for the kind. */
  layout: string;
}

export const KNOWN_SHAPES: readonly string[] = [
  'kind=ref start end name binding',
  'kind=member start end object property propertyStart',
  'kind=call start end callee args',
  'kind=literal start end value',
  'variant start end key value',
  'kind=declare start end binding init',
  'kind=object start end properties',
  'name kind=const owner start end init',
  'kind=expr start end expr',
  'kind=this start end',
  'name kind=param owner start end',
  'kind=function start end fn',
  'start end binding',
  'kind=return start end value',
  'kind=assign start end operator target value',
  'kind=if start end test then else',
  'kind=logical start end operator left right',
  'kind=binary start end operator left right',
  'kind=await start end value',
  'source form start end',
  'kind=array start end elements',
  'kind=unary start end operator operand',
  'kind=new start end callee args',
  'kind=member start end object property propertyStart computed',
  'kind=member start end object property propertyStart optional',
  'name variant start end fn',
  'id name start end owner params body',
  'id name start end owner params body arrow',
  'id name start end owner params body async',
  'id name start end owner params body cls usesArguments',
  'id name start end owner params body cls async usesArguments',
  'id name start end owner params body arrow async',
  'kind=conditional start end test then else',
  'kind=template start end texts values',
  'name kind=function owner start end init',
  'name kind=import owner start end init import',
  'name kind=let owner start end init',
  'name kind=let owner start end init reassigned',
  'name kind=temporary owner start end init',
  'kind=function start end fn binding',
  'kind=throw start end value',
  'name variant start end',
  'kind=sequence start end expressions',
  'kind=regexp start end source flags',
  'kind=class start end cls',
  'kind=spread start end value',
  'kind=return start end',
  'kind=try start end block catchBinding handler',
  'name binding start end',
];

export function parseShape(layout: string): Shape {
  const fields = layout === '' ? [] : layout.split(' ');
  const kind = fields.find((field) => field.startsWith('kind='))?.slice('kind='.length);
  // A key of this name would set the prototype.
  if (fields.includes('__proto__')) throw new RangeError('No shape has this key.');
  const spanned = fields.includes('start') && fields.includes('end');
  return { kind, keys: fields.filter((field) => !field.startsWith('kind=') && !(spanned && (field === 'start' || field === 'end'))), spanned, layout };
}

interface Step {
  /** By key, and by kind in place of the key `kind`. */
  next: Map<string, Step>;
  kinds: Map<string, Step>;
  shape?: Shape & { id: number };
}

/** Of the known shapes; grows no further. */
let knownSteps: Step | undefined;

/** The numbers of the shapes in one file: the known ones, and then its own. */
export class ShapeNumbers {
  /** Those that have no number everywhere, in order. */
  readonly own: Shape[] = [];
  private readonly ownSteps: Step = { next: new Map(), kinds: new Map() };

  of(object: Record<string, unknown>): Shape & { id: number } {
    return find(knownSteps ??= theKnown(), object)?.shape ?? this.ofOwn(object);
  }

  private ofOwn(object: Record<string, unknown>): Shape & { id: number } {
    const known = find(this.ownSteps, object)?.shape;
    if (known) return known;
    const fields = Object.keys(object).map((key) => (key === 'kind' ? `kind=${String(object.kind)}` : key));
    const shape = { id: KNOWN_SHAPES.length + this.own.length, ...parseShape(fields.join(' ')) };
    this.own.push(shape);
    add(this.ownSteps, shape);
    return shape;
  }
}

function theKnown(): Step {
  const steps: Step = { next: new Map(), kinds: new Map() };
  KNOWN_SHAPES.forEach((layout, id) => add(steps, { id, ...parseShape(layout) }));
  return steps;
}

function find(steps: Step, object: Record<string, unknown>): Step | undefined {
  let step: Step | undefined = steps;
  for (const key in object) {
    step = key === 'kind' ? step.kinds.get(object.kind as string) : step.next.get(key);
    if (!step) return undefined;
  }
  return step;
}

function add(from: Step, shape: Shape & { id: number }): void {
  let step = from;
  for (const field of shape.layout === '' ? [] : shape.layout.split(' ')) {
    const isKind = field.startsWith('kind=');
    const steps = isKind ? step.kinds : step.next;
    const key = isKind ? field.slice('kind='.length) : field;
    let next = steps.get(key);
    if (!next) steps.set(key, (next = { next: new Map(), kinds: new Map() }));
    step = next;
  }
  step.shape = shape;
}
