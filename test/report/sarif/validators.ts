import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Log } from 'sarif';

const multitool = createRequire(import.meta.url)('@microsoft/sarif-multitool') as string;

let validate: ValidateFunction | undefined;

function schema(): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(join(dirname(multitool), 'sarif-2.1.0.json'), 'utf8')) as object);
}

/** What the JSON schema of SARIF 2.1.0, which comes with the multitool, says against a log. */
export function schemaErrors(log: string): string[] {
  validate ??= schema();
  return validate(JSON.parse(log)) ? [] : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/**
 * What the SARIF multitool says against a log under its rules for SARIF and for GitHub Advanced Security, as `RULE level: text`.
 *
 * @throws when the tool did not run, or did not read the log to its end
 */
export function multitoolProblems(log: string): string[] {
  return multitoolReport({ log });
}

/** The same for several logs at once, which are given by name. */
export function multitoolReport(logs: Record<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'authlint-sarif-'));
  try {
    // Installing without scripts leaves it without the right to run.
    chmodSync(multitool, 0o755);
    const report = join(folder, 'report.sarif');
    const files = Object.entries(logs).map(([name, log]) => {
      const file = join(folder, `${name}.sarif`);
      writeFileSync(file, log);
      return file;
    });
    execFileSync(multitool, ['validate', ...files, '--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning', '--output', report], { stdio: 'pipe' });
    const { runs } = JSON.parse(readFileSync(report, 'utf8').replace(/^\uFEFF/, '')) as Log;
    const [run] = runs;
    if (!run?.results || run.invocations?.some(({ executionSuccessful }) => !executionSuccessful)) throw new Error('The multitool did not finish.');
    return run.results.map(({ ruleId, level, message, locations }) => {
      const rule = run.tool.driver.rules?.find(({ id }) => id === ruleId);
      const text = message.text ?? rule?.messageStrings?.[message.id ?? '']?.text ?? message.id;
      const filled = text?.replace(/\{(\d+)\}/g, (_, at: string) => message.arguments?.[Number(at)] ?? '');
      return `${ruleId} ${level ?? 'warning'}: ${filled} (line ${locations?.[0]?.physicalLocation?.region?.startLine})`;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
