/** What the user asked for cannot be done: the message names the file or path, and the cause. One problem a line. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}
