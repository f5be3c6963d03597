import type { CallRecord, ResultValue } from '../model/index.ts';
import { alternatives, type Program } from '../link/index.ts';

/** Why the surroundings of a router that nobody is seen to mount are not known. A router that goes somewhere the engine cannot see may be guarded there. */
export function whyUnmounted(program: Program, router: ResultValue, records: CallRecord[]): string {
  if (program.machine.given.includes(router)) return 'its router is given to a function that nobody in the project is seen to call';
  const passed = records.some((record) => record.order > router.call.order && record.args.some((arg) => alternatives(arg).includes(router)));
  if (passed) return 'its router is handed to code outside the project, which may guard it';
  const path = router.call.module.path;
  const imported = program.modules.some((module) => module.path !== path && module.imports.some((one) => {
    const target = program.machine.host.resolve(module.path, one.source);
    return target?.kind === 'file' && target.file === path;
  }));
  return imported ? 'the place where its router is mounted could not be found' : 'its router is mounted nowhere in the project';
}
