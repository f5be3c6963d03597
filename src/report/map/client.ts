// The code of the page is bundled from ./client by scripts/map-client.mjs, which puts the two texts in place of these names.
declare const AUTHLINT_MAP_SCRIPT: string;
declare const AUTHLINT_MAP_STYLE: string;

/** The script of the page, as it stands between its tags. */
export const script = AUTHLINT_MAP_SCRIPT;

/** The style sheet of the page, as it stands between its tags. */
export const style = AUTHLINT_MAP_STYLE;
