import { describe, expect, it } from 'vitest';
import { analysis } from '../report/sample.ts';
import { authlint } from './host.ts';

describe('colours', () => {
  const coloured = async (argv: string[], setup: Parameters<typeof authlint>[1]) => (await authlint(argv, setup)).stdout.includes('\u001b[');

  it.each<[string, string[], Parameters<typeof authlint>[1], boolean]>([
    ['a pipe has none', [], {}, false],
    ['a terminal has them', [], { columns: 80 }, true],
    ['NO_COLOR takes them away', [], { columns: 80, env: { NO_COLOR: '1' } }, false],
    ['an empty NO_COLOR does not', [], { columns: 80, env: { NO_COLOR: '' } }, true],
    ['FORCE_COLOR gives them to a pipe', [], { env: { FORCE_COLOR: '1' } }, true],
    ['FORCE_COLOR=0 takes them away', [], { columns: 80, env: { FORCE_COLOR: '0' } }, false],
    ['NO_COLOR wins over FORCE_COLOR', [], { env: { NO_COLOR: '1', FORCE_COLOR: '1' } }, false],
    ['--no-color wins over FORCE_COLOR', ['--no-color'], { env: { FORCE_COLOR: '1' } }, false],
    ['--color wins over NO_COLOR', ['--color'], { env: { NO_COLOR: '1' } }, true],
    ['a dumb terminal has none', [], { columns: 80, env: { TERM: 'dumb' } }, false],
    ['JSON has none', ['--format', 'json', '--color'], { columns: 80 }, false],
  ])('%s', async (_, argv, setup, expected) => {
    expect(await coloured(argv, setup)).toBe(expected);
  });

  it('are on routes and rules too', async () => {
    expect([await coloured(['routes'], { columns: 80 }), await coloured(['rules'], { columns: 80 }), await coloured(['rules', '--no-color'], { columns: 80 })]).toEqual([true, true, false]);
  });
});

describe('progress', () => {
  const analyze: NonNullable<Parameters<typeof authlint>[1]>['analyze'] = ({ onProgress }) => {
    onProgress!('extract', 3, 10);
    onProgress!('extract', 4, 10);
    return analysis;
  };

  it('is one line on stderr of a terminal, which is gone at the end', async () => {
    expect((await authlint([], { analyze, columns: 80 })).stderr).toBe('\r\u001b[Kextract 3/10\r\u001b[K');
  });

  it('is gone before an error is shown', async () => {
    const failing: typeof analyze = (options) => { analyze(options); throw Object.assign(new Error('bad'), { name: 'ConfigError' }); };
    expect((await authlint([], { analyze: failing, columns: 80 })).stderr).toBe('\r\u001b[Kextract 3/10\r\u001b[Kauthlint: bad\n');
  });

  it('is not written elsewhere', async () => {
    expect((await authlint([], { analyze })).stderr).toBe('');
  });
});
