// The part of GitHub's expressions that action.yml uses: names with dots, texts, true and false, `!`, `==`, `!=`, `&&`, `||`, parentheses.
// Comparison and truth are as in https://docs.github.com/en/actions/reference/workflows-and-actions/expressions, without numbers.

const TOKEN = /\s*(?:('(?:[^']|'')*')|(==|!=|&&|\|\||[!()])|([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*))/y;

/** What an expression gives in a context such as `{ inputs: { paths: '' } }`; a name that is not there gives ''. */
export function evaluate(expression, context) {
  const tokens = tokenize(expression);
  let at = 0;
  const take = (operator) => tokens[at] === operator && ++at > 0;

  function either() {
    let value = both();
    while (take('||')) { const right = both(); value = truthy(value) ? value : right; }
    return value;
  }
  function both() {
    let value = comparison();
    while (take('&&')) { const right = comparison(); value = truthy(value) ? right : value; }
    return value;
  }
  function comparison() {
    const value = unary();
    if (take('==')) return same(value, unary());
    if (take('!=')) return !same(value, unary());
    return value;
  }
  function unary() {
    if (take('!')) return !truthy(unary());
    if (take('(')) {
      const value = either();
      if (!take(')')) throw new Error(`A parenthesis is not closed: ${expression}`);
      return value;
    }
    const token = tokens[at++];
    if (token === undefined) throw new Error(`Something is missing at the end: ${expression}`);
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (token === 'true' || token === 'false') return token === 'true';
    if (!/^\w/.test(token)) throw new Error(`"${token}" is not expected here: ${expression}`);
    return token.split('.').reduce((value, key) => value?.[key], context) ?? '';
  }

  const value = either();
  if (at < tokens.length) throw new Error(`"${tokens[at]}" is not expected here: ${expression}`);
  return value;
}

/** Replaces `${{ ... }}` in a text. */
export function interpolate(text, context) {
  return String(text).replace(/\$\{\{(.*?)\}\}/gs, (_, expression) => String(evaluate(expression, context)));
}

export function truthy(value) {
  return value !== false && value !== '' && value !== null && value !== undefined;
}

/** Letters of either case are the same; a missing value is not `true`. */
function same(a, b) {
  return String(a).toLowerCase() === String(b).toLowerCase() && (typeof a === typeof b || (a !== '' && b !== ''));
}

function tokenize(expression) {
  const tokens = [];
  const text = expression.trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new Error(`This is not understood: ${text.slice(from)}`);
    tokens.push(match[1] ?? match[2] ?? match[3]);
  }
  return tokens;
}
