import type { MapData, MapRoute } from '../../../../src/report/map/data.ts';

/** Public routes by method and path. */
export function routesOf(...names: string[]): MapRoute[] {
  return names.map((name) => {
    const space = name.indexOf(' ');
    return { method: name.slice(0, space), path: name.slice(space + 1), framework: 'express', access: 'public', roles: [], inHandler: false, generated: false, at: [0, 1], mounts: [], passed: [], findings: [], changes: [] };
  });
}

export function dataOf(routes: MapRoute[], more: Partial<MapData> = {}): MapData {
  return { title: 'shop', tool: 'authlint', files: [{ name: 'src/app.ts', lines: {} }], guards: [], findings: [], changes: [], routes, ...more };
}
