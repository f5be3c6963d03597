/** A path as a relative URI reference (RFC 3986), with every character encoded that could end it in Markdown too. */
export function uri(path: string): string {
  const encoded = (part: string) => encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd'))
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return path.split('/').map(encoded).join('/');
}
