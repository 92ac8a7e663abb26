/** A whole link of the web without a user name, which would hide where it leads. */
export function isHttps(text: string): boolean {
  if (/\s|\p{Cc}/u.test(text)) return false;
  try {
    const { protocol, username, password } = new URL(text);
    return protocol === 'https:' && username === '' && password === '';
  } catch {
    return false;
  }
}
