// Prints the outcome of the last `npm run unit` from vitest's JSON report; ends with 1 unless every test passed.
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(new URL('../node_modules/.vitest/report.json', import.meta.url), 'utf8'));
// A file that does not load has no tests to fail: it counts as one.
const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
const failed = report.numFailedTests + unloaded;
const skipped = report.numPendingTests + report.numTodoTests;

console.log(`${report.testResults.length} test files, ${report.numTotalTests} tests${skipped ? `, ${skipped} of them skipped` : ''}`);
console.log(`${report.numPassedTests} passed, ${failed} failed`);
process.exitCode = failed === 0 && report.success && report.numPassedTests > 0 ? 0 : 1;
