import type { Asked, LiteralValue } from '../model/index.ts';

/** Something that was asked about what a text was made of, and how to ask it of something else. */
export interface Question<About> {
  /** Two with the same text ask the same. */
  text: string;
  /** The answer, as text. */
  of(about: About): string;
}

/**
 * A text that is known, but of which it is noted what is asked: two runs in which all answers are alike went the same way,
 * though their texts differ. Whoever reads its value asks for all of it.
 *
 * @param name What the text is of `about`; the same name stands for the same `of`.
 * @param note Told of each question as it is answered.
 */
export function askedText<About>(name: string, of: (about: About) => string, about: About, note: (question: Question<About>) => void): LiteralValue {
  const asked: Asked = {
    ask(question, answer) {
      note({ text: `${name}${question}`, of: (one) => JSON.stringify(answer(of(one))) });
      return answer(of(about));
    },
    derive(operation, apply, others = []) {
      // What an earlier element kept is a text like any other here: whoever got it from the request has hung on it.
      const sources = others.map((other) => made.get(other) as Made<About>).map((one) => (one.about === about ? one : fixed(one)));
      const all = [name, ...sources.map((one) => one.name)];
      return askedText(`${all.length > 1 ? `(${all.join('|')})` : name}${operation}`, (one) => apply(of(one), ...sources.map((source) => source.of(one))), about, note);
    },
  };
  made.set(asked, { name, of, about });
  return { kind: 'literal', get value() { return asked.ask('', (text) => text); }, asked };
}

function fixed<About>({ of, about }: Made<About>): Made<About> {
  const text = of(about);
  return { name: JSON.stringify(text), of: () => text, about };
}

interface Made<About> { name: string; of(about: About): string; about: About }
const made = new WeakMap<Asked, unknown>();

/** What a text is asked about, where that is noted. */
export function askedOf(value: { kind: string }): Asked | undefined {
  return value.kind === 'literal' ? (value as LiteralValue).asked : undefined;
}
