import type { Expr, ModuleFacts, ProgramView, Value } from '../../src/model/index.ts';
import { alternatives, textOf } from '../../src/link/values.ts';

/**
 * What is known of a verification key. `bound`: the key itself says for which algorithm it is (a JWKS, an imported
 * `CryptoKey`); `callback`: a function finds it.
 */
export type KeyKind = 'symmetric' | 'asymmetric' | 'bound' | 'callback' | 'unknown';

const PEM = /-----BEGIN [A-Z ]*(PUBLIC KEY|CERTIFICATE)-----/;
const PUBLIC_NAME = /public|pub_?key|cert|jwks|pem/i;
const SECRET_NAME = /secret|passphrase|salt/i;
/** jose: what makes keys that carry their algorithm, or that refuse symmetric ones. */
const BOUND = /^(createRemoteJWKSet|createLocalJWKSet|importSPKI|importX509|importPKCS8|importJWK|generateKeyPair|EmbeddedJWK)$/;

export function keyKindOf(program: ProgramView, value: Value | undefined, written?: { module: ModuleFacts; expr: Expr }): KeyKind {
  const kinds = value ? [...new Set(alternatives(value).map(kindOfOne))].filter((kind) => kind !== 'unknown') : [];
  if (kinds.includes('asymmetric')) return 'asymmetric';
  if (kinds.length > 0) return kinds[0]!;
  if (!written) return 'unknown';
  const text = program.text(written.module).slice(written.expr.start, written.expr.end);
  return kindOfName(text);
}

function kindOfName(name: string): KeyKind {
  if (PUBLIC_NAME.test(name)) return 'asymmetric';
  return SECRET_NAME.test(name) ? 'symmetric' : 'unknown';
}

function kindOfOne(value: Value): KeyKind {
  const text = textOf(value);
  if (text !== undefined) return PEM.test(text) ? 'asymmetric' : 'symmetric';
  switch (value.kind) {
    case 'env': return kindOfName(value.name);
    case 'property': {
      const own = kindOfName(value.name);
      return own === 'unknown' ? kindOfKeyLike(value.object) : own;
    }
    case 'param': {
      const name = value.path.at(-1) ?? value.module.bindings[value.fn.params[value.index]?.binding ?? -1]?.name ?? '';
      return kindOfName(name);
    }
    case 'text': return value.parts.some((part) => part && PEM.test(part)) ? 'asymmetric' : 'symmetric';
    case 'function': return 'callback';
    case 'object': return value.props.has('public') || value.props.has('publicKey') ? 'asymmetric' : 'unknown';
    case 'result': return kindOfKeyLike(value);
    default: return 'unknown';
  }
}

/** What a call makes: `fs.readFileSync('jwt.pem')`, `new TextEncoder().encode(secret)`, `createRemoteJWKSet(url)`. */
function kindOfKeyLike(value: Value): KeyKind {
  if (value.kind !== 'result') return 'unknown';
  const { callee, args } = value.call;
  const name = callee.kind === 'external' ? callee.path.at(-1) ?? '' : callee.kind === 'property' || callee.kind === 'builtin' ? callee.name : '';
  if (callee.kind === 'external' && callee.package === 'jose' && BOUND.test(name)) return 'bound';
  if (/^createPublicKey$|readFile(Sync)?$|^getPublicKey$/.test(name)) return 'asymmetric';
  if (/^(createSecretKey|encode)$/.test(name)) return 'symmetric';
  if (/(^|\.)from$/.test(name) && args[0]) {
    const inner = kindOfOne(args[0]);
    return inner === 'unknown' ? 'symmetric' : inner;
  }
  if (/^(toString|replace|trim|get|getOrThrow)$/.test(name)) {
    const inner = value.call.receiver ? kindOfOne(value.call.receiver) : 'unknown';
    return inner !== 'unknown' ? inner : args[0] ? kindOfName(textOf(args[0]) ?? '') : 'unknown';
  }
  return kindOfName(name);
}
