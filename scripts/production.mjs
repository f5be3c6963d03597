import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The packages that are installed with this one, by the lock file: name, version, licence and folder. */
export function productionPackages(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages).filter(([path, { dev, devOptional, peer, link }]) => path !== '' && !dev && !devOptional && !peer && !link).map(([path, { version, license }]) => {
    const folder = join(root, path);
    const manifest = existsSync(join(folder, 'package.json')) ? JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) : {};
    return { name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), version, license: license ?? manifest.license, folder };
  });
}

/** Bytes of all files of a package, without the packages inside of it. */
export function bytesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? sum : sum + bytesIn(path);
    return entry.isFile() ? sum + statSync(path).size : sum;
  }, 0);
}
