import type { Expr, FunctionFacts, ModuleFacts } from '../src/model/index.ts';
import { nameOf } from './store-queries.ts';

/** `request`: the request or the context it came with; `input`: what the caller sent, as a whole; `id`: an id in it. */
export type Part = 'request' | 'input' | 'id';
/** What variables hold, by binding. */
export type Marks = Map<number, Part>;

const ID = /^(_?id|uuid|guid|pk|key|[a-z]\w*(Id|ID|Ids|IDs|Uuid|UUID)|\w+_(id|ids|uuid))$/;
/** A name of what tells one object from others. */
export function isIdName(name: string): boolean {
  return ID.test(name) && !/^(request|trace|correlation|session|socket|client|device|transaction|message|event)_?id$/i.test(name);
}

const INPUTS = /^(params|body|query|input|args|param|rawInput|payload|parsedInput)$/;
const OF_REQUEST = /^(req|request|ctx|context|event|raw|opts)$/;
const PARTS = /^(data|where|filter|json|params|body|query|input|ids|variables)$/;
const NOT_INPUT = /^(res|response|reply|next|_res|_next|info|h|done)$/;
const CONVERTS = /^(Number|parseInt|String|ObjectId|ObjectID|toString|trim|parse|safeParse|parseAsync|validate|validateAsync|createFromHexString|BigInt|escape|toObjectId|decodeURIComponent|asserts|valid)$/;
/** `c.req.param('id')`, `getRouterParam(event, 'id')`. */
const ASKS_ONE = /^(param|params|query|getRouterParam|get|input)$/;
const ASKS_ALL = /^(json|formData|valid|getRouterParams|readBody|readValidatedBody|getValidatedRouterParams|getValidatedQuery|getQuery|all|parseBody)$/;

/** What the parameters of a handler hold when it is called. */
export function marksOfHandler(module: ModuleFacts, fn: FunctionFacts, framework: string, method: string): Marks {
  const marks: Marks = new Map();
  const decorated = fn.params.some((param) => (param.decorators ?? []).length > 0);
  fn.params.forEach((param, i) => {
    const { name } = module.bindings[param.binding]!;
    if (decorated) {
      const decorator = (param.decorators ?? []).find((one) => /^(Param|Params|Path|Args|Arg|Body|BodyParam|Query|QueryParam|PathParam|MessageBody|Payload)$/.test(nameOf(one)));
      if (decorator) marks.set(param.binding, isIdName(asked(decorator) ?? name) ? 'id' : 'input');
      else if ((param.decorators ?? []).some((one) => /^(Req|Request|Ctx|Context)$/.test(nameOf(one)))) marks.set(param.binding, 'request');
    } else if (method === 'ACTION') marks.set(param.binding, isIdName(name) ? 'id' : 'input');
    else if (/graphql|apollo|yoga|pothos|nexus/i.test(framework)) { if (i > 0) marks.set(param.binding, i === 1 ? 'input' : 'request'); }
    else if (!NOT_INPUT.test(name)) marks.set(param.binding, 'request');
  });
  return marks;
}

function asked(call: Expr): string | undefined {
  if (call.kind !== 'call') return undefined;
  const named = call.args.find((arg) => arg.kind === 'literal' && typeof arg.value === 'string');
  return named?.kind === 'literal' ? String(named.value) : undefined;
}

export function isId(module: ModuleFacts, expr: Expr, marks: Marks): boolean {
  return (expr.kind === 'ref' || expr.kind === 'member' || expr.kind === 'call') && classify(module, expr, marks) === 'id';
}

/** What of the caller's an expression holds. */
export function classify(module: ModuleFacts, expr: Expr, marks: Marks): Part | undefined {
  switch (expr.kind) {
    case 'ref': return marks.get(expr.binding);
    case 'await': case 'spread': return classify(module, expr.value, marks);
    case 'member': {
      const of = classify(module, expr.object, marks);
      if (of === 'request') return INPUTS.test(expr.property) ? 'input' : OF_REQUEST.test(expr.property) ? 'request' : undefined;
      if (of !== 'input') return of === 'id' && expr.property === '' ? 'id' : undefined;
      return isIdName(expr.property) ? 'id' : PARTS.test(expr.property) ? 'input' : undefined;
    }
    case 'call': case 'new': return ofCall(module, expr, marks);
    case 'logical': return classify(module, expr.left, marks) ?? classify(module, expr.right, marks);
    case 'conditional': return classify(module, expr.then, marks) ?? classify(module, expr.else, marks);
    case 'unary': return expr.operator === '+' ? classify(module, expr.operand, marks) : undefined;
    case 'template': return expr.values.length === 1 && !expr.tag ? only(classify(module, expr.values[0]!, marks), 'id') : undefined;
    case 'array': return expr.elements.map((one) => classify(module, one, marks)).find((one) => one !== undefined);
    case 'object': {
      const parts = expr.properties.map((one) => ({ key: one.key, part: classify(module, one.value, marks) }));
      if (parts.some(({ key, part }) => part === 'request' || (part === 'input' && INPUTS.test(key)))) return 'request';
      return parts.some(({ part }) => part !== undefined) ? 'input' : undefined;
    }
    default: return undefined;
  }
}

function ofCall(module: ModuleFacts, expr: Extract<Expr, { kind: 'call' | 'new' }>, marks: Marks): Part | undefined {
  const name = nameOf(expr);
  const parts = expr.args.map((arg) => classify(module, arg, marks));
  const receiver = expr.callee.kind === 'member' ? classify(module, expr.callee.object, marks) : undefined;
  if (receiver === 'request' || (parts[0] === 'request' && /^(get|read)[A-Z]/.test(name))) {
    const wanted = asked(expr);
    if (ASKS_ONE.test(name) && wanted !== undefined) return isIdName(wanted) ? 'id' : undefined;
    return ASKS_ALL.test(name) || (name === 'param' && expr.args.length === 0) ? 'input' : undefined;
  }
  if (!CONVERTS.test(name)) return undefined;
  return parts.find((part) => part === 'id' || part === 'input') ?? only(receiver, 'id') ?? only(receiver, 'input');
}

function only(part: Part | undefined, wanted: Part): Part | undefined {
  return part === wanted ? part : undefined;
}
