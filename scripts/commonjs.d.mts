/** @param out absolute: the folder of the built package */
export function commonjs(out: string): void;
