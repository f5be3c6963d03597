const GLUED = /^(access|refresh|auth|id|session|bearer|user|login|api|jwt|client|private|secret|admin|csrf|xsrf|device|push|fcm)(tokens?|keys?|secret|id)$/;

/** The lower-case words of an identifier, a key or a file name: `accessToken`, `ACCESS_TOKEN` and `access-token` are the same two. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/(?<![A-Z])([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/([A-Za-z])(\d)/g, '$1 $2')
    .replace(/(\d)([A-Za-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .flatMap((word) => {
      const lower = word.toLowerCase();
      const glued = GLUED.exec(lower);
      return glued ? [glued[1]!, glued[2]!] : [lower];
    });
}

/** Letters and digits alone, in lower case: what two spellings of one name have in common. */
export function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
