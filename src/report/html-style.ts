/** The style of the page: dark or light as the reader's system has it, readable on paper and on a narrow screen. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1b1f24; --ground: #ffffff; --faint: #59636e; --line: #d1d9e0; --code: #f6f8fa; --error: #b3261e; --warning: #8a5300; --note: #0b57d0; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --ground: #0d1117; --faint: #9198a1; --line: #3d444d; --code: #161b22; --error: #ff8a80; --warning: #f2b866; --note: #8ab4f8; } }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 70rem; margin: 0 auto; padding: 1rem; }
h2 { margin: 2rem 0 0.5rem; font-size: 1.1rem; border-bottom: 1px solid var(--line); }
h3 { margin: 0; font-size: 1rem; font-weight: 600; }
a { color: inherit; }
code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 0.875rem; }
pre { margin: 0.5rem 0; padding: 0.75rem; overflow-x: auto; overflow-wrap: normal; background: var(--code); border: 1px solid var(--line); border-radius: 0.375rem; }
table { width: 100%; border-collapse: collapse; overflow-wrap: normal; }
th, td { padding: 0.25rem 0.5rem; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line); }
.number { text-align: end; }
article { margin: 1rem 0; padding-inline-start: 0.75rem; border-inline-start: 0.25rem solid var(--line); }
article p { margin: 0.25rem 0; }
.error { border-inline-start-color: var(--error); }
.warning { border-inline-start-color: var(--warning); }
.note { border-inline-start-color: var(--note); }
.error .severity { color: var(--error); }
.warning .severity { color: var(--warning); }
.note .severity { color: var(--note); }
.doubt, ul { color: var(--faint); font-weight: 400; }
ul { margin: 0.25rem 0; padding-inline-start: 1.25rem; font-size: 0.875rem; }
@media print { article { break-inside: avoid; } pre { white-space: pre-wrap; } }
`;
