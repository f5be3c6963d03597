/** Hosts of the own machine and of private networks: RFC 1918, RFC 6761, RFC 6762, RFC 8375, names without a dot. */
export function isPrivateHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (name === '' || name.startsWith('[') || !name.includes('.')) return true;
  if (/^(0|10|127)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./.test(name)) return true;
  return /(^|\.)(localhost|local|internal|lan|intranet|corp|home|home\.arpa|docker|svc|cluster\.local|consul|localdomain|test|invalid|example|localtest\.me|lvh\.me|nip\.io)$/.test(name);
}

/** Hosts that stand for some host in documentation (RFC 2606) or in code that is yet to be filled in. */
export function isPlaceholderHost(host: string): boolean {
  return /(^|\.)example\.(com|org|net|io|dev)$|^(your|my|some)[-.\w]*\.|(^|\.)(your|my|some)-?(domain|host|site|server|app|api)\b|[<>{}]|^192\.0\.2\.|^198\.51\.100\.|^203\.0\.113\./i.test(host);
}
