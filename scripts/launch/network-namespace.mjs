// A system without an interface besides loopback is offline, and so is Bulkhead then. The address is
// of TEST-NET-1 (RFC 5737); nobody is at the other end. Every address has a route there, so that
// what is sent to one can be seen; a system may have no IPv6.
const SET_UP = [
  'ip link set lo up',
  'ip link add outside type veth peer name nowhere',
  'ip address add 192.0.2.1/24 dev outside',
  'ip link set outside up',
  'ip link set nowhere up',
  'ip route add default dev outside',
  '{ ip -6 route add default dev outside || true; }',
].join(' && ');

/**
 * A command that runs the one that follows it in a network of its own, in which nobody else
 * is: whatever it starts reaches no other computer, and may listen on every port. Without root it runs in a user
 * namespace of its own, as the same user.
 *
 * @param {number | undefined} [uid]
 * @returns {string[]}
 */
export function ownNetwork(uid = process.getuid?.()) {
  const own = uid === 0 ? [] : ['--user', '--map-current-user', '--keep-caps'];
  return ['unshare', ...own, '--net', 'sh', '-c', `${SET_UP} && exec "$@"`, 'sh'];
}
