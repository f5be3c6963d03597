const SINGLE: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' };

/**
 * What the inside of a string or template literal stands for: escape sequences are resolved, and lines end in LF.
 * Source: ECMAScript, "String Literals" and "Template Literal Lexical Components". A malformed escape stays as it is.
 */
export function unescaped(raw: string): string {
  return raw.replace(/\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3]?[0-7]{1,2})|(\r\n|[^]))|\r\n?/g,
    (whole, point?: string, unit?: string, byte?: string, octal?: string, other?: string) => {
      const hex = point ?? unit ?? byte;
      if (hex !== undefined) return fromCode(parseInt(hex, 16), whole);
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
      if (other === undefined) return '\n';
      return /^[\r\n\u2028\u2029]/.test(other) ? '' : SINGLE[other] ?? other;
    });
}

function fromCode(code: number, otherwise: string): string {
  return code > 0x10ffff ? otherwise : String.fromCodePoint(code);
}
