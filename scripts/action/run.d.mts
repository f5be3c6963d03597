export interface StepReport { id: string; uses?: string; outcome: 'success' | 'failure' | 'skipped' | 'not run here'; stdout: string; stderr: string; with?: Record<string, string> }

export function runAction(options: {
  action: string;
  cwd: string;
  temp: string;
  inputs?: Record<string, string>;
  github?: Record<string, unknown>;
  given?: Record<string, Record<string, string>>;
  env?: Record<string, string>;
}): { status: number; steps: StepReport[]; outputs: Record<string, string>; summary: string };
