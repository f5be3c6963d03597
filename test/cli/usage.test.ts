import { describe, expect, it } from 'vitest';
import { version } from '../../src/cli/package.ts';
import { clean } from '../report/sample.ts';
import { authlint, folder } from './host.ts';
import manifest from '../../package.json' with { type: 'json' };

const refused = (stderr: string) => ({ status: 2, stdout: '', stderr, asked: undefined });

describe('what is wrong with the command line ends with 2 and one message', () => {
  it.each([
    [['--formt', 'json'], 'authlint: Unknown option --formt. Did you mean "--format"?\n'],
    [['routes', '--max-warning=1'], 'authlint: Unknown option --max-warning.\n'],
    [['check', '--max-warning=1'], 'authlint: Unknown option --max-warning. Did you mean "--max-warnings"?\n'],
    [['--zzzzzz', '-q'], 'authlint: Unknown option --zzzzzz.\nUnknown option -q.\n'],
    [['--color', 'rules', '--no-formet'], 'authlint: Unknown option --formet. Did you mean "--format"?\n'],
    [['rules', 'extra'], 'authlint: Unexpected argument "extra".\n'],
    [['chekc'], 'authlint: There is no command, file or folder "chekc". Did you mean "check"?\n'],
    [['--format', 'xml'], 'authlint: There is no format "xml". Did you mean "html"? It is one of stylish, json, sarif, github, gitlab, junit, markdown, html.\n'],
    [['-c'], 'authlint: Not enough arguments following: c\n'],
    [['--max-warnings', 'few'], 'authlint: --max-warnings needs a whole number, not "few".\n'],
    [['--rule', 'require-rout-auth'], 'authlint: There is no rule "require-rout-auth". Did you mean "require-route-auth"? "authlint rules" lists them all.\n'],
    [['--rule', 'require-route-auth:eror'], 'authlint: --rule require-route-auth:eror: "eror" is no severity. Did you mean "error"? It is one of error, warning, note.\n'],
    [['explain', 'no-hardcoded-secrets'], 'authlint: There is no rule "no-hardcoded-secrets". Did you mean "no-hardcoded-secret"? "authlint rules" lists them all; a route is "METHOD /path" or file:line.\n'],
    [['explain'], 'authlint: Which rule, or which route? A route is "METHOD /path" or file:line; a rule is one of require-route-auth, no-hardcoded-secret, require-jwt-algorithm.\n'],
  ])('%j', async (argv, stderr) => {
    expect(await authlint(argv)).toEqual(refused(stderr));
  });
});

describe('the engine', () => {
  const nothing = (message: string) => ({ status: 2, stdout: '', stderr: message });

  it('finding no files ends with 2', async () => {
    expect(await authlint(['src'], { result: { ...clean, files: 0 } })).toMatchObject(nothing(
      'authlint: No files to analyse in src: there is no JavaScript or TypeScript, or the configuration or .gitignore leaves it out.\n'));
  });

  it('refusing the configuration ends with 2 and its message', async () => {
    const analyze = () => { throw Object.assign(new Error('authlint.config.json: "ruls" is unknown.'), { name: 'ConfigError' }); };
    expect(await authlint([], { analyze })).toMatchObject(nothing('authlint: authlint.config.json: "ruls" is unknown.\n'));
  });

  it('failing ends with 2, and shows all of it only when asked', async () => {
    const analyze = () => { throw new TypeError('x is not a function'); };
    expect(await authlint([], { analyze })).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^authlint: Internal error: x is not a function\nauthlint \S+, Node v\S+, .*; while starting\n {4}at /) });
    expect((await authlint(['--debug'], { analyze })).stderr).toMatch(/\nIn full, with what may be private: TypeError: x is not a function\n\s+at /);
  });
});

it('an error lets nothing act on the terminal', async () => {
  const analyze = () => { throw new Error('a\u001b[2Jb'); };
  expect((await authlint([], { analyze })).stderr).toMatch(/^authlint: Internal error: a\\x1b\[2Jb\n/);
});

it('an error gives no command to a CI service', async () => {
  const analyze = () => { throw new Error('a\n::error::b ##[group]c'); };
  expect((await authlint(['--debug'], { analyze })).stderr).toMatch(/: a\n\\x3a:error::b #\\x23\[group\]c\n/);
});

describe('help', () => {
  it('shows commands, options, examples and exit status on stdout', async () => {
    const { status, stdout, stderr, asked } = await authlint(['--help']);
    expect([status, stderr, asked]).toEqual([0, '', undefined]);
    for (const text of ['How findings are written: stylish, json, sarif,', '--format sarif=authlint.sarif', 'authlint check [paths..]', 'authlint routes [paths..]', 'authlint rules', 'authlint explain [topic]', '--max-warnings', 'Examples:', 'Exit status: 0 nothing']) {
      expect(stdout).toContain(text);
    }
  });

  it('is about one command after its name', async () => {
    const { stdout } = await authlint(['routes', '--help']);
    expect(stdout).toContain('authlint routes src --format json');
    expect(stdout).not.toContain('--max-warnings');
  });

  it('fits a narrow terminal', async () => {
    const { stdout } = await authlint(['--help'], { columns: 70 });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(70);
  });
});

it('--version prints the version of the package', async () => {
  expect(await authlint(['--version'])).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '', asked: undefined });
  expect(version).toBe(manifest.version);
});

describe('paths', () => {
  const asked = async (argv: string[], cwd = folder({ 'src/a.ts': '', '-odd.ts': '' })) => (await authlint(argv, { cwd })).asked?.paths;

  it('may follow the command, or stand alone', async () => {
    expect([await asked(['check', 'src', 'lib']), await asked(['src', 'lib'])]).toEqual([['src', 'lib'], ['src', 'lib']]);
  });

  it('are none by default', async () => {
    expect(await asked([])).toBeUndefined();
  });

  it('may start with a dash after --', async () => {
    expect([await asked(['--', '-odd.ts']), await asked(['check', 'src', '--', '-odd.ts'])]).toEqual([['-odd.ts'], ['src', '-odd.ts']]);
  });

  it('stay text when they look like numbers', async () => {
    expect(await asked(['check', '007', '1e3'])).toEqual(['007', '1e3']);
  });

  it('may be named like a command spelt wrong', async () => {
    expect(await asked(['chekc'], folder({ 'chekc/a.ts': '' }))).toEqual(['chekc']);
  });
});
