import type { CallExpr, Expr, ModuleFacts, NewExpr } from '../src/model/index.ts';
import { entryOf } from '../src/link/index.ts';
import { originOf } from './origin.ts';

/** A call that reads or changes records of one kind in a data store, as written. */
export interface StoreQuery {
  /** What the records are called, in lower case and the singular: `post` for `prisma.post`, `PostModel`, `posts`. */
  kind: string;
  does: 'read' | 'create' | 'update' | 'delete';
  call: Expr;
  /** Which records: ids, filters, conditions, values bound to an SQL text. */
  conditions: Expr[];
  /** What is written into them. */
  values: Expr[];
  /** The SQL text, where there is one. */
  sql?: string;
}

type Does = StoreQuery['does'];

const PRISMA: Record<string, Does> = {
  findUnique: 'read', findUniqueOrThrow: 'read', findFirst: 'read', findFirstOrThrow: 'read', findMany: 'read', count: 'read', aggregate: 'read',
  create: 'create', createMany: 'create', createManyAndReturn: 'create', update: 'update', updateMany: 'update', updateManyAndReturn: 'update', upsert: 'update', delete: 'delete', deleteMany: 'delete',
};
/** Methods of models, repositories and collections by where their conditions and values stand. */
const MODELS: Record<string, { does: Does; conditions: number[]; values?: number[] }> = {
  findById: { does: 'read', conditions: [0] }, findByPk: { does: 'read', conditions: [0] }, findOne: { does: 'read', conditions: [0] }, findOneBy: { does: 'read', conditions: [0] },
  findOneOrFail: { does: 'read', conditions: [0] }, findOneByOrFail: { does: 'read', conditions: [0] }, find: { does: 'read', conditions: [0] }, findBy: { does: 'read', conditions: [0] },
  findAll: { does: 'read', conditions: [0] }, findAndCountAll: { does: 'read', conditions: [0] }, findAndCount: { does: 'read', conditions: [0] }, countDocuments: { does: 'read', conditions: [0] }, exists: { does: 'read', conditions: [0] },
  findByIdAndUpdate: { does: 'update', conditions: [0], values: [1] }, findOneAndUpdate: { does: 'update', conditions: [0], values: [1] }, findOneAndReplace: { does: 'update', conditions: [0], values: [1] },
  updateOne: { does: 'update', conditions: [0], values: [1] }, updateMany: { does: 'update', conditions: [0], values: [1] }, replaceOne: { does: 'update', conditions: [0], values: [1] }, update: { does: 'update', conditions: [0, 1], values: [0, 1] },
  findByIdAndDelete: { does: 'delete', conditions: [0] }, findByIdAndRemove: { does: 'delete', conditions: [0] }, findOneAndDelete: { does: 'delete', conditions: [0] }, findOneAndRemove: { does: 'delete', conditions: [0] },
  deleteOne: { does: 'delete', conditions: [0] }, deleteMany: { does: 'delete', conditions: [0] }, delete: { does: 'delete', conditions: [0] }, destroy: { does: 'delete', conditions: [0] }, softDelete: { does: 'delete', conditions: [0] },
  create: { does: 'create', conditions: [], values: [0] }, insertOne: { does: 'create', conditions: [], values: [0] }, insertMany: { does: 'create', conditions: [], values: [0] }, bulkCreate: { does: 'create', conditions: [], values: [0] },
};
const RUNS_SQL = /^(query|execute|exec|raw|all|one|oneOrNone|any|many|manyOrNone|none|get|run|unsafe|\$queryRaw|\$queryRawUnsafe|\$executeRaw|\$executeRawUnsafe|queryOne|queryRow|prepare)$/;
const SQL = /^\s*(?:(select)\b[\s\S]*?\bfrom|(update)|(delete)\s+from|(insert)\s+(?:or \w+ )?into)\s+["'`[]?(?:\w+["'`\]]?\.["'`[]?)?(\w+)/i;
const CLIENT = /(prisma|^db|database|client|^tx|^trx|transaction|orm|^knex|manager|^em|conn(ection)?|datasource|pool|sql|models?)(service|client)?$/i;

/** The query that a call or a tagged template is, where its form tells; whether the project itself defines the method is for the caller to ask. */
export function queryOf(module: ModuleFacts, expr: Expr): StoreQuery | undefined {
  if (expr.kind === 'template') return expr.tag ? ofSql(expr, sqlText(expr), expr.values) : undefined;
  if (expr.kind !== 'call' || expr.callee.kind !== 'member') return undefined;
  const { property: method, object } = expr.callee;
  if (method === 'where' || method === 'andWhere' || method === 'values' || method === 'set') return ofBuilder(module, expr, method, object);
  if (RUNS_SQL.test(method)) {
    const text = expr.args[0] && originOf(module, expr.args[0]);
    const sql = text && sqlText(text);
    if (text && sql !== undefined) return ofSql(expr, sql, [...(text.kind === 'template' ? text.values : []), ...expr.args.slice(1)]);
  }
  return ofPrisma(module, expr, method, object) ?? ofModel(module, expr, method, object);
}

function ofPrisma(module: ModuleFacts, expr: CallExpr, method: string, object: Expr): StoreQuery | undefined {
  const does = entryOf(PRISMA, method);
  if (!does || object.kind !== 'member' || object.property === '' || /^[A-Z]/.test(object.property)) return undefined;
  const holder = object.object.kind === 'member' && object.object.property === 'query' ? object.object.object : object.object;
  if (!CLIENT.test(nameOf(holder))) return undefined;
  const options = expr.args[0] && originOf(module, expr.args[0]);
  const part = (key: string): Expr[] => (options?.kind === 'object' ? options.properties.flatMap((one) => (one.key === key ? [one.value] : [])) : []);
  if (options && options.kind !== 'object') return { kind: kindOf(object.property), does, call: expr, conditions: [options], values: [] };
  return { kind: kindOf(object.property), does, call: expr, conditions: part('where'), values: [...part('data'), ...part('update'), ...part('create')] };
}

function ofModel(module: ModuleFacts, expr: CallExpr, method: string, object: Expr): StoreQuery | undefined {
  const known = Object.hasOwn(MODELS, method) ? MODELS[method]! : undefined;
  if (!known) return undefined;
  const take = (args: Expr[], places: number[] = []): Expr[] => places.flatMap((i) => (args[i] ? [args[i]] : []));
  const entity = expr.args[0];
  // `manager.findOne(Post, { where: { id } })`
  if (entity && entity.kind === 'ref' && /^[A-Z]/.test(entity.name) && /(manager|^em|datasource|session)$/i.test(nameOf(object))) {
    const rest = expr.args.slice(1);
    return { kind: kindOfModel(entity.name), does: known.does, call: expr, conditions: take(rest, known.conditions), values: take(rest, known.values) };
  }
  const kind = modelName(module, object);
  if (kind === undefined) return undefined;
  let conditions = take(expr.args, known.conditions);
  let values = take(expr.args, known.values);
  if (method === 'update') {
    const second = expr.args[1] && originOf(module, expr.args[1]);
    // Sequelize has the values first and the condition in an option.
    const where = second?.kind === 'object' ? second.properties.find((one) => one.key === 'where') : undefined;
    conditions = where ? [where.value] : take(expr.args, [0]);
    values = where ? take(expr.args, [0]) : take(expr.args, [1]);
  } else if (/^(findByPk|findById|findOne|destroy)/.test(method) || known.does === 'read') conditions = conditions.map((one) => whereOf(module, one));
  return { kind, does: known.does, call: expr, conditions, values };
}

function whereOf(module: ModuleFacts, options: Expr): Expr {
  const object = originOf(module, options);
  return (object.kind === 'object' && object.properties.find((one) => one.key === 'where')?.value) || options;
}

const NO_MODEL = /^(Object|Array|Promise|JSON|Math|Date|Map|Set|Number|String|Reflect|Buffer|URL|Headers|Response|Request|Symbol|Error|NextResponse)$/;

/** What the records are called by the object that a method is called on: `Post`, `models.Post`, `this.postRepository`, `getRepository(Post)`, `db.collection('posts')`. */
function modelName(module: ModuleFacts, object: Expr): string | undefined {
  if (object.kind === 'call') {
    const name = nameOf(object.callee);
    const arg = object.args[0];
    if (!arg || !/^(getRepository|getTreeRepository|getMongoRepository|collection|model|getModel|table|from|knex|db)$/.test(name)) return undefined;
    const text = arg.kind === 'literal' && typeof arg.value === 'string' ? arg.value : arg.kind === 'ref' ? arg.name : arg.kind === 'member' ? arg.property : undefined;
    return text === undefined ? undefined : kindOfModel(text);
  }
  const name = nameOf(object);
  if (object.kind === 'ref') {
    const init = object.binding >= 0 ? module.bindings[object.binding]?.init : undefined;
    if (init?.kind === 'call') { const made = modelName(module, init); if (made !== undefined && /^(collection|getRepository|model)$/.test(nameOf(init.callee))) return made; }
    if (/^[A-Z]\w*[a-z]/.test(name) && !NO_MODEL.test(name) && !/(Service|Controller|Client|Util|Utils|Helper|Api|Manager|Provider|Factory|Cache|Store|Queue|Map|List|Set)$/.test(name)) return kindOfModel(name);
  }
  if (object.kind === 'member' && /^[A-Z]\w*[a-z]/.test(name) && nameOf(object.object) !== '' && !NO_MODEL.test(name)) return kindOfModel(name);
  return /(Repository|Repo|Model|Collection)$/.test(name) && !/^(Model|Repository|repository|Collection)$/.test(name) ? kindOfModel(name) : undefined;
}

/** `db.select().from(posts).where(...)`, `db.update(posts).set({}).where(...)`, `knex('posts').where(...)`. */
function ofBuilder(module: ModuleFacts, expr: CallExpr, method: string, object: Expr): StoreQuery | undefined {
  let does: Does = 'read';
  const values: Expr[] = [];
  let table: Expr | undefined;
  for (let at: Expr = object; ;) {
    if (at.kind === 'call' && at.callee.kind === 'member') {
      const name = at.callee.property;
      if (/^(from|selectFrom|table|into)$/.test(name)) table ??= at.args[0];
      else if (/^(update|updateTable)$/.test(name)) { does = 'update'; table ??= at.args[0]; }
      else if (/^(delete|deleteFrom)$/.test(name)) { does = 'delete'; table ??= at.args[0]; }
      else if (/^(insert|insertInto)$/.test(name)) { does = 'create'; table ??= at.args[0]; }
      else if (name === 'set') values.push(...at.args);
      at = at.callee.object;
    } else if (at.kind === 'call' && at.callee.kind === 'ref') { table ??= at.args[0]; break; } else if (at.kind === 'member') at = at.object;
    else break;
  }
  const name = table && (table.kind === 'literal' && typeof table.value === 'string' ? table.value.split(' ')[0]! : nameOf(originTable(module, table)));
  if (!name) return undefined;
  if (method === 'values' || method === 'set') return does === 'create' || method === 'set' ? { kind: kindOf(name), does: method === 'set' ? 'update' : 'create', call: expr, conditions: [], values: expr.args } : undefined;
  return { kind: kindOf(name), does, call: expr, conditions: expr.args, values };
}

function originTable(module: ModuleFacts, table: Expr): Expr {
  const origin = originOf(module, table);
  return origin.kind === 'ref' || origin.kind === 'member' ? origin : table;
}

function ofSql(call: Expr, sql: string | undefined, conditions: Expr[]): StoreQuery | undefined {
  const match = sql === undefined ? null : SQL.exec(sql);
  if (!match) return undefined;
  const does = match[1] ? 'read' : match[2] ? 'update' : match[3] ? 'delete' : 'create';
  const writes = does === 'create';
  return { kind: kindOf(match[5]!), does, call, conditions: writes ? [] : conditions, values: writes || does === 'update' ? conditions : [], sql: sql! };
}

/** Values are `?`. */
function sqlText(expr: Expr): string | undefined {
  if (expr.kind === 'literal') return typeof expr.value === 'string' ? expr.value : undefined;
  return expr.kind === 'template' ? expr.texts.join('?') : undefined;
}

function kindOfModel(name: string): string {
  return kindOf(name.replace(/(?<=.)_?(Model|Repository|Repo|Entity|Collection)$/, ''));
}

/** The last name of an expression: `prisma` for `ctx.prisma`, `getDb` for `getDb()`. */
export function nameOf(expr: Expr | CallExpr | NewExpr): string {
  if (expr.kind === 'ref') return expr.name;
  if (expr.kind === 'member') return expr.property;
  if (expr.kind === 'call' || expr.kind === 'new') return nameOf(expr.callee);
  if (expr.kind === 'await') return nameOf(expr.value);
  return '';
}

/** One spelling for what one kind of record goes by: `Posts` and `tbl_posts` are `post`. */
export function kindOf(name: string): string {
  const plain = name.replace(/^(tbl|tb)_/i, '').replace(/_?(Table|Schema)$/, '').replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  return plain.endsWith('ies') ? `${plain.slice(0, -3)}y` : /(ss|us|is)$/.test(plain) ? plain : plain.replace(/s$/, '');
}
