import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { bridgeTo } from './event-bridge.ts';
import type { Fixture } from './fixture.ts';

/** A running fixture. */
export interface Booted {
  /** The request listener, of fixtures that have one. */
  app: RequestListener | undefined;
  /** `http://127.0.0.1:PORT`. */
  origin: string;
  stop(): Promise<void>;
}

/**
 * What a fixture's entry exports: `createApp`, which gives a request listener, or `start`, which starts the framework's own
 * server on a free port of 127.0.0.1 and gives its origin.
 */
interface AppModule {
  createApp?(): RequestListener | Promise<RequestListener>;
  start?(): Promise<{ origin: string; stop(): Promise<void> }>;
}

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));

interface Manifest { name: string; type?: string; dependencies: Record<string, string> }

const manifestIn = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** The workspace packages of a fixture, by name. */
function workspacesIn(folder: string): Map<string, string> {
  const packages = join(folder, 'packages');
  const folders = existsSync(packages) ? readdirSync(packages).map((name) => join(packages, name)) : [];
  return new Map(folders.map((one) => [manifestIn(one).name, one]));
}

/** The folder that a dependency is installed in: Express 4 lives under an alias beside Express 5. */
function installed(name: string, range: string): string {
  return join(modules, name === 'express' && range.startsWith('^4') ? 'express4' : name);
}

/** A copy of a CommonJS fixture with the dependencies that its own package.json asks for, as npm would link them. */
function copyWithDependencies(fixture: Fixture, dependencies: Record<string, string>): string {
  const copy = mkdtempSync(join(tmpdir(), `${fixture.name}-`));
  cpSync(fixture.folder, copy, { recursive: true });
  const workspaces = workspacesIn(copy);
  for (const [name, range] of Object.entries(dependencies)) {
    const link = join(copy, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(workspaces.get(name) ?? installed(name, range), link, 'dir');
  }
  return copy;
}

/** Puts JavaScript beside every TypeScript file, as the folder's tsconfig.json has it. */
function transpile(folder: string): void {
  const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), (path) => readFileSync(path, 'utf8')) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  for (const name of readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const file = join(folder, 'src', name);
    const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions: options, fileName: file });
    writeFileSync(file.replace(/\.ts$/, '.js'), outputText);
  }
}

async function load(fixture: Fixture): Promise<{ module: AppModule; copy?: string }> {
  const manifest = manifestIn(fixture.folder);
  if (manifest.type === 'module') {
    const url = pathToFileURL(join(fixture.folder, fixture.runtime.entry)).href;
    return { module: (await import(/* @vite-ignore */ url)) as AppModule };
  }
  const copy = copyWithDependencies(fixture, manifest.dependencies);
  const [program, ...args] = fixture.runtime.build ?? [];
  if (program) execFileSync(process.execPath, [join(modules, program), ...args], { cwd: copy, stdio: 'pipe' });
  if (fixture.runtime.transpile) transpile(copy);
  const entry = fixture.runtime.transpile ? fixture.runtime.entry.replace(/\.ts$/, '.js') : fixture.runtime.entry;
  return { module: createRequire(join(copy, 'package.json'))(`./${entry}`) as AppModule, copy };
}

/** Starts a fixture on a free port of the loopback interface, with the environment that its runtime.json gives. */
export async function boot(fixture: Fixture): Promise<Booted> {
  Object.assign(process.env, fixture.runtime.env);
  const { module, copy } = await load(fixture);
  const release = (): void => {
    for (const name of Object.keys(fixture.runtime.env)) delete process.env[name];
    if (copy) rmSync(copy, { recursive: true });
  };
  if (module.start) {
    const { origin, stop } = await module.start();
    const bridge = fixture.runtime.sockets ? await bridgeTo(origin, fixture.runtime.sockets) : undefined;
    return { app: undefined, origin: bridge?.origin ?? origin, stop: async () => { await bridge?.stop(); await stop(); release(); } };
  }
  const app = await module.createApp!();
  const server: Server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    app,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      release();
    },
  };
}
