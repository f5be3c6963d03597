import type { ObjectValue, PackageModel, Value } from '../../model/index.ts';
import { packageOf, textOf, type Program } from '../../link/index.ts';
import { listOf, member } from '../named.ts';

export const PACKAGE = 'moleculer-web';

/** Schemas of services are data. */
export const model: PackageModel = { packages: [PACKAGE], keepsCallbacks: () => true };

const isSchema = (value: Value | undefined): value is ObjectValue => value?.kind === 'object' && value.cls === undefined && textOf(value.props.get('name') ?? { kind: 'literal', value: undefined }) !== undefined;

/** Schemas of services: what files export, and what brokers are given. */
export function schemasOf(program: Program): ObjectValue[] {
  const exported = program.modules.filter((module) => /service|gateway|api/i.test(module.path) || module.imports.some((one) => one.source === PACKAGE)).flatMap((module) => [program.machine.exportOf(module.path, 'default'), program.machine.exportOf(module.path, '*')]);
  const given = program.machine.records.filter((record) => record.method === 'createService').flatMap((record) => record.args);
  return [...new Set([...exported, ...given].filter(isSchema))];
}

export function isGateway(schema: ObjectValue): boolean {
  return listOf(schema.props.get('mixins')).values.some((one) => packageOf(one) === PACKAGE) && member(schema.props.get('settings'), 'routes') !== undefined;
}
