/** Folders whose folders are programs of their own. */
const WORKSPACE = /^(apps?|packages|services|microservices|micro-services|servers|projects|backends?|lambdas|functions|workers|modules|examples)$/i;
const SERVICE = /(^|[-_.])(service|svc|server|api|gateway|worker|backend|app|ms|microservice|web|admin)$|^(server|api|gateway|backend|auth|worker|web)[-_]/i;

/**
 * The program of a repository that a file belongs to, as far as its folders tell: `apps/api`, `auth-service`; '' where the
 * repository is one program.
 */
export function serviceOf(path: string): string {
  const folders = path.split('/').slice(0, -1);
  for (const [at, folder] of folders.entries()) {
    if (at > 2 || /^(src|lib|dist)$/i.test(folder)) return '';
    if (WORKSPACE.test(folder) && folders[at + 1] !== undefined && !/^(src|lib|dist|routes|controllers|models|middlewares?|utils|config)$/i.test(folders[at + 1]!)) return folders.slice(0, at + 2).join('/');
    // A folder called `server` in the middle of a program is a part of it.
    if (SERVICE.test(folder) && (at === 0 || /[-_](service|svc|microservice)$/i.test(folder))) return folders.slice(0, at + 1).join('/');
  }
  return '';
}
