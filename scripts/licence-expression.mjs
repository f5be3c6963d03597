/** Licences that ask for no more than being named (SPDX identifiers, spdx.org/licenses). */
const ALLOWED = new Set(['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT', 'MIT-0', 'Unlicense']);

/**
 * Whether a licence may be among those of what users install. Of `A OR B` one has to be allowed, of `A AND B` both; `AND` binds
 * closer (SPDX specification 2.3, annex D). What is no expression is not allowed.
 */
export function isAllowed(expression) {
  const words = typeof expression === 'string' ? expression.match(/[()]|[^\s()]+/g) ?? [] : [];
  let at = 0;

  function either() {
    let result = both();
    while (words[at] === 'OR') {
      at += 1;
      const other = both();
      result = result || other;
    }
    return result;
  }

  function both() {
    let result = one();
    while (words[at] === 'AND') {
      at += 1;
      const other = one();
      result = result && other;
    }
    return result;
  }

  function one() {
    const word = words[at];
    at += 1;
    if (word !== '(') return ALLOWED.has(word);
    const result = either();
    return words[at++] === ')' && result;
  }

  const result = either();
  return result && at === words.length;
}
