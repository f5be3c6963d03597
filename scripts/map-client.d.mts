export function mapClient(): Promise<Record<'AUTHLINT_MAP_SCRIPT' | 'AUTHLINT_MAP_STYLE', string>>;
