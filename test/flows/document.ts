import { findFlows } from '../../src/flows/index.ts';
import { takeSnapshot } from '../../src/analyze.ts';
import { openProject } from '../../src/project/index.ts';
import { flowsMarkdown } from '../../src/report/flows/markdown.ts';
import type { Flow } from '../../src/flows/index.ts';
import { sequenceDiagram } from '../../src/report/flows/mermaid.ts';
import { projectFolder } from '../harness/project-folder.ts';

const STAMP = { tool: '1.2.3', commit: '0123456789abcdef0123456789abcdef01234567', date: '2026-02-03' };

/** The document of a folder, with a stamp that does not change. */
export function documentOf(cwd: string): string {
  return flowsMarkdown(findFlows(takeSnapshot(openProject({ cwd }))), STAMP, (file) => file);
}

const PACKAGES = { dependencies: { express: '^5.0.0', jsonwebtoken: '^9.0.0', bcrypt: '^5.0.0', passport: '^0.7.0', mongoose: '^8.0.0' } };

/** The flows of a project of these files. */
export function flowsIn(files: Record<string, string>): Flow[] {
  const folder = projectFolder({ 'package.json': JSON.stringify(PACKAGES), ...files });
  try {
    return findFlows(takeSnapshot(openProject({ cwd: folder.path }))).flows;
  } finally {
    folder.remove();
  }
}

/** What happens after the request in a flow of an Express application with this code before and in the handler. */
export function stepsOf(handler: string, before = '', route = "app.post('/login', "): string[] {
  const [flow] = flowsIn({ 'app.js': `const express = require('express');\nconst jwt = require('jsonwebtoken');\nconst bcrypt = require('bcrypt');\n${before}\nconst app = express();\n${route}${handler});\napp.listen(1);\n` });
  const lines = sequenceDiagram(flow!);
  return lines.slice(lines.findIndex((line) => line.includes('C->>A')) + 1).map((line) => line.slice(4));
}
