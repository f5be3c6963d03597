/** At most four leading characters, and never more than a quarter; then how long it is: `pa4q…(24 characters)`. */
export function mask(secret: string): string {
  const shown = Array.from(secret).slice(0, Math.min(4, Math.floor(secret.length / 4))).join('').replace(/\s/g, ' ');
  return `${shown}…(${secret.length} ${secret.length === 1 ? 'character' : 'characters'})`;
}
