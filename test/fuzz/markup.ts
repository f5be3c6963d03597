const VOID = new Set(['meta', 'link', 'br', 'hr', 'img', 'input']);
const TAG = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[A-Za-z_:][\w:.-]*(?:="[^"<]*")?)*)\s*(\/?)>/y;
const TEXT = /[^<]+/y;
const REFERENCE = /&(?!(?:[a-z]+|#\d+|#x[0-9a-f]+);)/i;

/** What is wrong with a document of XML, or with a page of HTML whose elements are all closed; none when it is well-formed. */
export function markupProblems(text: string, language: 'xml' | 'html'): string[] {
  const open: string[] = [];
  const problem = (what: string, at: number): string[] => [`${what} at ${at}: ${JSON.stringify(text.slice(Math.max(0, at - 20), at + 40))}`];
  if (/\p{Cs}/u.test(text)) return ['a lone surrogate'];
  if (/[\0-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)) return ['a character that XML does not allow'];
  let at = (language === 'xml' ? /^<\?xml [^<>?]*\?>\n/ : /^<!doctype html>\n/).exec(text)?.[0].length ?? -1;
  if (at < 0) return ['no declaration'];
  while (at < text.length) {
    TEXT.lastIndex = at;
    const content = TEXT.exec(text)?.[0];
    if (content !== undefined) {
      if (open.at(-1) !== 'style' && REFERENCE.test(content)) return problem('a bare &', at);
      at += content.length;
      continue;
    }
    TAG.lastIndex = at;
    const match = TAG.exec(text);
    if (!match) return problem('a bare <', at);
    const [whole, closes, name = '', attributes = '', empty] = match;
    if (REFERENCE.test(attributes)) return problem('a bare & in an attribute', at);
    if (language === 'html' && (name === 'script' || /\s(on\w+|srcdoc)=/i.test(attributes) || /(href|src)="\s*(javascript|data):/i.test(attributes))) return problem('something that runs', at);
    if (closes) {
      if (open.pop() !== name) return problem(`</${name}> closes nothing`, at);
    } else if (!empty && !(language === 'html' && VOID.has(name))) open.push(name);
    at += whole.length;
  }
  return open.length > 0 ? [`<${open.join('><')}> left open`] : [];
}
