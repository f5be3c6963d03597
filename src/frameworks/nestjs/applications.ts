import type { CallRecord, ClassFacts, ResultValue, Site, Value } from '../../model/index.ts';
import { alternatives, packageOf, pathOf, type Program } from '../../link/index.ts';
import { elementsOf } from '../elements.ts';
import { targetsIn, versionsIn, type Addressing } from './addresses.ts';
import { nameOf, type Use } from './guards.ts';
import { callsOn, isNest, listOf, member, namedOf, resolved } from './names.ts';
import type { Settings } from './settings.ts';

/** One call of `NestFactory`, and what is then done to what it gives. */
export interface Application {
  root: Value;
  site: Site;
  calls: CallRecord[];
  /** Serves HTTP; otherwise it is a microservice only. */
  http: boolean;
  /** Answers messages, and whether global guards hold for them (`inheritAppConfig`). */
  messages: 'no' | 'bare' | 'guarded';
  fastify: boolean;
}

const MAKERS = ['create', 'createMicroservice'];
const STARTS = ['listen', 'listenAsync', 'init', 'startAllMicroservices', 'startAllMicroservicesAsync'];

/** Applications that the project starts. One that never listens is left out where another of the same root does: it only writes a description or seeds. */
export function applicationsOf(program: Program): Application[] {
  const found = program.machine.records.filter((record) => packageOf(record.callee) === '@nestjs/core' && pathOf(record.callee)[0] === 'NestFactory' && MAKERS.includes(record.method || pathOf(record.callee).at(-1)!));
  const all = found.map((record) => applicationOf(program, record));
  const listens = (one: Application): boolean => callsOn(one.calls, ...STARTS).length > 0;
  return all.filter((one) => listens(one) || !all.some((other) => other !== one && listens(other) && sameRoot(one.root, other.root)));
}

function sameRoot(a: Value, b: Value): boolean {
  const of = (value: Value): ClassFacts | undefined => (value.kind === 'class' ? value.cls : undefined);
  return of(a) !== undefined && of(a) === of(b);
}

function applicationOf(program: Program, record: CallRecord): Application {
  const calls = record.result?.kind === 'result' ? everyCall(record.result) : [];
  const connected = callsOn(calls, 'connectMicroservice');
  const inherits = connected.some((one) => alternatives(member(one.args[1], 'inheritAppConfig') ?? record.callee).some((value) => value.kind === 'literal' && value.value === true));
  const http = pathOf(record.callee).at(-1) === 'create';
  const { module, expr } = record;
  return {
    root: resolved(program.machine, record.args[0] ?? { kind: 'literal', value: undefined }), site: { module, start: expr.start, end: expr.callee.end }, calls, http,
    messages: !http || inherits ? 'guarded' : connected.length > 0 ? 'bare' : 'no',
    fastify: record.args.some((arg) => isNest(arg, 'FastifyAdapter')),
  };
}

function everyCall(result: ResultValue): CallRecord[] {
  return [...result.calls].sort((a, b) => a.order - b.order);
}

/** Guards of `useGlobalGuards`, or interceptors of `useGlobalInterceptors`. */
export function globalUses(application: Application, name: string): Use[] {
  return callsOn(application.calls, name).flatMap((record) => elementsOf(record, 0).map((one): Use => ({ ...one, name: one.name || nameOf(one.value), conditional: record.conditions.length > 0 })));
}

/** Prefix and versions, from `setGlobalPrefix` and `enableVersioning`. */
export function addressingOf(application: Application | undefined, settings: Settings, major: number): Addressing {
  const addressing: Addressing = { prefix: '', excluded: [], defaultVersions: [], mountsDefaults: major >= 12 };
  const prefix = application && callsOn(application.calls, 'setGlobalPrefix').at(-1);
  if (prefix) {
    addressing.prefix = settings.path(prefix.args[0]);
    addressing.excluded = texts(member(prefix.args[1], 'exclude')).flatMap(targetsIn);
  }
  const versioning = application && callsOn(application.calls, 'enableVersioning').at(-1);
  if (versioning) {
    const [options] = versioning.args;
    const type = member(options, 'type');
    addressing.defaultVersions = versionsIn(member(options, 'defaultVersion'));
    if (!type || namedOf(type)?.name === 'URI') {
      const mark = member(options, 'prefix');
      addressing.versionMark = mark?.kind === 'literal' ? (typeof mark.value === 'string' ? mark.value : mark.value === false ? '' : 'v') : 'v';
    }
  }
  return addressing;
}

function texts(value: Value | undefined): Value[] {
  return value?.kind === 'array' ? value.elements : listOf(value).values;
}
