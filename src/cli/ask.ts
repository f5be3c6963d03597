import { createInterface } from 'node:readline';

/** Asks on the terminal; undefined when the input ends (Ctrl+D) or is broken off (Ctrl+C). */
export function ask(question: string): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  return new Promise((resolve) => {
    terminal.on('close', () => resolve(undefined));
    terminal.on('SIGINT', () => terminal.close());
    terminal.question(question, (answer) => {
      resolve(answer);
      terminal.close();
    });
  });
}
