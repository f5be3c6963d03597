/** A value as the schema definition language writes it. */
export type SdlValue = string | number | boolean | null | SdlValue[] | { [name: string]: SdlValue };

export interface SdlDirective { name: string; args: Record<string, SdlValue> }
export interface SdlField { name: string; returns: string; directives: SdlDirective[] }
export interface SdlType { name: string; directives: SdlDirective[]; fields: SdlField[] }

/** What a document defines, as far as operations and checks in front of them are concerned. */
export interface SdlDocument {
  types: SdlType[];
  /** Defaults of the arguments of directives that it declares. */
  directives: Map<string, Record<string, SdlValue>>;
  /** Types by operation, where `schema { query: ... }` names them. */
  roots: Map<string, string>;
}

/** `#` comments, block and line strings, `...`, punctuation, names and numbers (spec.graphql.org, section 2.1). */
const TOKEN = /#[^\n]*|"""[^]*?"""|"(?:\\.|[^"\\\n])*"|\.\.\.|[!$&()[\]{}:=@|]|[A-Za-z_]\w*|-?\d[\d.eE+-]*/g;
const DEFINITIONS = new Set(['type', 'interface', 'input', 'enum', 'union', 'scalar', 'directive', 'schema', 'extend', 'query', 'mutation', 'subscription', 'fragment']);

/** Reads type definitions; what it does not understand is passed over. */
export function parseSdl(text: string): SdlDocument {
  const tokens = (text.match(TOKEN) ?? []).filter((token) => !token.startsWith('#'));
  const document: SdlDocument = { types: [], directives: new Map(), roots: new Map() };
  let at = 0;
  const peek = (): string => tokens[at] ?? '';
  const take = (): string => tokens[at++] ?? '';
  const eat = (token: string): boolean => (peek() === token ? (at++, true) : false);
  const skipText = (): void => { while (peek().startsWith('"')) at++; };

  while (at < tokens.length) {
    const word = take();
    if (word === 'type' || word === 'interface') typeDefinition(word === 'type');
    else if (word === 'schema') schemaDefinition();
    else if (word === 'directive') directiveDefinition();
    else if (word === '{') skipBlock();
  }
  return document;

  function typeDefinition(isObject: boolean): void {
    const name = take();
    while (at < tokens.length && peek() !== '{' && peek() !== '@' && !DEFINITIONS.has(peek())) at++;
    const type: SdlType = { name, directives: directives(), fields: [] };
    if (eat('{')) {
      while (at < tokens.length && !eat('}')) {
        skipText();
        if (eat('}')) break;
        const field = fieldDefinition();
        if (field) type.fields.push(field);
      }
    }
    if (isObject) document.types.push(type);
  }

  function fieldDefinition(): SdlField | undefined {
    const name = take();
    if (!/^[A-Za-z_]/.test(name)) return undefined;
    if (eat('(')) skipTo(')', '(');
    if (!eat(':')) return undefined;
    let returns = '';
    while (/^[A-Za-z_[\]!]/.test(peek())) {
      // A name after a complete type is the next field's.
      if (/^[A-Za-z_]/.test(peek()) && returns) break;
      const token = take();
      if (/^[A-Za-z_]/.test(token)) returns = token;
    }
    return { name, returns, directives: directives() };
  }

  function directives(): SdlDirective[] {
    const found: SdlDirective[] = [];
    while (eat('@')) found.push({ name: take(), args: eat('(') ? members(')') : {} });
    return found;
  }

  function members(end: string): Record<string, SdlValue> {
    const found: Record<string, SdlValue> = {};
    while (at < tokens.length && !eat(end)) {
      const name = take();
      if (eat(':')) found[name] = value();
    }
    return found;
  }

  function value(): SdlValue {
    const token = take();
    if (token === '[') {
      const list: SdlValue[] = [];
      while (at < tokens.length && !eat(']')) list.push(value());
      return list;
    }
    if (token === '{') return members('}');
    if (token.startsWith('"""')) return token.slice(3, -3).trim();
    if (token.startsWith('"')) return token.slice(1, -1);
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'null') return null;
    return /^-?\d/.test(token) ? Number(token) : token;
  }

  function schemaDefinition(): void {
    directives();
    if (!eat('{')) return;
    while (at < tokens.length && !eat('}')) {
      const operation = take();
      if (eat(':')) document.roots.set(operation, take());
    }
  }

  function directiveDefinition(): void {
    if (!eat('@')) return;
    const name = take();
    const defaults: Record<string, SdlValue> = {};
    if (eat('(')) {
      while (at < tokens.length && !eat(')')) {
        skipText();
        const argument = take();
        if (!eat(':')) continue;
        while (/^[A-Za-z_[\]!]/.test(peek()) && !(tokens[at + 1] === ':' && /^[A-Za-z_]/.test(peek()))) at++;
        if (eat('=')) defaults[argument] = value();
      }
    }
    document.directives.set(name, defaults);
  }

  function skipTo(end: string, start: string): void {
    for (let depth = 1; at < tokens.length && depth > 0;) {
      const token = take();
      depth += token === start ? 1 : token === end ? -1 : 0;
    }
  }

  function skipBlock(): void {
    skipTo('}', '{');
  }
}
