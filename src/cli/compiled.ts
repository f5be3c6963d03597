import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { constants, Script } from 'node:vm';

interface Module { exports: unknown }
type Wrapper = (exports: unknown, require: (name: string) => unknown, module: Module, filename: string, dirname: string) => void;

/**
 * What is before the compiled code in the file that keeps it: a digest of all that follows, since V8 itself does not notice when its
 * bytes were changed, and for how many milliseconds the process had run that kept it.
 */
const DIGEST_BYTES = 20;
const AGE_BYTES = 4;
/** A process that has run so much longer has likely called more functions, which are compiled when they are first called. */
const LONGER = 3;

interface Compiled { script: Script; place: string; /** 0: none was kept. */ kept: number }

const compiled: Compiled[] = [];

/**
 * Runs a CommonJS module of this package, and each that it takes from its own folder, from the code that V8 has compiled in an
 * earlier process. Compiling takes longer than many a check. The code is kept in the folder of the module, and nowhere else: whoever
 * can write there can change the module itself. Where this process may not write, it compiles every time, as with Node's
 * own `NODE_DISABLE_COMPILE_CACHE=1`.
 *
 * @param file absolute; its name changes with its content, since V8 only compares lengths
 * @returns what it exports
 */
export function loadCompiled(file: string): unknown {
  const loaded = new Map<string, Module>();
  const load = (path: string): unknown => {
    const known = loaded.get(path);
    if (known) return known.exports;
    const module: Module = { exports: {} };
    loaded.set(path, module);
    const outside = createRequire(path);
    const own = (name: string): unknown => (/^\.\/[^/]+\.cjs$/.test(name) ? load(resolve(dirname(path), name)) : outside(name));
    (compile(path).runInThisContext() as Wrapper)(module.exports, own, module, path, dirname(path));
    return module.exports;
  };
  return load(file);
}

/** Keeps the code of all that this process has loaded, with the functions that it has used, where that is more than is kept. */
export function keepCompiled(): void {
  // A command that has only printed something has used next to nothing of it.
  if (compiled.length < 2) return;
  const age = Math.ceil(performance.now());
  for (const one of compiled) if (age > one.kept * LONGER) keep(one, age);
}

function compile(file: string): Script {
  const place = `${file}.${process.version}-${process.platform}-${process.arch}.bin`;
  const disabled = process.env.NODE_DISABLE_COMPILE_CACHE === '1';
  const known = disabled ? undefined : read(place);
  const source = `(function (exports, require, module, __filename, __dirname) { ${readFileSync(file, 'utf8')}\n})`;
  const script = new Script(source, { filename: file, ...(known ? { cachedData: known.code } : {}), importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER });
  if (!disabled) compiled.push({ script, place, kept: known && !script.cachedDataRejected ? known.age : 0 });
  return script;
}

function read(place: string): { code: Buffer; age: number } | undefined {
  try {
    const bytes = readFileSync(place);
    const rest = bytes.subarray(DIGEST_BYTES);
    return digest(rest).equals(bytes.subarray(0, DIGEST_BYTES)) ? { age: rest.readUInt32LE(), code: rest.subarray(AGE_BYTES) } : undefined;
  } catch {
    return undefined;
  }
}

/** Other processes may do the same at this moment: whoever reads sees the whole file or none. */
function keep({ script, place }: Compiled, age: number): void {
  const part = join(dirname(place), `.${basename(place)}.${process.pid}.part`);
  try {
    const head = Buffer.alloc(AGE_BYTES);
    head.writeUInt32LE(age);
    const rest = Buffer.concat([head, script.createCachedData()]);
    writeFileSync(part, Buffer.concat([digest(rest), rest]), { flag: 'wx' });
    renameSync(part, place);
  } catch {
    // A folder that cannot be written to, or a full disk: the next process compiles again.
    rmSync(part, { force: true });
  }
}

function digest(bytes: Buffer): Buffer {
  return createHash('sha1').update(bytes).digest();
}
